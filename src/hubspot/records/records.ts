import { HubSpotError } from '../errors.ts'
import { idText, instant, list, member } from '../transport/wire.ts'

export type ObjectType = 'contacts' | 'companies' | 'deals' | 'tasks' | 'calls'

/** One version of a property. `timestamp` is epoch milliseconds by HubSpot's clock. */
type HistoryEntry = {
  readonly value: string
  readonly timestamp: number
  readonly sourceType: string | null
  readonly sourceId: string | null
  readonly sourceLabel: string | null
  readonly updatedByUserId: string | null
}

export type HubSpotRecord = {
  readonly id: string
  /** As HubSpot writes them; null where never filled. */
  readonly properties: Readonly<Record<string, string | null>>
  /** Of the properties asked for with history; newest version first. */
  readonly history: Readonly<Record<string, readonly HistoryEntry[]>>
  readonly archived: boolean
  /** Epoch milliseconds, or null. */
  readonly createdAt: number | null
  readonly updatedAt: number | null
}

export const objectsPath = (type: ObjectType): string => `/crm/objects/2026-09/${type}`

/** Throws `unavailable` for a record without an id: an answer we cannot read is an answer we did not get. */
export function readRecord(value: unknown): HubSpotRecord {
  const id = idText(member(value, 'id'))
  if (id === null) throw new HubSpotError({ kind: 'unavailable', message: 'the answer holds a record without an id' })
  return {
    id,
    properties: readProperties(member(value, 'properties')),
    history: readHistory(member(value, 'propertiesWithHistory')),
    archived: member(value, 'archived') === true,
    createdAt: instant(member(value, 'createdAt')),
    updatedAt: instant(member(value, 'updatedAt')),
  }
}

export function readProperties(value: unknown): Record<string, string | null> {
  const properties: Record<string, string | null> = {}
  for (const [name, content] of Object.entries(value ?? {})) {
    properties[name] = content === null || content === undefined ? null : String(content)
  }
  return properties
}

function readHistory(value: unknown): Record<string, readonly HistoryEntry[]> {
  const history: Record<string, readonly HistoryEntry[]> = {}
  for (const [name, versions] of Object.entries(value ?? {})) {
    // HubSpot sends the newest first without promising it; a stable sort keeps its order within one millisecond.
    history[name] = list(versions)
      .flatMap(readVersion)
      .sort((a, b) => b.timestamp - a.timestamp)
  }
  return history
}

function readVersion(version: unknown): HistoryEntry[] {
  const timestamp = instant(member(version, 'timestamp'))
  if (timestamp === null) return []
  const value = member(version, 'value')
  return [
    {
      value: value === null || value === undefined ? '' : String(value),
      timestamp,
      sourceType: idText(member(version, 'sourceType')),
      sourceId: idText(member(version, 'sourceId')),
      sourceLabel: idText(member(version, 'sourceLabel')),
      updatedByUserId: idText(member(version, 'updatedByUserId')),
    },
  ]
}
