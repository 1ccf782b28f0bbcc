import { isOwnWrite } from './own-echo.ts'
import type { HistoryEntry, SourceRecord } from './source-record.ts'

/** HubSpot writes the properties of one submission within a moment of each other, in any order. */
export const SAME_SUBMISSION_MS = 1_000

/** HubSpot keeps so many versions of a property: where there are fewer, the first one stood over nothing. */
export const VERSIONS_KEPT = 20

/** Versions of a property, oldest first; of one instant the later-listed (older) version comes first. */
export function versions(record: SourceRecord, property: string): HistoryEntry[] {
  return [...(record.history[property] ?? [])].reverse().sort((a, b) => a.timestamp - b.timestamp)
}

/**
 * The version in force at `instant`. A record read without this history (HubSpot caps histories, a mapped property may
 * keep none) answers null: what was there then is not known, and unknown is not a yes.
 */
export function versionAt(record: SourceRecord, property: string, instant: number): HistoryEntry | null {
  let found: HistoryEntry | null = null
  for (const version of versions(record, property)) if (version.timestamp <= instant) found = version
  return found
}

/** The current value, trimmed; '' when absent. */
export function currentValue(record: SourceRecord, property: string): string {
  return (record.properties[property] ?? '').trim()
}

/** Versions that this app wrote itself are echoes, not acts of people. */
export function isOwnVersion({ sourceType, sourceId }: HistoryEntry, appId: string): boolean {
  return isOwnWrite({ source: sourceType, sourceId }, appId)
}

/** A merge copies values from one record to the other; nobody acted: a merge copies, it never consents. */
export function isMergeCopy(version: HistoryEntry): boolean {
  return (version.sourceType ?? '').startsWith('MERGE')
}

/** What somebody wrote, oldest first: neither copied by a merge nor written by this app. */
export function actsOn(record: SourceRecord, property: string, appId: string): HistoryEntry[] {
  return versions(record, property).filter((version) => !isMergeCopy(version) && !isOwnVersion(version, appId))
}

/** Were these two written by one form submission? */
export function sameSubmission(one: HistoryEntry, other: HistoryEntry): boolean {
  return (
    one.sourceType === other.sourceType &&
    one.sourceId === other.sourceId &&
    Math.abs(one.timestamp - other.timestamp) <= SAME_SUBMISSION_MS
  )
}

export function writtenBy(version: HistoryEntry) {
  return {
    sourceType: version.sourceType,
    sourceId: version.sourceId,
    label: version.sourceLabel,
    userId: version.updatedByUserId,
  }
}

export const observedByUs = { sourceType: 'BELRECHT', sourceId: null, label: null, userId: null } as const
