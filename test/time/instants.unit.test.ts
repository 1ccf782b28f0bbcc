import fc from 'fast-check'
import { DateTime, Settings } from 'luxon'
import { describe, expect, it } from 'vitest'
import { boundedMemo } from '../../src/time/bounded-memo.ts'
import { formatInstant, instantOf, parseInstant, UnreadableInstant } from '../../src/time/instants.ts'
import {
  dayNumber,
  endOfLocalDay,
  formatDay,
  localDay,
  midnight,
  midnightYearsLater,
  monthsLater,
  offsetAt,
  parseDay,
  wallClock,
  weekday,
  yearOf,
} from '../../src/time/local-days.ts'
import { RUNS } from '../permission/cases.ts'

const runs = { numRuns: RUNS }
const amsterdam = (instant: number): DateTime => DateTime.fromMillis(instant, { zone: 'Europe/Amsterdam' })
const someInstant = fc.integer({ min: Date.UTC(1995, 0), max: Date.UTC(2060, 0) })
/** Around the nights on which the clock is changed. */
const dstInstant = fc
  .tuple(
    fc.constantFrom('2025-03-30T01:00Z', '2025-10-26T01:00Z', '2026-03-29T01:00Z', '2026-10-25T01:00Z'),
    fc.integer({ min: -1e8, max: 1e8 }),
  )
  .map(([switching, off]) => Date.parse(switching) + off)
const anyInstant = fc.oneof(someInstant, dstInstant)

describe('parsing an instant', () => {
  it.each([
    ['2026-07-01T15:00:00+02:00', '2026-07-01T13:00:00.000Z'],
    ['2026-07-01T13:00:00Z', '2026-07-01T13:00:00.000Z'],
    ['2026-07-01T13:00Z', '2026-07-01T13:00:00.000Z'],
    ['2026-07-01T15:00+02:00', '2026-07-01T13:00:00.000Z'],
    ['2026-07-01T15:00+02', '2026-07-01T13:00:00.000Z'],
    ['2026-07-01T15:00:07+0230', '2026-07-01T12:30:07.000Z'],
    ['2026-07-01T08:00:59-05:30', '2026-07-01T13:30:59.000Z'],
    ['2026-07-01T08:00-05', '2026-07-01T13:00:00.000Z'],
    ['2026-07-01T13:00:00.5Z', '2026-07-01T13:00:00.500Z'],
    ['2026-07-01T13:00:00,25Z', '2026-07-01T13:00:00.250Z'],
    ['2026-07-01T13:00:00.123999+00:00', '2026-07-01T13:00:00.123Z'],
    ['2024-02-29T23:59:59.999-23:59', '2024-03-01T23:58:59.999Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
  ])('%s is %s', (text, utc) => {
    expect(parseInstant(text)).toBe(new Date(utc).getTime())
    expect(instantOf(text)).toBe(new Date(utc).getTime())
  })

  it.each([
    '',
    'yesterday',
    '2026-07-01',
    '2026-07-01T15:00:00',
    '2026-07-01T15Z',
    '2026-07-01 15:00:00Z',
    '2026-7-1T15:00:00Z',
    '2026-02-29T15:00:00Z',
    '1900-02-29T15:00:00Z',
    '2026-04-31T15:00:00Z',
    '2026-13-01T15:00:00Z',
    '2026-00-01T15:00:00Z',
    '2026-07-00T15:00:00Z',
    '2026-07-32T15:00:00Z',
    '2026-07-01T24:00:00Z',
    '2026-07-01T15:60:00Z',
    '2026-07-01T15:00:60Z',
    '2026-07-01T15:00:00.Z',
    '2026-07-01T15:00:00+24:00',
    '2026-07-01T15:00:00+02:60',
    '2026-07-01T15:00:00+2',
    '2026-07-01T15:00:00Z ',
    ' 2026-07-01T15:00:00Z',
    '2026-07-01T15:00:00z',
    '+002026-07-01T15:00:00Z',
    '20260701T150000Z',
  ])('%j is refused', (text) => {
    expect(parseInstant(text)).toBeNull()
    expect(() => instantOf(text)).toThrow(UnreadableInstant)
  })

  it('a text that passed validation and cannot be read is named, with a stable code', () => {
    expect(() => instantOf('soon')).toThrow(
      expect.objectContaining({
        code: 'unreadable-instant',
        name: 'UnreadableInstant',
        message: expect.stringContaining('"soon"'),
      }),
    )
  })

  it('agrees with luxon, and formatting undoes it', () => {
    fc.assert(
      fc.property(
        anyInstant,
        fc.constantFrom('utc', 'Europe/Amsterdam', 'America/St_Johns', 'Asia/Kolkata'),
        (instant, zone) => {
          const text = DateTime.fromMillis(instant, { zone }).toISO() ?? ''
          expect(parseInstant(text)).toBe(instant)
          expect(parseInstant(formatInstant(instant))).toBe(instant)
          expect(formatInstant(instant)).toBe(amsterdam(instant).toISO({ suppressMilliseconds: true }))
        },
      ),
      runs,
    )
  })

  it('an offset of half minutes, as before 1892, is cut to whole ones and the instant kept', () => {
    expect(formatInstant(Date.UTC(1880, 0))).toBe('1880-01-01T00:17:00+00:17')
    expect(parseInstant(formatInstant(Date.UTC(1880, 0)))).toBe(Date.UTC(1880, 0))
  })

  it('a year of more than four digits and a century of odd offsets are written too', () => {
    expect(formatInstant(Date.UTC(10_002, 0))).toBe('+010002-01-01T01:00:00+01:00')
    expect(formatInstant(Date.UTC(2026, 0, 1, 0, 0, 0, 7))).toBe('2026-01-01T01:00:00.007+01:00')
  })
})

describe('local days', () => {
  it('the offset and the date of every instant are those of Amsterdam', () => {
    fc.assert(
      fc.property(anyInstant, (instant) => {
        const there = amsterdam(instant)
        expect(offsetAt(instant)).toBe(there.offset * 60_000)
        expect(localDay(instant)).toBe(parseDay(there.toISODate() ?? ''))
        expect(midnight(localDay(instant))).toBe(there.startOf('day').toMillis())
        for (const years of [0, 1, 2, 3]) {
          expect(midnightYearsLater(localDay(instant), years)).toBe(there.startOf('day').plus({ years }).toMillis())
        }
      }),
      runs,
    )
  })

  it('a day has a name, a weekday, a year and an end as on the calendar', () => {
    fc.assert(
      fc.property(anyInstant, (instant) => {
        const there = amsterdam(instant)
        const day = localDay(instant)
        expect(formatDay(day)).toBe(there.toISODate())
        expect(weekday(day)).toBe(there.weekday)
        expect(yearOf(day)).toBe(there.year)
        expect(endOfLocalDay(instant)).toBe(there.endOf('day').toMillis())
        expect(monthsLater(instant, 6)).toBe(there.plus({ months: 6 }).toMillis())
        expect(wallClock(day, '09:30')).toBe(there.set({ hour: 9, minute: 30, second: 0, millisecond: 0 }).toMillis())
      }),
      runs,
    )
  })

  it('a time that the clock skips is an hour later on it', () => {
    expect(formatInstant(wallClock(parseDay('2026-03-29') ?? 0, '02:30'))).toBe('2026-03-29T03:30:00+02:00')
    expect(formatInstant(monthsLater(Date.parse('2026-08-31T10:00:00+02:00'), 6))).toBe('2027-02-28T10:00:00+01:00')
  })

  it('the zone of the machine does not matter', () => {
    const own = Settings.defaultZone
    Settings.defaultZone = 'America/New_York'
    try {
      expect(midnight(parseDay('2071-05-05') ?? 0)).toBe(Date.parse('2071-05-05T00:00:00+02:00'))
      expect(midnightYearsLater(parseDay('2071-05-05') ?? 0, 2)).toBe(Date.parse('2073-05-05T00:00:00+02:00'))
    } finally {
      Settings.defaultZone = own
    }
  })

  it('days before 1970 too', () => {
    const day = parseDay('1968-02-29') ?? 0
    expect(midnight(day)).toBe(Date.parse('1968-02-29T00:00:00+01:00'))
    expect(midnightYearsLater(day, 3)).toBe(Date.parse('1971-02-28T00:00:00+01:00'))
    expect(localDay(Date.parse('1968-02-28T23:00:00Z'))).toBe(day)
  })

  it.each([
    ['1970-01-01', 0],
    ['1970-01-31', 30],
    ['1969-12-31', -1],
    ['2026-12-31', 20_818],
  ])('%s is day %i', (text, day) => {
    expect(parseDay(text)).toBe(day)
  })

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-01-00', '2026-1-1', '2026-01-01T00:00', 'x2026-01-01', ''])(
    '%j is no date',
    (text) => {
      expect(parseDay(text)).toBeNull()
    },
  )

  it('a month has its own length', () => {
    const last = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    last.forEach((length, month) => {
      expect(dayNumber(2024, month + 1, length)).toBe(Date.UTC(2024, month, length) / 86_400_000)
      expect(dayNumber(2024, month + 1, length + 1)).toBeNull()
    })
  })
})

it('a memo answers from memory, and forgets all when it is full', () => {
  const asked: number[] = []
  const square = boundedMemo(2, (key) => {
    asked.push(key)
    return key * key
  })
  expect([square(3), square(3), square(4), square(3)]).toEqual([9, 9, 16, 9])
  expect(asked).toEqual([3, 4])
  expect([square(5), square(5), square(3)]).toEqual([25, 25, 9])
  expect(asked).toEqual([3, 4, 5, 3])
})
