import { notFound } from '../http/api-error.ts'
import { OBJECT_TYPES, type TypeId } from './object-types.ts'
import type { Shelf } from './portal.ts'
import { type CrmRecord, currentValue } from './record.ts'
import { applyValues, createRecord, linkRecords, type Writing } from './write.ts'

/** Into the recycle bin. Answers false where there was nothing to delete. */
export function archiveRecord(writing: Writing, typeId: TypeId, id: string): boolean {
  const record = writing.portal.live(typeId, id)
  if (record === null) return false
  record.archivedAt = writing.at
  tell(writing, 'deletion', record)
  return true
}

export function restoreRecord(writing: Writing, typeId: TypeId, id: string): CrmRecord {
  const record = writing.portal.shelf(typeId).records.get(id)
  if (record === undefined || record.archivedAt === null) throw notFound()
  record.archivedAt = null
  tell(writing, 'restore', record)
  return record
}

/** Erases a contact for good; HubSpot sends a deletion and a privacy deletion, in no fixed order. */
export function privacyDelete(writing: Writing, typeId: TypeId, id: string): void {
  const record = writing.portal.live(typeId, id)
  if (record === null) throw notFound()
  const shelf = writing.portal.shelf(typeId)
  shelf.records.delete(record.id)
  freeUnique(shelf, record)
  tell(writing, 'privacyDeletion', record)
  tell(writing, 'deletion', record)
}

/**
 * Merges `otherId` into `primaryId`: the primary's values win, its gaps are filled from the other. With `newId` HubSpot
 * makes a third record and both old ids lead to it. The old ids keep working on reads.
 */
export function mergeRecords(
  writing: Writing,
  typeId: TypeId,
  primaryId: string,
  otherId: string,
  newId: boolean,
): CrmRecord {
  const { portal, at } = writing
  const shelf = portal.shelf(typeId)
  const primary = portal.live(typeId, primaryId)
  const other = portal.live(typeId, otherId)
  if (primary === null || other === null || primary === other) throw notFound()
  const gone = newId ? [primary, other] : [other]
  const moved = newId
    ? new Map([...filledValues(other), ...filledValues(primary)])
    : new Map([...filledValues(other)].filter(([name]) => (currentValue(primary, name) ?? '') === ''))
  for (const record of gone) {
    record.archivedAt = at
    freeUnique(shelf, record)
  }
  const merging: Writing = { ...writing, source: { ...writing.source, sourceType: `MERGE_${shelf.type.code}S` } }
  const result = newId ? createRecord(merging, typeId, moved) : primary
  if (!newId) applyValues(merging, shelf, primary, moved)
  for (const record of gone) {
    shelf.aliases.set(record.id, result.id)
    for (const [old, survivor] of shelf.aliases) if (survivor === record.id) shelf.aliases.set(old, result.id)
    moveLinks(writing, record, result)
  }
  const ids = [currentValue(primary, 'hs_merged_object_ids'), ...gone.map((record) => record.id)]
    .filter(Boolean)
    .join(';')
  if (shelf.properties.has('hs_merged_object_ids'))
    applyValues(merging, shelf, result, new Map([['hs_merged_object_ids', ids]]))
  const { source, happened } = writing
  const what = { primaryId: primary.id, mergedIds: [other.id], newId: result.id, moved: moved.size }
  happened({ kind: 'merge', portalId: portal.id, at, source, typeId, ...what })
  return result
}

function filledValues(record: CrmRecord): Map<string, string> {
  const values = [...record.versions.keys()].map((name) => [name, currentValue(record, name) ?? ''] as const)
  return new Map(values.filter(([name, value]) => value !== '' && name !== 'hs_merged_object_ids'))
}

/** What was unique to a record may be taken by another. */
function freeUnique(shelf: Shelf, record: CrmRecord): void {
  for (const index of shelf.unique.values())
    for (const [value, owner] of index) if (owner === record.id) index.delete(value)
}

function moveLinks(writing: Writing, from: CrmRecord, to: CrmRecord): void {
  const { associations } = writing.portal
  for (const { id: type } of OBJECT_TYPES) {
    for (const otherId of [...associations.of(from.typeId, from.id, type).keys()]) {
      linkRecords(writing, associations.unlink(from.typeId, from.id, type, otherId))
      if (type !== to.typeId || otherId !== to.id)
        linkRecords(writing, associations.link(to.typeId, to.id, type, otherId))
    }
  }
}

function tell(writing: Writing, kind: 'deletion' | 'restore' | 'privacyDeletion', record: CrmRecord): void {
  const { portal, at, source, happened } = writing
  happened({ kind, portalId: portal.id, at, source, typeId: record.typeId, objectId: record.id })
}
