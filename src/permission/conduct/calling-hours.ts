import { formatInstant } from '../../time/instants.ts'
import { formatDay, localDay, wallClock, weekday } from '../../time/local-days.ts'
import type { DayNumber, EpochMs } from '../../time/units.ts'
import { inForceAt } from '../succession.ts'
import { CODES, type ConductCode } from './codes.ts'
import { type Holiday, holidayOn } from './holidays.ts'

/** Why not now: the day itself, or the hour of a day on which calls may be made. */
export type NotNow = 'sunday' | 'hour' | Holiday

/** Instants in epoch milliseconds. */
export type CallingHours =
  | { readonly callNow: true; readonly code: ConductCode | null }
  | { readonly callNow: false; readonly why: NotNow; readonly from: EpochMs; readonly code: ConductCode }

/** No run of Sundays and holidays is longer than this. */
const DAYS_AHEAD = 14

/**
 * May a consumer be called at `instant` (epoch milliseconds), by the code in force then? Before the first code there
 * are no hours to keep.
 */
export function callingHoursAt(instant: EpochMs, codes = CODES): CallingHours {
  const code = inForceAt(codes, instant)
  if (code === null) return { callNow: true, code }
  const today = opening(code, localDay(instant))
  if (today.kind === 'open' && today.from <= instant && instant < today.until) return { callNow: true, code }
  return {
    callNow: false,
    why: today.kind === 'open' ? 'hour' : today.why,
    from: nextOpening(code, instant),
    code,
  }
}

type Opening =
  | { readonly kind: 'open'; readonly from: EpochMs; readonly until: EpochMs }
  | { readonly kind: 'closed'; readonly why: NotNow }

function opening(code: ConductCode, day: DayNumber): Opening {
  const holiday = holidayOn(day)
  if (holiday !== null) return { kind: 'closed', why: holiday }
  if (weekday(day) === 7) return { kind: 'closed', why: 'sunday' }
  const monthAndDay = formatDay(day).slice(-5)
  const [from, until] = weekday(day) === 6 ? code.saturday : (code.shortDays[monthAndDay] ?? code.workdays)
  return { kind: 'open', from: wallClock(day, from), until: wallClock(day, until) }
}

function nextOpening(code: ConductCode, instant: EpochMs): EpochMs {
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
    const day = opening(code, localDay(instant) + ahead)
    if (day.kind === 'open' && day.from > instant) return day.from
  }
  throw new RangeError(`no day to call on within ${DAYS_AHEAD} days of ${formatInstant(instant)}`)
}
