import { DateTime } from 'luxon'
import { formatDay, localDay, midnight, parseDay } from './local-days.ts'
import type { DayNumber, EpochMs } from './units.ts'

/**
 * HubSpot's own date and datetime values. What we write ourselves is read and written by instants.ts, which is
 * stricter.
 */

const DAY_MS = 86_400_000

/**
 * A HubSpot date or datetime value → epoch milliseconds, or null if it is neither. A date alone (`2026-03-01`, or
 * midnight UTC in milliseconds from a date picker) is the start of that local day: the earliest, so the strictest,
 * reading for a consent.
 */
export function readHubSpotInstant(value: string): EpochMs | null {
  const text = value.trim()
  const day = parseDay(text)
  if (day !== null) return midnight(day)
  if (/^\d{10,14}$/.test(text)) return localDayIfMidnightUtc(Number(text))
  const parsed = DateTime.fromISO(text, { zone: 'utc' })
  return parsed.isValid ? localDayIfMidnightUtc(parsed.toMillis()) : null
}

/** The local calendar day of a HubSpot date or datetime value, or null if it is neither. */
export function readHubSpotDay(value: string): DayNumber | null {
  const instant = readHubSpotInstant(value)
  return instant === null ? null : localDay(instant)
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
