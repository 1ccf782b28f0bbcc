import type { TypeId } from '../world/object-types.ts'
import type { Portal } from '../world/portal.ts'
import { type CrmRecord, currentValue } from '../world/record.ts'

/** How many records of a kind the page shows at most. */
const SHOWN = 50

/** A record's value, or '' when it has none. */
export const value = (record: CrmRecord, property: string): string => currentValue(record, property) ?? ''

export function nameOf(contact: CrmRecord): string {
  return (
    [value(contact, 'firstname'), value(contact, 'lastname')].filter((part) => part !== '').join(' ') ||
    value(contact, 'email')
  )
}

/** The newest live records, oldest of them first, and how many there are in all. */
export function newest(
  portal: Portal,
  typeId: TypeId,
  wanted: (record: CrmRecord) => boolean,
): { shown: CrmRecord[]; total: number } {
  const all: CrmRecord[] = []
  for (const record of portal.shelf(typeId).records.values())
    if (record.archivedAt === null && wanted(record)) all.push(record)
  return { shown: all.slice(-SHOWN), total: all.length }
}

export function contactsOf(portal: Portal, record: CrmRecord): CrmRecord[] {
  return [...portal.associations.of(record.typeId, record.id, '0-1').keys()].flatMap(
    (id) => portal.live('0-1', id) ?? [],
  )
}

/** Held by the app: marked so, or by the sign it puts before the subject where the account has no such property. */
export function taskState(task: CrmRecord): 'held' | 'open' | 'other' {
  if (value(task, 'belrecht_hold') === 'held' || value(task, 'hs_task_subject').startsWith('⛔')) return 'held'
  return value(task, 'hs_task_type') === 'CALL' ? 'open' : 'other'
}
