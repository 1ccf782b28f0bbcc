import { DateTime } from 'luxon'

export const ZONE = 'Europe/Amsterdam'

/** Epoch milliseconds → ISO 8601 with the offset of Europe/Amsterdam, the form facts carry. */
export function iso(instant: number): string {
  const text = DateTime.fromMillis(instant, { zone: ZONE }).toISO()
  if (text === null) throw new RangeError(`not an instant: ${instant}`)
  return text
}

/**
 * A HubSpot date or datetime value → epoch milliseconds, or null if it is neither. A date alone (`2026-03-01`, or midnight UTC in
 * milliseconds from a date picker) is the start of that local day: the earliest, so the strictest, reading for a consent.
 */
export function instantOf(value: string): number | null {
  const text = value.trim()
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return validMillis(DateTime.fromISO(text, { zone: ZONE }))
  if (/^\d{10,14}$/.test(text)) return localDayIfMidnightUtc(Number(text))
  const parsed = DateTime.fromISO(text, { zone: 'utc' })
  return parsed.isValid ? localDayIfMidnightUtc(parsed.toMillis()) : null
}

/** The local calendar day (`YYYY-MM-DD`) of a HubSpot date value, or null. */
export function localDateOf(value: string): string | null {
  const text = value.trim()
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return DateTime.fromISO(text, { zone: ZONE }).isValid ? text : null
  const instant = instantOf(text)
  return instant === null ? null : DateTime.fromMillis(instant, { zone: ZONE }).toISODate()
}

/** 00:00 local on the day after `date`: the half-open end of that day. */
export function dayAfter(date: string): number {
  return DateTime.fromISO(date, { zone: ZONE }).plus({ days: 1 }).startOf('day').toMillis()
}

export function startOfDay(date: string): number {
  return DateTime.fromISO(date, { zone: ZONE }).startOf('day').toMillis()
}

/** The last instant of the local day that holds `instant`. */
export function endOfLocalDay(instant: number): number {
  return DateTime.fromMillis(instant, { zone: ZONE }).endOf('day').toMillis()
}

function validMillis(date: DateTime): number | null {
  return date.isValid ? date.toMillis() : null
}

// HubSpot keeps a calendar date as midnight UTC; read as an instant it would be 01:00 or 02:00 in Amsterdam.
function localDayIfMidnightUtc(millis: number): number {
  const utc = DateTime.fromMillis(millis, { zone: 'utc' })
  return millis % 86_400_000 === 0 ? DateTime.fromISO(utc.toISODate() ?? '', { zone: ZONE }).toMillis() : millis
}
