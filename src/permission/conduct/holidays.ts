import { DateTime } from 'luxon'
import { boundedMemo } from '../../time/bounded-memo.ts'
import { ZONE } from '../../time/local-days.ts'
import { easterSunday } from './easter.ts'

/**
 * The days of art. 3 Algemene termijnenwet (https://wetten.overheid.nl/BWBR0002448), Good Friday included (lid 2). Easter and Whit Sunday are Sundays anyway. King's Day since 2014,
 * a day earlier when it would be a Sunday.
 */
export const HOLIDAYS = [
  'new-year',
  'good-friday',
  'easter-monday',
  'kings-day',
  'liberation-day',
  'ascension-day',
  'whit-monday',
  'christmas-day',
  'boxing-day',
] as const
export type Holiday = (typeof HOLIDAYS)[number]

const datesOf = boundedMemo(
  100,
  (year): ReadonlyMap<string | null, Holiday> =>
    new Map(HOLIDAYS.map((holiday) => [dateOf(holiday, year).toISODate(), holiday])),
)

/** Which holiday the local day of `instant` is (epoch milliseconds), or null. */
export function holidayAt(instant: number): Holiday | null {
  const day = DateTime.fromMillis(instant, { zone: ZONE })
  return datesOf(day.year).get(day.toISODate()) ?? null
}

/** 00:00 local on the holiday in that year. */
export function dateOf(holiday: Holiday, year: number): DateTime {
  const on = (month: number, day: number) => DateTime.fromObject({ year, month, day }, { zone: ZONE })
  const easter = () => {
    const { month, day } = easterSunday(year)
    return on(month, day)
  }
  switch (holiday) {
    case 'new-year':
      return on(1, 1)
    case 'good-friday':
      return easter().minus({ days: 2 })
    case 'easter-monday':
      return easter().plus({ days: 1 })
    case 'kings-day':
      return on(4, 27).weekday === 7 ? on(4, 26) : on(4, 27)
    case 'liberation-day':
      return on(5, 5)
    case 'ascension-day':
      return easter().plus({ days: 39 })
    case 'whit-monday':
      return easter().plus({ days: 50 })
    case 'christmas-day':
      return on(12, 25)
    case 'boxing-day':
      return on(12, 26)
    default:
      return holiday satisfies never
  }
}
