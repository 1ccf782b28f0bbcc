import { describe, expect, it } from 'vitest'
import { dayAfter, endOfLocalDay, instantOf, iso, localDateOf, startOfDay } from '../../src/time/hubspot-dates.ts'

const AS = (instant: number | null): string | null => (instant === null ? null : iso(instant))

const INSTANTS: readonly (readonly [value: string, iso: string | null])[] = [
  ['2026-03-01', '2026-03-01T00:00:00.000+01:00'],
  // 00:00 on the night the clock goes forward, and back
  ['2026-03-29', '2026-03-29T00:00:00.000+01:00'],
  ['2026-03-30', '2026-03-30T00:00:00.000+02:00'],
  ['2026-10-25', '2026-10-25T00:00:00.000+02:00'],
  ['2026-10-26', '2026-10-26T00:00:00.000+01:00'],
  // a date picker writes midnight UTC: that calendar day, not 01:00 or 02:00 of it
  [String(Date.UTC(2026, 2, 1)), '2026-03-01T00:00:00.000+01:00'],
  [String(Date.UTC(2026, 5, 30)), '2026-06-30T00:00:00.000+02:00'],
  ['2026-06-30T00:00:00Z', '2026-06-30T00:00:00.000+02:00'],
  ['2026-06-30T00:00:00.000+00:00', '2026-06-30T00:00:00.000+02:00'],
  // anything else is an instant
  ['2026-06-30T22:30:00Z', '2026-07-01T00:30:00.000+02:00'],
  ['2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00.000+02:00'],
  ['2026-10-25T02:30:00+01:00', '2026-10-25T02:30:00.000+01:00'],
  [String(Date.UTC(2026, 5, 30, 8, 15)), '2026-06-30T10:15:00.000+02:00'],
  [' 2026-03-01 ', '2026-03-01T00:00:00.000+01:00'],
  ['', null],
  ['gisteren', null],
  ['2026-02-30', null],
  ['31-12-2026', null],
]

describe('HubSpot’s date and datetime values', () => {
  for (const [value, expected] of INSTANTS) {
    it(`${value} → ${expected}`, () => expect(AS(instantOf(value))).toBe(expected))
  }

  const DATES: readonly (readonly [value: string, date: string | null])[] = [
    ['2026-03-29', '2026-03-29'],
    [String(Date.UTC(2026, 2, 29)), '2026-03-29'],
    ['2026-06-30T00:00:00Z', '2026-06-30'],
    ['2026-06-30T22:30:00Z', '2026-07-01'],
    ['2026-02-29', null],
    ['', null],
  ]
  for (const [value, expected] of DATES) {
    it(`the local day of ${value} is ${expected}`, () => expect(localDateOf(value)).toBe(expected))
  }
})

describe('the ends of days', () => {
  it('a day ends at the next local midnight, 23 or 25 hours later where the clock is moved', () => {
    expect(dayAfter('2026-03-29') - startOfDay('2026-03-29')).toBe(23 * 3_600_000)
    expect(dayAfter('2026-10-25') - startOfDay('2026-10-25')).toBe(25 * 3_600_000)
    expect(AS(dayAfter('2024-02-29'))).toBe('2024-03-01T00:00:00.000+01:00')
  })

  it('the last instant of the day that holds an instant', () => {
    expect(AS(endOfLocalDay(Date.parse('2026-06-30T21:59:00Z')))).toBe('2026-06-30T23:59:59.999+02:00')
    expect(AS(endOfLocalDay(Date.parse('2026-06-30T22:00:00Z')))).toBe('2026-07-01T23:59:59.999+02:00')
  })
})
