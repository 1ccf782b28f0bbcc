import { DateTime } from 'luxon'
import { boundedMemo } from './bounded-memo.ts'
import type { DayNumber, EpochMs } from './units.ts'

/** Every calendar date in the law, in HubSpot's date pickers and in our nights is a date here. */
export const ZONE = 'Europe/Amsterdam'

const DAY_MS = 86_400_000
const DAYS_KEPT = 20_000

function offsetByLuxon(instant: EpochMs): number {
  return DateTime.fromMillis(instant, { zone: ZONE }).offset * 60_000
}

/** The offset during a whole UTC day, or null where the clock is changed on that day. */
const offsetOfUtcDay = boundedMemo(DAYS_KEPT, (utcDay): { offset: number | null } => {
  const first = offsetByLuxon(utcDay * DAY_MS)
  return { offset: first === offsetByLuxon((utcDay + 1) * DAY_MS - 1) ? first : null }
})

/** Milliseconds that Amsterdam is ahead of UTC at `instant` (epoch milliseconds). */
export function offsetAt(instant: EpochMs): number {
  return offsetOfUtcDay(Math.floor(instant / DAY_MS)).offset ?? offsetByLuxon(instant)
}

/** The Amsterdam date on which `instant` (epoch milliseconds) falls. */
export function localDay(instant: EpochMs): DayNumber {
  return Math.floor((instant + offsetAt(instant)) / DAY_MS)
}

function civil(day: DayNumber): DateTime {
  return DateTime.fromMillis(day * DAY_MS, { zone: 'utc' })
}

function startOf({ year, month, day }: DateTime): EpochMs {
  return DateTime.fromObject({ year, month, day }, { zone: ZONE }).startOf('day').toMillis()
}

/** 00:00 in Amsterdam on `day`, in epoch milliseconds. */
export const midnight = boundedMemo(DAYS_KEPT, (day: DayNumber): EpochMs => startOf(civil(day)))

/** The last millisecond of the local day that holds `instant`. */
export function endOfLocalDay(instant: EpochMs): EpochMs {
  return midnight(localDay(instant) + 1) - 1
}

/**
 * `time` (`HH:MM`) on the clock of Amsterdam, in epoch milliseconds. Set on the wall clock, not counted from midnight:
 * where the clock is changed, a day has 23 or 25 hours. A time that the clock skips is moved on by the hour that is
 * missing.
 */
export function wallClock(day: DayNumber, time: string): EpochMs {
  return DateTime.fromISO(`${formatDay(day)}T${time}`, { zone: ZONE }).toMillis()
}

/** The same time of day `months` calendar months later, or the last day of a month that is too short for its date. */
export function monthsLater(instant: EpochMs, months: number): EpochMs {
  return DateTime.fromMillis(instant, { zone: ZONE }).plus({ months }).toMillis()
}

export function yearOf(day: DayNumber): number {
  return new Date(day * DAY_MS).getUTCFullYear()
}

/** From 1, Monday, to 7, Sunday. */
export function weekday(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

const MOST_YEARS = 3

const anniversary = boundedMemo(DAYS_KEPT, (key): EpochMs => {
  const day = Math.floor(key / (MOST_YEARS + 1))
  return startOf(civil(day).plus({ years: key - day * (MOST_YEARS + 1) }))
})

/**
 * 00:00 in Amsterdam `years` (0 to 3) calendar years after `day`, in epoch milliseconds. 29 February lands on
 * 28 February in a common year: the stricter reading, and luxon's own.
 */
export function midnightYearsLater(day: DayNumber, years: number): EpochMs {
  return anniversary(day * (MOST_YEARS + 1) + years)
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/

/** The day number of `YYYY-MM-DD`, or null where the text is no date that exists. */
export function parseDay(text: string): DayNumber | null {
  const parts = DATE.exec(text)
  return parts === null ? null : dayNumber(Number(parts[1]), Number(parts[2]), Number(parts[3]))
}

const FIRST_DAY = Date.UTC(1900, 0, 1) / DAY_MS
const LAST_DAY = Date.UTC(9998, 11, 31) / DAY_MS

/** Like parseDay, for what somebody states: null also for a day that may not be stored (1900-01-01 to 9998-12-31). */
export function parseStatedDay(text: string): DayNumber | null {
  const day = parseDay(text)
  return day !== null && FIRST_DAY <= day && day <= LAST_DAY ? day : null
}

/** `day` as `YYYY-MM-DD`. */
export function formatDay(day: DayNumber): string {
  return new Date(day * DAY_MS).toISOString().slice(0, -14)
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
