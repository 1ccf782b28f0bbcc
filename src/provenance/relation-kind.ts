import { type Fact, UNPAID_KINDS } from '../permission/facts.ts'
import { formatInstant, instantOf } from '../time/instants.ts'
import { recordFactKey } from './keys.ts'
import { type MappedPhones, numbersAt } from './numbers.ts'
import { collectionFor, type RelationScope } from './relation-scope.ts'
import type { HistoryEntry, SourcedFact, SourceRecord } from './source-record.ts'
import { actsOn, writtenBy } from './timeline.ts'

/** A value that was replaced this soon was a slip. */
const SLIP_MS = 86_400_000

export function kindOrigin(contactId: string): string {
  return `kind:${contactId}`
}

export function isKindOrigin(origin: string): boolean {
  return origin.startsWith('kind:')
}

/**
 * People tied to an organisation without paying: each time the property was set to volunteer, attendee or sympathiser
 * is one transaction at that moment, whatever deals there are.
 */
export function statedRelations(
  record: SourceRecord,
  phones: MappedPhones,
  scope: RelationScope,
  appId: string,
): SourcedFact<Fact>[] {
  const origin = kindOrigin(record.id)
  const acts = actsOn(record, scope.relationKind, appId)
  return acts.flatMap((act) => {
    const kind = UNPAID_KINDS.find((candidate) => candidate === act.value)
    if (!kind || isSlip(act, acts)) return []
    return numbersAt(record, phones, act.timestamp).map((number) => {
      const fact: Fact = {
        type: 'relation',
        at: formatInstant(act.timestamp),
        relation: origin,
        kind,
        event: 'transaction',
        controller: scope.controller,
        product: scope.product,
        number: number.e164,
        collection: collectionFor(scope, act.timestamp, number),
      }
      return { origin, key: recordFactKey(origin, fact), fact, recordedBy: writtenBy(act) }
    })
  })
}

function isSlip(act: HistoryEntry, acts: readonly HistoryEntry[]): boolean {
  const next = acts.slice(acts.indexOf(act) + 1).find(({ value }) => value !== act.value)
  return next !== undefined && next.timestamp - act.timestamp <= SLIP_MS
}

/** Does the history show that this stated relation was a slip? Where its version is missing, nothing is shown. */
export function isReplaced(record: SourceRecord, fact: Fact, { relationKind }: RelationScope, appId: string): boolean {
  if (fact.type !== 'relation' || fact.relation !== kindOrigin(record.id)) return false
  const acts = actsOn(record, relationKind, appId)
  return acts.some((act) => act.timestamp === instantOf(fact.at) && act.value === fact.kind && isSlip(act, acts))
}
