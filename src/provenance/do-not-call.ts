import type { Fact } from '../permission/facts.ts'
import { formatInstant } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'
import { recordFactKey } from './keys.ts'
import type { SourcedFact, SourceRecord } from './source-record.ts'
import { isOwnVersion, versions, writtenBy } from './timeline.ts'

export type Objection = SourcedFact<Fact> & { readonly at: EpochMs }

/**
 * Every time the box became true is an objection, whoever ticked it; unticking lifts nothing. A
 * copy made by a merge counts too: in doubt the stricter reading. Our own re-ticks do not count.
 */
export function objections(
  record: SourceRecord,
  mapping: { readonly doNotCall: readonly string[] },
  appId: string,
): Objection[] {
  const origin = `contact:${record.id}`
  return mapping.doNotCall.flatMap((property) =>
    versions(record, property)
      .filter((version) => version.value === 'true' && !isOwnVersion(version, appId))
      .map((version) => {
        const fact: Fact = { type: 'objection', at: formatInstant(version.timestamp) }
        const key = recordFactKey(origin, fact)
        return { origin, key, fact, recordedBy: writtenBy(version), at: version.timestamp }
      }),
  )
}
