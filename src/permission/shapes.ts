import { parseInstant } from '../time/instants.ts'
import { parseDay } from '../time/local-days.ts'

/** Says what was expected of a value, or null where it is that. Hand-written: a million lines a minute pass here. */
export type Shape = (value: unknown) => string | null

export type Fields = Readonly<Record<string, Shape>>

export type Unread = Readonly<Record<string, unknown>>

export function isRecord(value: unknown): value is Unread {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const text: Shape = (value) => (typeof value === 'string' ? null : 'expected a string')

export const truth: Shape = (value) => (typeof value === 'boolean' ? null : 'expected true or false')

const E164 = /^\+[1-9]\d{1,14}$/

export const number: Shape = (value) =>
  typeof value === 'string' && E164.test(value) ? null : 'expected an E.164 number such as +31612345678'

export const instant: Shape = (value) =>
  typeof value === 'string' && parseInstant(value) !== null
    ? null
    : 'expected an existing ISO 8601 instant with an offset, such as 2026-07-01T15:00:00+02:00'

export const day: Shape = (value) =>
  typeof value === 'string' && parseDay(value) !== null ? null : 'expected an existing date, YYYY-MM-DD'

export function oneOf(words: readonly string[]): Shape {
  const known = new Set<unknown>(words)
  const expected = `expected one of ${words.join(', ')}`
  return (value) => (known.has(value) ? null : expected)
}

export function integerBetween(least: number, most: number): Shape {
  const expected = `expected a whole number from ${least} to ${most}`
  return (value) => (Number.isInteger(value) && Number(value) >= least && Number(value) <= most ? null : expected)
}

export function nullable(shape: Shape): Shape {
  return (value) => (value === null ? null : shape(value))
}

/** The field may be left out; null is not leaving out. */
export function optional(shape: Shape): Shape {
  return (value) => (value === undefined ? null : shape(value))
}

export function absentOr(shape: Shape): Shape {
  return optional(nullable(shape))
}

/** Adds a line to `faults` for each field of `value` that is not in its shape. */
export function checkFields(value: unknown, fields: Fields, path: string, faults: string[]): void {
  if (!isRecord(value)) {
    faults.push(`${path}: expected an object`)
    return
  }
  for (const name in fields) {
    const fault = fields[name]?.(value[name]) ?? null
    if (fault !== null) faults.push(`${path}.${name}: ${fault}`)
  }
}
