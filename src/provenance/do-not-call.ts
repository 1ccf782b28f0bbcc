import type { Fact } from '../permission/facts.ts'
import { readMapped } from '../portal-settings/mapped-value.ts'
import { boxProperty, type MappedBox, objectionBoxes } from '../portal-settings/mapping.ts'
import { formatInstant } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'
import { recordFactKey } from './keys.ts'
import type { SourcedFact, SourceRecord } from './source-record.ts'
import { isOwnVersion, versions, writtenBy } from './timeline.ts'

export type Objection = SourcedFact<Fact> & { readonly at: EpochMs }

/**
 * Every time a box said so is an objection, whoever ticked it; unticking lifts nothing. A
 * copy made by a merge counts too: in doubt the stricter reading. Our own re-ticks do not count.
 */
export function objections(
  record: SourceRecord,
  mapping: { readonly doNotCall: readonly MappedBox[] },
  appId: string,
): Objection[] {
  const origin = `contact:${record.id}`
  return objectionBoxes(mapping).flatMap((box) =>
    versions(record, boxProperty(box))
      .filter(({ value }) => readMapped('doNotCall', box, value) === 'yes')
      .filter((version) => !isOwnVersion(version, appId))
      .map((version) => {
        const fact: Fact = { type: 'objection', at: formatInstant(version.timestamp) }
        const key = recordFactKey(origin, fact)
        return { origin, key, fact, recordedBy: writtenBy(version), at: version.timestamp }
      }),
  )
}
