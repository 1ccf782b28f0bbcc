import { DateTime } from 'luxon'
import { ZONE } from '../../time/local-days.ts'
import { inForceAt } from '../succession.ts'
import { CODES, type ConductCode, type Hours } from './codes.ts'
import { type Holiday, holidayAt } from './holidays.ts'

/** Why not now: the day itself, or the hour of a day on which calls may be made. */
export type NotNow = 'sunday' | 'hour' | Holiday

/** Instants in epoch milliseconds. */
export type CallingHours =
  | { readonly callNow: true; readonly code: ConductCode | null }
  | { readonly callNow: false; readonly why: NotNow; readonly from: number; readonly code: ConductCode }

/** No run of Sundays and holidays is longer than this. */
const DAYS_AHEAD = 14

/** May a consumer be rung at `instant` (epoch milliseconds), by the code in force then? Before the first code there are no hours to keep. */
export function callingHoursAt(instant: number, codes = CODES): CallingHours {
  const code = inForceAt(codes, instant)
  if (code === null) return { callNow: true, code }
  const now = DateTime.fromMillis(instant, { zone: ZONE })
  const today = opening(code, now)
  if (today.kind === 'open' && today.from <= instant && instant < today.until) return { callNow: true, code }
  return {
    callNow: false,
    why: today.kind === 'open' ? 'hour' : today.why,
    from: nextOpening(code, now, instant),
    code,
  }
}

type Opening =
  | { readonly kind: 'open'; readonly from: number; readonly until: number }
  | { readonly kind: 'closed'; readonly why: NotNow }

function opening(code: ConductCode, day: DateTime): Opening {
  const holiday = holidayAt(day.toMillis())
  if (holiday !== null) return { kind: 'closed', why: holiday }
  if (day.weekday === 7) return { kind: 'closed', why: 'sunday' }
  const hours = day.weekday === 6 ? code.saturday : (code.shortDays[day.toFormat('MM-dd')] ?? code.workdays)
  const [from, until] = hours.map((time) => at(day, time))
  return { kind: 'open', from: from ?? 0, until: until ?? 0 }
}

// Set on the wall clock, not counted from midnight: on the two nights of the clock change the day has 23 or 25 hours.
function at(day: DateTime, time: Hours[number]): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return day.set({ hour, minute, second: 0, millisecond: 0 }).toMillis()
}

function nextOpening(code: ConductCode, now: DateTime, instant: number): number {
  for (let days = 0; days <= DAYS_AHEAD; days++) {
    const day = opening(code, now.plus({ days }))
    if (day.kind === 'open' && day.from > instant) return day.from
  }
  throw new RangeError(`no day to call on within ${DAYS_AHEAD} days of ${now.toISO()}`)
}
