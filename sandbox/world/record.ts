import type { TypeId } from './object-types.ts'

/** Who wrote a value, as HubSpot keeps it in a property's history. */
export type Source = {
  /** CRM_UI, FORM, IMPORT, API, INTEGRATION, MERGE_CONTACTS, CALCULATED, … */
  readonly sourceType: string
  readonly sourceId?: string
  readonly sourceLabel?: string
  readonly userId?: number
}

/** One value a property had; `at` in epoch milliseconds of business time. */
export type Version = { readonly value: string; readonly at: number; readonly source: Source }

export type CrmRecord = {
  readonly id: string
  readonly typeId: TypeId
  readonly createdAt: number
  updatedAt: number
  archivedAt: number | null
  /** Per property, oldest first. */
  readonly versions: Map<string, Version[]>
}

/** HubSpot keeps more for contacts, 20 for the rest; 20 everywhere is the stricter assumption. */
const KEPT_VERSIONS = 20

export function newRecord(typeId: TypeId, id: string, at: number): CrmRecord {
  return { id, typeId, createdAt: at, updatedAt: at, archivedAt: null, versions: new Map() }
}

/** The stored value; undefined when it was never set. An emptied property is ''. */
export function currentValue(record: CrmRecord, property: string): string | undefined {
  return record.versions.get(property)?.at(-1)?.value
}

export function pushVersion(record: CrmRecord, property: string, version: Version): void {
  const versions = record.versions.get(property)
  if (versions === undefined) {
    record.versions.set(property, [version])
    return
  }
  // A value dated in the past (an import with history) goes where it belongs.
  let place = versions.length
  while (place > 0 && (versions[place - 1]?.at ?? 0) > version.at) place -= 1
  versions.splice(place, 0, version)
  if (versions.length > KEPT_VERSIONS) versions.shift()
}
