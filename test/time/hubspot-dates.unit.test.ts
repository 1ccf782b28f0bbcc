import { describe, expect, it } from 'vitest'
import { hubspotDate, hubspotDatetime, readHubSpotEnd, readHubSpotInstant } from '../../src/time/hubspot-dates.ts'
import { formatInstant } from '../../src/time/instants.ts'
import { endOfLocalDay, formatDay } from '../../src/time/local-days.ts'

const AS = (instant: number | null): string | null => (instant === null ? null : formatInstant(instant))

const INSTANTS: readonly (readonly [value: string, iso: string | null])[] = [
  ['2026-03-01', '2026-03-01T00:00:00+01:00'],
  // 00:00 on the night the clock goes forward, and back
  ['2026-03-29', '2026-03-29T00:00:00+01:00'],
  ['2026-03-30', '2026-03-30T00:00:00+02:00'],
  ['2026-10-25', '2026-10-25T00:00:00+02:00'],
  ['2026-10-26', '2026-10-26T00:00:00+01:00'],
  // a date picker writes midnight UTC: that calendar day, not 01:00 or 02:00 of it
  [String(Date.UTC(2026, 2, 1)), '2026-03-01T00:00:00+01:00'],
  [String(Date.UTC(2026, 5, 30)), '2026-06-30T00:00:00+02:00'],
  ['2026-06-30T00:00:00Z', '2026-06-30T00:00:00+02:00'],
  ['2026-06-30T00:00:00.000+00:00', '2026-06-30T00:00:00+02:00'],
  // anything else is an instant
  ['2026-06-30T22:30:00Z', '2026-07-01T00:30:00+02:00'],
  ['2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+02:00'],
  ['2026-10-25T02:30:00+01:00', '2026-10-25T02:30:00+01:00'],
  [String(Date.UTC(2026, 5, 30, 8, 15)), '2026-06-30T10:15:00+02:00'],
  [' 2026-03-01 ', '2026-03-01T00:00:00+01:00'],
  ['', null],
  ['gisteren', null],
  ['2026-02-30', null],
  ['31-12-2026', null],
  // luxon reads these as today, a year, a week and a month: nobody meant a moment
  ['12:00', null],
  ['2027', null],
  ['2027-W03', null],
  ['2027-03', null],
  // the first and the last that may be stored, and what lies beyond
  ['1950-01-02', '1950-01-02T00:00:00+01:00'],
  ['1899-12-31', null],
  ['1021-05-05T10:00:00Z', null],
  ['9998-12-31', '9998-12-31T00:00:00+01:00'],
  ['9999-12-31', null],
  [String(Date.UTC(9999, 11, 31)), null],
]

describe('HubSpot’s date and datetime values', () => {
  for (const [value, expected] of INSTANTS) {
    it(`${value} → ${expected}`, () => expect(AS(readHubSpotInstant(value))).toBe(expected))
  }

  const ENDS: readonly (readonly [value: string, date: string | null])[] = [
    ['2026-03-29', '2026-03-29'],
    [String(Date.UTC(2026, 2, 29)), '2026-03-29'],
    ['2026-06-30T00:00:00Z', '2026-06-30'],
    ['2026-06-30T22:30:00Z', '2026-07-01'],
    ['2026-02-29', null],
    ['', null],
    ['12:00', null],
    ['1021-05-05', null],
    ['2199-12-31', '2199-12-31'],
    ['2200-01-01', 'none'],
    ['9999-12-31', 'none'],
    [String(Date.UTC(9999, 11, 31)), 'none'],
  ]
  for (const [value, expected] of ENDS) {
    it(`an end of ${value} is ${expected}`, () => {
      const day = readHubSpotEnd(value)
      expect(typeof day === 'number' ? formatDay(day) : day).toBe(expected)
    })
  }
})

describe('the ends of days', () => {
  it('the last instant of the day that holds an instant', () => {
    expect(AS(endOfLocalDay(Date.parse('2026-06-30T21:59:00Z')))).toBe('2026-06-30T23:59:59.999+02:00')
    expect(AS(endOfLocalDay(Date.parse('2026-06-30T22:00:00Z')))).toBe('2026-07-01T23:59:59.999+02:00')
  })
})

describe('what we write to HubSpot', () => {
  it('a half-open end is the last day on which it still holds', () => {
    expect(hubspotDate(Date.parse('2026-07-01T00:00:00+02:00'))).toBe('2026-06-30')
    expect(hubspotDate(Date.parse('2026-07-01T00:00:00.001+02:00'))).toBe('2026-07-01')
    expect(hubspotDate(null)).toBe('')
  })

  it('an instant is written in UTC, with milliseconds', () => {
    expect(hubspotDatetime(Date.parse('2026-07-01T00:00:00+02:00'))).toBe('2026-06-30T22:00:00.000Z')
  })
})
