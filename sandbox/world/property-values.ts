import { ApiError } from '../http/api-error.ts'
import type { PropertyDefinition } from './property-definition.ts'

export type Refusal = { readonly name: string; readonly error: string; readonly message: string }
type Outcome = { readonly value: string } | { readonly refusal: Refusal }

/**
 * The value as HubSpot would store it (dates as YYYY-MM-DD, instants as ISO in UTC, booleans as `true`/`false`), or why
 * it refuses. null and '' empty a property.
 */
export function storedValue(definition: PropertyDefinition, input: string | number | boolean | null): Outcome {
  const value = input === null ? '' : String(input)
  if (value === '') return { value }
  switch (definition.type) {
    case 'bool':
      return /^(true|false)$/i.test(value)
        ? { value: value.toLowerCase() }
        : refuse(definition, 'INVALID_BOOLEAN', value)
    case 'number':
      return Number.isFinite(Number(value)) ? { value } : refuse(definition, 'INVALID_DOUBLE', value)
    case 'date':
      return dateValue(definition, value)
    case 'datetime': {
      const at = instantOf(value)
      return at === null ? refuse(definition, 'INVALID_DATE', value) : { value: new Date(at).toISOString() }
    }
    case 'enumeration':
      return enumerationValue(definition, value)
    default:
      return value.length <= 65_536
        ? { value }
        : refuse(definition, 'PROPERTY_VALUE_TOO_LONG', `${value.length} characters`)
  }
}

function enumerationValue(definition: PropertyDefinition, value: string): Outcome {
  if (definition.options.length === 0) return { value }
  const known = new Set(definition.options.map((option) => option.value))
  const chosen = definition.fieldType === 'checkbox' ? value.split(';').filter((part) => part !== '') : [value]
  const unknown = chosen.find((part) => !known.has(part))
  return unknown === undefined ? { value } : refuse(definition, 'INVALID_OPTION', unknown, [...known].join(', '))
}

/** A date is a day: midnight UTC when written as a number. */
function dateValue(definition: PropertyDefinition, value: string): Outcome {
  const at = instantOf(value)
  if (at === null) return refuse(definition, 'INVALID_DATE', value)
  if (/^-?\d+$/.test(value) && at % 86_400_000 !== 0)
    return refuse(definition, 'INVALID_DATE', `${value} is not at midnight UTC`)
  return { value: new Date(at).toISOString().slice(0, 10) }
}

function instantOf(value: string): number | null {
  if (/^-?\d+$/.test(value)) return Number(value)
  if (!/^\d{4}-\d{2}-\d{2}(T.*)?$/.test(value)) return null
  const at = Date.parse(value)
  if (Number.isNaN(at)) return null
  // Date.parse rolls 2026-02-30 over into March in some forms; a stored date must be the day that was written.
  return value.length === 10 && new Date(at).toISOString().slice(0, 10) !== value ? null : at
}

function refuse(definition: PropertyDefinition, error: string, value: string, allowed?: string): { refusal: Refusal } {
  const tail =
    allowed === undefined ? `was not a valid ${definition.type}.` : `was not one of the allowed options: [${allowed}]`
  return { refusal: { name: definition.name, error, message: `${value} ${tail}` } }
}

/** HubSpot's 400 for values it will not store. */
export function refusedValues(refusals: readonly Refusal[]): ApiError {
  const listed = refusals.map((refusal) => ({
    isValid: false,
    message: refusal.message,
    error: refusal.error,
    name: refusal.name,
  }))
  return new ApiError(400, 'VALIDATION_ERROR', `Property values were not valid: ${JSON.stringify(listed)}`, {
    errors: refusals.map(({ name, error, message }) => ({ message, code: error, context: { propertyName: [name] } })),
  })
}
