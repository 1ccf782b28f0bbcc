import { DateTime } from 'luxon'
import { isStorable } from './instants.ts'
import { formatDay, localDay, midnight, parseDay, yearOf } from './local-days.ts'
import type { DayNumber, EpochMs } from './units.ts'

/**
 * HubSpot's own date and datetime values. What we write ourselves is read and written by instants.ts, which is
 * stricter.
 */

const DAY_MS = 86_400_000

/** A whole date and time; luxon alone would also read `12:00`, `2027` and `2027-W03`, which are no moment. */
const DATE_AND_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d/

/** An end from here on means that there is none: people write 2999-12-31 or 9999-12-31 where a field wants a date. */
const NO_END_YEAR = 2200

/**
 * A HubSpot date or datetime value → epoch milliseconds, or null if it is neither. A date alone (`2026-03-01`, or
 * midnight UTC in milliseconds from a date picker) is the start of that local day: the earliest, so the strictest,
 * reading for a consent. Null too for an instant that may not be stored (instants.ts).
 */
export function readHubSpotInstant(value: string): EpochMs | null {
  const instant = readUnbounded(value.trim())
  return instant !== null && isStorable(instant) ? instant : null
}

function readUnbounded(text: string): EpochMs | null {
  const day = parseDay(text)
  if (day !== null) return midnight(day)
  if (/^\d{10,15}$/.test(text)) return localDayIfMidnightUtc(Number(text))
  if (!DATE_AND_TIME.test(text)) return null
  const parsed = DateTime.fromISO(text.replace(' ', 'T'), { zone: 'utc' })
  return parsed.isValid ? localDayIfMidnightUtc(parsed.toMillis()) : null
}

/** The last day of something that may have no end: `none` for a date so far away that nobody means it. */
export function readHubSpotEnd(value: string): DayNumber | 'none' | null {
  const instant = readUnbounded(value.trim())
  if (instant === null) return null
  const day = localDay(instant)
  if (yearOf(day) >= NO_END_YEAR) return 'none'
  return isStorable(instant) ? day : null
}

/**
 * A half-open end (epoch milliseconds) as the last day on which it still holds: a HubSpot date value, '' where there is
 * no end.
 */
export function hubspotDate(end: EpochMs | null): string {
  return end === null ? '' : formatDay(localDay(end - 1))
}

/** An instant (epoch milliseconds) as a HubSpot datetime value. */
export function hubspotDatetime(instant: EpochMs): string {
  return new Date(instant).toISOString()
}

// HubSpot keeps a calendar date as midnight UTC; read as an instant it would be 01:00 or 02:00 in Amsterdam.
function localDayIfMidnightUtc(millis: EpochMs): EpochMs {
  return millis % DAY_MS === 0 ? midnight(millis / DAY_MS) : millis
}
