import { boundedMemo } from '../../time/bounded-memo.ts'
import { dayNumber, weekday, yearOf } from '../../time/local-days.ts'
import type { DayNumber } from '../../time/units.ts'
import { easterSunday } from './easter.ts'

/**
 * The days of art. 3 Algemene termijnenwet (https://wetten.overheid.nl/BWBR0002448), Good Friday included (lid 2).
 * Easter and Whit Sunday are Sundays anyway. King's Day since 2014, a day earlier when it would be a Sunday.
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

const daysOf = boundedMemo(
  100,
  (year): ReadonlyMap<DayNumber, Holiday> => new Map(HOLIDAYS.map((holiday) => [dayOf(holiday, year), holiday])),
)

/** Which holiday `day` is, or null. */
export function holidayOn(day: DayNumber): Holiday | null {
  return daysOf(yearOf(day)).get(day) ?? null
}

/** The day on which the holiday falls in that year. */
export function dayOf(holiday: Holiday, year: number): DayNumber {
  const on = (month: number, day: number) => dayNumber(year, month, day) ?? Number.NaN
  const easter = () => {
    const { month, day } = easterSunday(year)
    return on(month, day)
  }
  switch (holiday) {
    case 'new-year':
      return on(1, 1)
    case 'good-friday':
      return easter() - 2
    case 'easter-monday':
      return easter() + 1
    case 'kings-day':
      return weekday(on(4, 27)) === 7 ? on(4, 26) : on(4, 27)
    case 'liberation-day':
      return on(5, 5)
    case 'ascension-day':
      return easter() + 39
    case 'whit-monday':
      return easter() + 50
    case 'christmas-day':
      return on(12, 25)
    case 'boxing-day':
      return on(12, 26)
    default:
      return holiday satisfies never
  }
}
