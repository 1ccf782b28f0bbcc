import { dayNumber, offsetAt } from './local-days.ts'

const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d+))?)?(?:Z|([+-])([01]\d|2[0-3])(?::?([0-5]\d))?)$/

/**
 * Epoch milliseconds of an ISO 8601 instant in extended format (`2026-07-01T15:00:00.000+02:00`, seconds optional),
 * or null: a missing offset, a date that does not exist, 24:00 and leap seconds are refused. Digits beyond the
 * millisecond are cut off.
 */
export function parseInstant(text: string): number | null {
  const parts = INSTANT.exec(text)
  if (parts === null) return null
  const [, year, month, date, hours, minutes, seconds, fraction, sign, offsetHours, offsetMinutes] = parts
  const day = dayNumber(Number(year), Number(month), Number(date))
  if (day === null) return null
  const wall = day * 1440 + Number(hours) * 60 + Number(minutes)
  const ahead = sign === undefined ? 0 : Number(offsetHours) * 60 + Number(offsetMinutes ?? 0)
  const utcMinutes = sign === '-' ? wall + ahead : wall - ahead
  return utcMinutes * 60_000 + Number(seconds ?? 0) * 1000 + (fraction ? Number(`${fraction}00`.slice(0, 3)) : 0)
}

/** An instant that passed validation elsewhere and yet cannot be read: a fault of ours, not of the input. */
export class UnreadableInstant extends Error {
  readonly code = 'unreadable-instant'

  constructor(text: string) {
    super(`"${text}" is not an ISO 8601 instant with an offset; check cases with readCase before deciding`)
    this.name = 'UnreadableInstant'
  }
}

/** Like parseInstant, for text that is known to be valid. Throws UnreadableInstant. */
export function instantOf(text: string): number {
  const instant = parseInstant(text)
  if (instant === null) throw new UnreadableInstant(text)
  return instant
}

const two = (count: number): string => String(count).padStart(2, '0')

/** `instant` (epoch milliseconds) as ISO 8601 with the offset of Europe/Amsterdam at that instant. */
export function formatInstant(instant: number): string {
  const offset = offsetAt(instant)
  const minutes = Math.abs(offset) / 60_000
  const wall = new Date(instant + offset).toISOString().replace(/(\.000)?Z$/, '')
  return `${wall}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
