import { formatDay, localDay, parseDay, wallClock } from '../time/local-days.ts'
import type { DayNumber, EpochMs } from '../time/units.ts'

/**
 * After a very long outage older nights are not created: the first
 * night that is created does their work, since windows only end.
 */
const MOST_NIGHTS = 3_660

/** The newest local date (`YYYY-MM-DD`) whose night has come by `now`; `nightlyAt` is `HH:MM` in Amsterdam. */
export function newestNight(now: EpochMs, nightlyAt: string): string {
  return formatDay(newestDay(now, nightlyAt))
}

/**
 * The local dates whose night has come by `now` and that the portal has not had, oldest first.
 * @param last the newest date there is a night for, or null: then only the newest due date counts
 */
export function nightsDue(last: string | null, now: EpochMs, nightlyAt: string): string[] {
  const newest = newestDay(now, nightlyAt)
  const had = (last === null ? null : parseDay(last)) ?? newest - 1
  const count = Math.max(0, Math.min(newest - had, MOST_NIGHTS))
  return Array.from({ length: count }, (_, index) => formatDay(newest - count + 1 + index))
}

/** When the night of a local date begins, epoch milliseconds. */
export function nightStart(date: string, nightlyAt: string): number {
  const day = parseDay(date)
  if (day === null) throw new RangeError(`"${date}" is not a date`)
  return wallClock(day, nightlyAt)
}

function newestDay(now: EpochMs, nightlyAt: string): DayNumber {
  const today = localDay(now)
  return wallClock(today, nightlyAt) <= now ? today : today - 1
}
