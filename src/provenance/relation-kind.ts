import { type Fact, UNPAID_KINDS } from '../permission/facts.ts'
import { formatInstant } from '../time/instants.ts'
import { recordFactKey } from './keys.ts'
import { numbersAt, type ReadMapping } from './numbers.ts'
import { collectionFor, type RelationScope } from './relation-scope.ts'
import type { SourcedFact, SourceRecord } from './source-record.ts'
import { isMergeCopy, isOwnVersion, versions, writtenBy } from './timeline.ts'

/**
 * People tied to an organisation without a deal: each time the property was set to volunteer, attendee or sympathiser
 * is one transaction at that moment. Where won deals exist they carry the kind instead.
 */
export function relationsWithoutDeal(
  record: SourceRecord,
  { phones, relationKind }: Pick<ReadMapping, 'phones' | 'relationKind'>,
  scope: RelationScope,
  hasWonDeal: boolean,
  appId: string,
): SourcedFact<Fact>[] {
  if (hasWonDeal) return []
  const origin = `kind:${record.id}`
  return versions(record, relationKind)
    .filter((version) => !isMergeCopy(version) && !isOwnVersion(version, appId))
    .flatMap((version) => {
      const kind = UNPAID_KINDS.find((candidate) => candidate === version.value)
      if (!kind) return []
      return numbersAt(record, phones, version.timestamp).map((number) => {
        const fact: Fact = {
          type: 'relation',
          at: formatInstant(version.timestamp),
          relation: origin,
          kind,
          event: 'transaction',
          controller: scope.controller,
          product: scope.product,
          number: number.e164,
          collection: collectionFor(scope, version.timestamp, number),
        }
        return { origin, key: recordFactKey(origin, fact), fact, recordedBy: writtenBy(version) }
      })
    })
}
