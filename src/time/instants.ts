import { dayNumber, offsetAt } from './local-days.ts'
import type { EpochMs } from './units.ts'

const INSTANT =
  /^\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?:Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)$/

const ZERO = 48

/** The two digits at `position`: read by position, since captured groups cost more than the rest of the parse. */
function pair(text: string, position: number): number {
  return (text.charCodeAt(position) - ZERO) * 10 + text.charCodeAt(position + 1) - ZERO
}

/**
 * Epoch milliseconds of an ISO 8601 instant in extended format (`2026-07-01T15:00:00.000+02:00`, seconds optional),
 * or null: a missing offset, a date that does not exist, 24:00 and leap seconds are refused. Digits beyond the
 * millisecond are cut off.
 */
export function parseInstant(text: string): EpochMs | null {
  if (!INSTANT.test(text)) return null
  const day = dayNumber(pair(text, 0) * 100 + pair(text, 2), pair(text, 5), pair(text, 8))
  if (day === null) return null
  const minutes = day * 1440 + pair(text, 11) * 60 + pair(text, 14) - offsetMinutes(text)
  return minutes * 60_000 + (text[16] === ':' ? pair(text, 17) * 1000 + milliseconds(text) : 0)
}

/** Where the offset begins, in a text that is an instant: the date has its dashes before the time. */
function signAt(text: string): number {
  const plus = text.indexOf('+', 16)
  return plus < 0 ? text.indexOf('-', 16) : plus
}

function offsetMinutes(text: string): number {
  const sign = signAt(text)
  if (sign < 0) return 0
  const hours = pair(text, sign + 1)
  const minutes = text.length - sign > 3 ? pair(text, text.length - 2) : 0
  return (hours * 60 + minutes) * (text[sign] === '-' ? -1 : 1)
}

const FRACTION = /[.,](\d{1,3})/

function milliseconds(text: string): number {
  if (text[19] !== '.' && text[19] !== ',') return 0
  return Number(FRACTION.exec(text)?.[1]?.padEnd(3, '0'))
}

/** What we write is what we can read, and what a person can mean: 1900-01-01 up to, not including, 9999-01-01. */
export const FIRST_INSTANT: EpochMs = Date.UTC(1900, 0, 1)
export const LAST_INSTANT: EpochMs = Date.UTC(9999, 0, 1)

/** May this instant be stored as a fact? Asked at every door: HubSpot's values, the API, the card. */
export function isStorable(instant: EpochMs): boolean {
  return FIRST_INSTANT <= instant && instant < LAST_INSTANT
}

/** Like parseInstant, for what somebody states: null also for an instant that may not be stored. */
export function parseStatedInstant(text: string): EpochMs | null {
  const instant = parseInstant(text)
  return instant !== null && isStorable(instant) ? instant : null
}

/** An instant that passed validation elsewhere and still cannot be read: our fault, not the input's. */
export class UnreadableInstant extends Error {
  readonly code = 'unreadable-instant'

  constructor(text: string) {
    super(`"${text}" is not an ISO 8601 instant with an offset; check cases with readCase before deciding`)
    this.name = 'UnreadableInstant'
  }
}

/** Like parseInstant, for text that is known to be valid. Throws UnreadableInstant. */
export function instantOf(text: string): EpochMs {
  const instant = parseInstant(text)
  if (instant === null) throw new UnreadableInstant(text)
  return instant
}

function two(count: number): string {
  return String(count).padStart(2, '0')
}

/**
 * `instant` (epoch milliseconds) as ISO 8601 with the offset of Europe/Amsterdam at that instant, always ahead of UTC.
 */
export function formatInstant(instant: EpochMs): string {
  // Whole minutes: until 1892 Amsterdam was 17 minutes and a half ahead, and ISO 8601 has no offset with seconds.
  const minutes = Math.trunc(offsetAt(instant) / 60_000)
  const wall = new Date(instant + minutes * 60_000).toISOString().replace(/(\.000)?Z$/, '')
  return `${wall}+${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
