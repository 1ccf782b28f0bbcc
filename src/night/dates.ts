import { DateTime } from 'luxon'
import { ZONE } from '../time/hubspot-dates.ts'

/** After a very long outage older nights are not opened: their work is done by the first that is, since windows only pass. */
const MOST_NIGHTS = 3_660

/** The newest local date (`YYYY-MM-DD`) whose night has come by `now`; `nightlyAt` is `HH:MM` in Europe/Amsterdam. */
export function newestNight(now: number, nightlyAt: string): string {
  const today = isoDate(DateTime.fromMillis(now, { zone: ZONE }))
  return nightStart(today, nightlyAt) <= now
    ? today
    : isoDate(DateTime.fromISO(today, { zone: ZONE }).minus({ days: 1 }))
}

/**
 * The local dates whose night has come by `now` and that the portal has not had, oldest first.
 * @param last the newest date there is a night for, or null: then only the newest due date counts
 */
export function nightsDue(last: string | null, now: number, nightlyAt: string): string[] {
  const newest = DateTime.fromISO(newestNight(now, nightlyAt), { zone: ZONE })
  if (last === null) return [isoDate(newest)]
  const missed = Math.round(newest.diff(DateTime.fromISO(last, { zone: ZONE }), 'days').days)
  const count = Math.max(0, Math.min(missed, MOST_NIGHTS))
  return Array.from({ length: count }, (_, index) => isoDate(newest.minus({ days: count - 1 - index })))
}

/** When the night of a local date begins, epoch milliseconds. */
export function nightStart(date: string, nightlyAt: string): number {
  return DateTime.fromISO(`${date}T${nightlyAt}`, { zone: ZONE }).toMillis()
}

function isoDate(date: DateTime): string {
  const text = date.toISODate()
  if (text === null) throw new RangeError('not a date')
  return text
}
