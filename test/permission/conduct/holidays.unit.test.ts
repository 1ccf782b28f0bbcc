import { expect, it } from 'vitest'
import { easterSunday } from '../../../src/permission/conduct/easter.ts'
import { dayOf, HOLIDAYS, holidayOn } from '../../../src/permission/conduct/holidays.ts'
import { formatDay, localDay } from '../../../src/time/local-days.ts'

it.each([
  [1999, 4, 4],
  [2000, 4, 23],
  [2008, 3, 23],
  [2011, 4, 24],
  [2016, 3, 27],
  [2019, 4, 21],
  [2020, 4, 12],
  [2021, 4, 4],
  [2022, 4, 17],
  [2023, 4, 9],
  [2024, 3, 31],
  [2025, 4, 20],
  [2026, 4, 5],
  [2027, 3, 28],
  [2028, 4, 16],
  [2029, 4, 1],
  [2038, 4, 25],
  [2285, 3, 22],
])('Easter Sunday of %i is on %i-%i', (year, month, day) => {
  expect(easterSunday(year)).toEqual({ month, day })
})

it.each([
  [
    2026,
    [
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-04-27',
      '2026-05-05',
      '2026-05-14',
      '2026-05-25',
      '2026-12-25',
      '2026-12-26',
    ],
  ],
  // 27 April 2025 was a Sunday: King's Day was kept on Saturday the 26th.
  [
    2025,
    [
      '2025-01-01',
      '2025-04-18',
      '2025-04-21',
      '2025-04-26',
      '2025-05-05',
      '2025-05-29',
      '2025-06-09',
      '2025-12-25',
      '2025-12-26',
    ],
  ],
])('the holidays of %i', (year, dates) => {
  expect(HOLIDAYS.map((holiday) => formatDay(dayOf(holiday, year)))).toEqual(dates)
})

it('a holiday is a local day', () => {
  expect(holidayOn(localDay(Date.parse('2025-12-31T23:00:00Z')))).toBe('new-year')
  expect(holidayOn(localDay(Date.parse('2026-01-01T22:59:59Z')))).toBe('new-year')
  expect(holidayOn(localDay(Date.parse('2026-01-01T23:00:00Z')))).toBeNull()
})
