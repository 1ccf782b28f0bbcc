import { readMapped } from '../portal-settings/mapped-value.ts'
import { boxProperty, type MappedBox } from '../portal-settings/mapping.ts'
import type { HistoryEntry, SourceRecord } from './source-record.ts'
import { isMergeCopy, isOwnVersion, versions } from './timeline.ts'

/** Does this version of an opt-in box say yes? */
export function isYes(box: MappedBox, version: HistoryEntry | undefined): boolean {
  return version !== undefined && readMapped('optIn', box, version.value) === 'yes'
}

/**
 * What people did with an opt-in box, oldest first. One choice more beside a yes is no new yes: of a list of choices
 * only the change to yes counts. A form says it anew.
 */
export function actsOnBox(record: SourceRecord, box: MappedBox, appId: string): HistoryEntry[] {
  const all = versions(record, boxProperty(box))
  return all.filter((version, index) => {
    if (isMergeCopy(version) || isOwnVersion(version, appId)) return false
    const before = all[index - 1]
    const isMore = version.value !== before?.value && isYes(box, before) && isYes(box, version)
    return version.sourceType === 'FORM' || !isMore
  })
}
