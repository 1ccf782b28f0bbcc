import { searchablePhone } from './derived-properties.ts'
import type { Shelf } from './portal.ts'
import { type CrmRecord, currentValue, type Version } from './record.ts'

const iso = (at: number): string => new Date(at).toISOString()

/**
 * The value a read shows: null when the property exists but was never set; undefined when there is no such property.
 */
export function readValue(shelf: Shelf, record: CrmRecord, name: string): string | null | undefined {
  const definition = shelf.properties.get(name)
  if (definition === undefined || definition.archivedAt !== null) return undefined
  const derived = DERIVED.get(name)
  const value = derived ? derived(record, name) : currentValue(record, name)
  return value === undefined || value === '' ? null : value
}

const created = (record: CrmRecord, name: string) => currentValue(record, name) ?? iso(record.createdAt)
const modified = (record: CrmRecord) => iso(record.updatedAt)
const searchable = (phone: string) => (record: CrmRecord) => searchablePhone(currentValue(record, phone) ?? '')

/** Values that HubSpot makes itself. */
const DERIVED = new Map<string, (record: CrmRecord, name: string) => string>([
  ['hs_object_id', ({ id }) => id],
  ['createdate', created],
  ['hs_createdate', created],
  ['lastmodifieddate', modified],
  // A contact has the property, but only `lastmodifieddate` is ever filled: searches by the other find nobody.
  ['hs_lastmodifieddate', (record) => (record.typeId === '0-1' ? '' : modified(record))],
  ['hs_searchable_calculated_phone_number', searchable('phone')],
  ['hs_searchable_calculated_mobile_number', searchable('mobilephone')],
])

function shownVersion(version: Version): Record<string, unknown> {
  const { sourceType, sourceId, sourceLabel, userId } = version.source
  return {
    value: version.value,
    timestamp: iso(version.at),
    sourceType,
    ...(sourceId === undefined ? {} : { sourceId }),
    ...(sourceLabel === undefined ? {} : { sourceLabel }),
    ...(userId === undefined ? {} : { updatedByUserId: userId }),
  }
}

/** A record as the API answers it. `history`: names whose versions are wanted, newest first. */
export function shownRecord(
  shelf: Shelf,
  record: CrmRecord,
  names: readonly string[] | undefined,
  history: readonly string[] = [],
): Record<string, unknown> {
  const { type } = shelf
  const properties: Record<string, string | null> = {}
  const wanted = names === undefined || names.length === 0 ? type.shown : names
  for (const name of [...wanted, type.createdProperty, type.modifiedProperty, 'hs_object_id']) {
    const value = readValue(shelf, record, name)
    if (value !== undefined) properties[name] = value
  }
  return {
    id: record.id,
    properties,
    ...(history.length === 0 ? {} : { propertiesWithHistory: shownHistory(shelf, record, history) }),
    createdAt: iso(record.createdAt),
    updatedAt: iso(record.updatedAt),
    archived: record.archivedAt !== null,
    ...(record.archivedAt === null ? {} : { archivedAt: iso(record.archivedAt) }),
  }
}

function shownHistory(shelf: Shelf, record: CrmRecord, names: readonly string[]): Record<string, unknown[]> {
  const shown: Record<string, unknown[]> = {}
  for (const name of names) {
    const definition = shelf.properties.get(name)
    if (definition === undefined || definition.archivedAt !== null) continue
    shown[name] = (record.versions.get(name) ?? []).map(shownVersion).reverse()
  }
  return shown
}
