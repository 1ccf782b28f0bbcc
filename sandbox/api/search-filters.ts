import { ApiError } from '../http/api-error.ts'
import { type ObjectType, objectType, type TypeId } from '../world/object-types.ts'
import type { Portal, Shelf } from '../world/portal.ts'
import type { CrmRecord } from '../world/record.ts'
import { readValue } from '../world/views.ts'
import type { Filter } from './search-schema.ts'

export type Test = (record: CrmRecord) => boolean

/** A filter on what a record is associated with, as in `associations.contact`; null for any other property. */
function associatedType(filter: Filter): ObjectType | null {
  return filter.propertyName.startsWith('associations.')
    ? objectType(filter.propertyName.slice('associations.'.length))
    : null
}

const listOf = (filter: Filter): string[] => (filter.values ?? []).concat(filter.value ?? [])

/**
 * The ids of the records that a filter can concern at all, where
 * an index knows them; null where every record has to be read.
 */
export function candidateIds(portal: Portal, shelf: Shelf, filter: Filter): Set<string> | null {
  if (filter.operator !== 'EQ' && filter.operator !== 'IN') return null
  const other = associatedType(filter)
  if (other !== null) {
    return new Set(listOf(filter).flatMap((id) => [...portal.associations.of(other.id, id, shelf.type.id).keys()]))
  }
  if (filter.propertyName === 'hs_object_id') return new Set(listOf(filter))
  const index = shelf.unique.get(filter.propertyName)
  if (index === undefined) return null
  return new Set(listOf(filter).flatMap((value) => index.get(value.toLowerCase()) ?? []))
}

/** What one filter asks of a record; throws 400 for a property the type does not have and for missing values. */
export function testOf(portal: Portal, shelf: Shelf, filter: Filter): Test {
  const other = associatedType(filter)
  if (other !== null) return associatedTest(portal, shelf.type.id, other.id, filter)
  const definition = shelf.properties.get(filter.propertyName)
  if (definition === undefined || definition.archivedAt !== null) {
    throw new ApiError(
      400,
      'VALIDATION_ERROR',
      `There was a problem with the request. Property "${filter.propertyName}" does not exist`,
    )
  }
  const key = keyOf(definition.type)
  const read = (record: CrmRecord): string | null => readValue(shelf, record, filter.propertyName) ?? null
  if (filter.operator === 'HAS_PROPERTY') return (record) => read(record) !== null
  if (filter.operator === 'NOT_HAS_PROPERTY') return (record) => read(record) === null
  const passes = comparison(filter, key)
  const negative = filter.operator === 'NEQ' || filter.operator === 'NOT_IN' || filter.operator === 'NOT_CONTAINS_TOKEN'
  // A record without the property matches no comparison, and every denial of one.
  return (record) => {
    const value = read(record)
    return value === null ? negative : passes(value)
  }
}

function associatedTest(portal: Portal, from: TypeId, to: TypeId, filter: Filter): Test {
  const wanted = new Set(listOf(filter))
  const links = (record: CrmRecord): string[] => [...portal.associations.of(from, record.id, to).keys()]
  switch (filter.operator) {
    case 'EQ':
    case 'IN':
      return (record) => links(record).some((id) => wanted.has(id))
    case 'HAS_PROPERTY':
      return (record) => links(record).length > 0
    case 'NOT_HAS_PROPERTY':
      return (record) => links(record).length === 0
    default:
      return (record) => !links(record).some((id) => wanted.has(id))
  }
}

/** Numbers and times compare as numbers, all else as text without regard to case. */
function keyOf(type: string): (value: string) => number | string {
  if (type === 'number') return Number
  if (type === 'date' || type === 'datetime')
    return (value) => (/^-?\d+$/.test(value) ? Number(value) : Date.parse(value))
  return (value) => value.toLowerCase()
}

function comparison(filter: Filter, key: (value: string) => number | string): (value: string) => boolean {
  const required = (value: string | null | undefined): number | string => {
    if (value === null || value === undefined) {
      throw new ApiError(400, 'VALIDATION_ERROR', `Filter on ${filter.propertyName}: ${filter.operator} needs a value`)
    }
    return key(value)
  }
  const keys = (): Set<number | string> => {
    if (!filter.values?.length)
      throw new ApiError(400, 'VALIDATION_ERROR', `Filter on ${filter.propertyName}: ${filter.operator} needs values`)
    return new Set(filter.values.map(key))
  }
  switch (filter.operator) {
    case 'EQ': {
      const wanted = required(filter.value)
      return (value) => key(value) === wanted
    }
    case 'NEQ': {
      const wanted = required(filter.value)
      return (value) => key(value) !== wanted
    }
    case 'IN': {
      const wanted = keys()
      return (value) => wanted.has(key(value))
    }
    case 'NOT_IN': {
      const wanted = keys()
      return (value) => !wanted.has(key(value))
    }
    case 'GT': {
      const bound = required(filter.value)
      return (value) => key(value) > bound
    }
    case 'GTE': {
      const bound = required(filter.value)
      return (value) => key(value) >= bound
    }
    case 'LT': {
      const bound = required(filter.value)
      return (value) => key(value) < bound
    }
    case 'LTE': {
      const bound = required(filter.value)
      return (value) => key(value) <= bound
    }
    case 'BETWEEN': {
      const low = required(filter.value)
      const high = required(filter.highValue)
      return (value) => key(value) >= low && key(value) <= high
    }
    case 'CONTAINS_TOKEN':
      return hasToken(String(required(filter.value)))
    case 'NOT_CONTAINS_TOKEN': {
      const contains = hasToken(String(required(filter.value)))
      return (value) => !contains(value)
    }
    case 'HAS_PROPERTY':
    case 'NOT_HAS_PROPERTY':
      return () => filter.operator === 'HAS_PROPERTY'
  }
}

/** Words of the value, or all of it, against a word with `*` for anything. */
function hasToken(token: string): (value: string) => boolean {
  const escaped = token
    .toLowerCase()
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  const pattern = new RegExp(`^${escaped.join('.*')}$`)
  return (value) => {
    const whole = value.toLowerCase()
    return pattern.test(whole) || whole.split(/[\s@.,;:/-]+/).some((word) => pattern.test(word))
  }
}
