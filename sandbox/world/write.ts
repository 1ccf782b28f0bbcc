import { ApiError, notFound } from '../http/api-error.ts'
import type { AssociationChange } from './associations.ts'
import type { Change } from './change.ts'
import { deriveStored } from './derived-properties.ts'
import { rewritten, setByWorkflows } from './meddling.ts'
import type { TypeId } from './object-types.ts'
import type { Portal, Shelf } from './portal.ts'
import { type Refusal, refusedValues, storedValue } from './property-values.ts'
import { type CrmRecord, currentValue, newRecord, pushVersion, type Source } from './record.ts'
import { refusalBy } from './validation-rule.ts'

export type PropertyInput = Readonly<Record<string, string | number | boolean | null>>

/** Everything a write needs to know besides the values. `at`: business time, one instant for the whole write. */
export type Writing = {
  readonly portal: Portal
  readonly source: Source
  readonly at: number
  readonly happened: (change: Change) => void
  /**
   * A form writes its answers to the history even when they were so already; other writers leave an equal value alone.
   */
  readonly keepEqual?: boolean
}

/** The values as they would be stored; throws the 400 that names every refused property. */
export function preparedValues(shelf: Shelf, input: PropertyInput): Map<string, string> {
  const values = new Map<string, string>()
  const refusals: Refusal[] = []
  for (const [name, raw] of Object.entries(input)) {
    const outcome = preparedValue(shelf, name, raw)
    if ('refusal' in outcome) refusals.push(outcome.refusal)
    else values.set(name, name === 'email' ? outcome.value.toLowerCase() : outcome.value)
  }
  if (refusals.length > 0) throw refusedValues(refusals)
  return values
}

function preparedValue(shelf: Shelf, name: string, raw: PropertyInput[string]): ReturnType<typeof storedValue> {
  const definition = shelf.properties.get(name)
  if (definition === undefined || definition.archivedAt !== null)
    return { refusal: { name, error: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist` } }
  if (!definition.calculated) return storedValue(definition, raw)
  const message = `"${name}" is a read only property; its value cannot be set.`
  return { refusal: { name, error: 'READ_ONLY_VALUE', message } }
}

export function createRecord(
  writing: Writing,
  typeId: TypeId,
  values: Map<string, string>,
  wantedId?: string,
): CrmRecord {
  const { portal, at } = writing
  const shelf = portal.shelf(typeId)
  const refusal = refusalBy(portal.rules, typeId, null, values)
  if (refusal !== null) throw refusedValues([refusal])
  assertTimed(typeId, values)
  assertUnique(shelf, null, values)
  if (wantedId !== undefined && shelf.records.has(wantedId)) {
    throw new ApiError(409, 'CONFLICT', `${shelf.type.singular} ${wantedId} exists already`)
  }
  if (typeId === '0-27') for (const [name, value] of TASK_DEFAULTS) if (!values.has(name)) values.set(name, value)
  const id = wantedId ?? nextId(shelf)
  const record = newRecord(typeId, id, at)
  shelf.records.set(id, record)
  writing.happened({ kind: 'creation', portalId: portal.id, at, source: writing.source, typeId, objectId: id })
  applyAsKept(writing, shelf, record, values)
  return record
}

const TASK_DEFAULTS = [
  ['hs_task_status', 'NOT_STARTED'],
  ['hs_task_type', 'TODO'],
] as const

/** Every engagement needs its time: a task when it is due, a call when it was. */
function assertTimed(typeId: TypeId, values: ReadonlyMap<string, string>): void {
  const timed = typeId === '0-27' || typeId === '0-46' || typeId === '0-48'
  if (!timed || values.get('hs_timestamp')) return
  const message = 'Property "hs_timestamp" is required'
  throw refusedValues([{ name: 'hs_timestamp', error: 'MISSING_REQUIRED_PROPERTY', message }])
}

/** Throws 404 for a missing record, 400 for a refusal by the customer's rules, 409 for a taken unique value. */
export function updateRecord(writing: Writing, typeId: TypeId, id: string, values: Map<string, string>): CrmRecord {
  const record = writing.portal.live(typeId, id)
  if (record === null) throw notFound()
  const refusal = refusalBy(writing.portal.rules, typeId, record.id, values)
  if (refusal !== null) throw refusedValues([refusal])
  const shelf = writing.portal.shelf(typeId)
  assertUnique(shelf, record.id, values)
  applyAsKept(writing, shelf, record, values)
  return record
}

/** As HubSpot keeps the values; then the account's workflows have their turn. */
function applyAsKept(writing: Writing, shelf: Shelf, record: CrmRecord, values: ReadonlyMap<string, string>): void {
  const { rewrites, workflows } = writing.portal
  applyValues(writing, shelf, record, rewritten(rewrites, record.typeId, values))
  const set = setByWorkflows(workflows, record)
  if (set.size === 0) return
  applyValues({ ...writing, source: { sourceType: 'AUTOMATION_PLATFORM', sourceId: 'workflow' } }, shelf, record, set)
}

/** Writes versions and sends events of what changed. No checks: a merge and the bulk loader come here too. */
export function applyValues(
  writing: Writing,
  shelf: Shelf,
  record: CrmRecord,
  values: ReadonlyMap<string, string>,
): void {
  const { at, source } = writing
  const changed: Array<[string, string]> = []
  for (const [name, value] of values) {
    const before = currentValue(record, name)
    const equal = before === value || (before === undefined && value === '')
    if (equal && writing.keepEqual !== true) continue
    pushVersion(record, name, { value, at, source })
    if (!equal) changed.push([name, value])
    if (shelf.properties.get(name)?.hasUniqueValue === true) moveUnique(shelf, record.id, name, before, value)
  }
  changed.push(...deriveStored(record, values, at))
  if (changed.length > 0) record.updatedAt = Math.max(record.updatedAt, at)
  for (const [property, value] of changed) {
    const { portal, happened } = writing
    happened({
      kind: 'propertyChange',
      portalId: portal.id,
      at,
      source,
      typeId: record.typeId,
      objectId: record.id,
      property,
      value,
    })
  }
}

export function linkRecords(writing: Writing, changes: readonly AssociationChange[]): void {
  const { portal, at, source, happened } = writing
  for (const { from, ...change } of changes) {
    happened({ kind: 'associationChange', portalId: portal.id, at, source, typeId: from, ...change })
  }
}

function nextId(shelf: Shelf): string {
  while (shelf.records.has(String(shelf.nextId)) || shelf.aliases.has(String(shelf.nextId))) shelf.nextId += 1
  const id = String(shelf.nextId)
  shelf.nextId += 1
  return id
}

export function recordByUnique(shelf: Shelf, property: string, value: string): CrmRecord | null {
  const id = shelf.unique.get(property)?.get(property === 'email' ? value.toLowerCase() : value)
  const record = id === undefined ? undefined : shelf.records.get(id)
  return record === undefined || record.archivedAt !== null ? null : record
}

function assertUnique(shelf: Shelf, id: string | null, values: ReadonlyMap<string, string>): void {
  for (const [name, value] of values) {
    if (value === '' || shelf.properties.get(name)?.hasUniqueValue !== true) continue
    const holder = recordByUnique(shelf, name, value)
    if (holder === null || holder.id === id) continue
    const kind = shelf.type.singular.charAt(0).toUpperCase() + shelf.type.singular.slice(1)
    throw new ApiError(409, 'CONFLICT', `${kind} already exists. Existing ID: ${holder.id}`)
  }
}

function moveUnique(shelf: Shelf, id: string, name: string, before: string | undefined, value: string): void {
  const index = shelf.unique.get(name) ?? new Map<string, string>()
  shelf.unique.set(name, index)
  if (before !== undefined && index.get(before) === id) index.delete(before)
  if (value !== '') index.set(value, id)
}
