import { DateTime } from 'luxon'
import { boundedMemo } from './bounded-memo.ts'

/** Every calendar date in the law is a date here. */
export const ZONE = 'Europe/Amsterdam'

const DAY_MS = 86_400_000
const DAYS_KEPT = 20_000

/** A local calendar date as the count of days since 1970-01-01; a date, not an instant. */
export type DayNumber = number

const offsetByLuxon = (instant: number): number => DateTime.fromMillis(instant, { zone: ZONE }).offset * 60_000

/** The offset during a whole UTC day, or null where the clock is changed on that day. */
const offsetOfUtcDay = boundedMemo(DAYS_KEPT, (utcDay): { offset: number | null } => {
  const first = offsetByLuxon(utcDay * DAY_MS)
  return { offset: first === offsetByLuxon((utcDay + 1) * DAY_MS - 1) ? first : null }
})

/** Milliseconds that Amsterdam is ahead of UTC at `instant` (epoch milliseconds). */
export function offsetAt(instant: number): number {
  return offsetOfUtcDay(Math.floor(instant / DAY_MS)).offset ?? offsetByLuxon(instant)
}

/** The Amsterdam date on which `instant` (epoch milliseconds) falls. */
export function localDay(instant: number): DayNumber {
  return Math.floor((instant + offsetAt(instant)) / DAY_MS)
}

const civil = (day: DayNumber): DateTime => DateTime.fromMillis(day * DAY_MS, { zone: 'utc' })

const startOf = (date: DateTime): number =>
  DateTime.fromObject({ year: date.year, month: date.month, day: date.day }, { zone: ZONE }).startOf('day').toMillis()

/** 00:00 in Amsterdam on `day`, in epoch milliseconds. */
export const midnight = boundedMemo(DAYS_KEPT, (day): number => startOf(civil(day)))

const MOST_YEARS = 3

const anniversary = boundedMemo(DAYS_KEPT, (key): number => {
  const day = Math.floor(key / (MOST_YEARS + 1))
  return startOf(civil(day).plus({ years: key - day * (MOST_YEARS + 1) }))
})

/**
 * 00:00 in Amsterdam `years` (0 to 3) calendar years after `day`, in epoch milliseconds. 29 February lands on
 * 28 February in a common year: the stricter reading, and luxon's own.
 */
export function midnightYearsLater(day: DayNumber, years: number): number {
  return anniversary(day * (MOST_YEARS + 1) + years)
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/

/** The day number of `YYYY-MM-DD`, or null where the text is no date that exists. */
export function parseDay(text: string): DayNumber | null {
  const parts = DATE.exec(text)
  return parts === null ? null : dayNumber(Number(parts[1]), Number(parts[2]), Number(parts[3]))
}

/** The Gregorian calendar repeats; Date.UTC reads the years 0 to 99 as 1900 to 1999, and a cycle later it does not. */
const CYCLE_YEARS = 400
const CYCLE_DAYS = 146_097

/** The day number of a Gregorian date, or null where there is no such date (30 February, month 13). */
export function dayNumber(year: number, month: number, day: number): DayNumber | null {
  const first = Date.UTC(year + CYCLE_YEARS, month - 1) / DAY_MS - CYCLE_DAYS
  const length = Date.UTC(year + CYCLE_YEARS, month) / DAY_MS - CYCLE_DAYS - first
  return month >= 1 && month <= 12 && day >= 1 && day <= length ? first + day - 1 : null
}
