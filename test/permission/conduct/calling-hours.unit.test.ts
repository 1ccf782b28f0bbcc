import { describe, expect, it } from 'vitest'
import { callingHoursAt } from '../../../src/permission/conduct/calling-hours.ts'

const at = (local: string) => callingHoursAt(Date.parse(local))
const instant = (local: string) => Date.parse(local)

describe('calling hours', () => {
  it.each([
    ['a workday at nine', '2026-11-23T09:00:00+01:00'],
    ['a workday a moment before ten at night', '2026-11-23T21:59:59+01:00'],
    ['Saturday at ten', '2026-11-21T10:00:00+01:00'],
    ['summer: the same wall clock', '2026-06-29T09:00:00+02:00'],
    ['Easter Saturday', '2026-04-04T12:00:00+02:00'],
    ['5 December on a Saturday keeps Saturday hours', '2026-12-05T15:59:00+01:00'],
    ['before there was a code', '2012-06-30T23:30:00+02:00'],
  ])('may call: %s', (_what, local) => {
    expect(at(local).callNow).toBe(true)
  })

  it.each([
    ['early', '2026-11-23T08:59:59+01:00', 'hour', '2026-11-23T09:00:00+01:00'],
    ['late: the next morning', '2026-11-23T22:00:00+01:00', 'hour', '2026-11-24T09:00:00+01:00'],
    ['Friday night: Saturday at ten', '2026-11-20T22:30:00+01:00', 'hour', '2026-11-21T10:00:00+01:00'],
    ['Saturday at four: Monday', '2026-11-21T16:00:00+01:00', 'hour', '2026-11-23T09:00:00+01:00'],
    ['Sunday: Monday', '2026-11-22T12:00:00+01:00', 'sunday', '2026-11-23T09:00:00+01:00'],
    ['the evening of 4 May', '2026-05-04T18:30:00+02:00', 'hour', '2026-05-06T09:00:00+02:00'],
    ['Good Friday: Saturday at ten', '2026-04-03T12:00:00+02:00', 'good-friday', '2026-04-04T10:00:00+02:00'],
    [
      'Easter Saturday evening: over Sunday and Easter Monday',
      '2026-04-04T16:00:00+02:00',
      'hour',
      '2026-04-07T09:00:00+02:00',
    ],
    [
      'Christmas 2026: Friday, Saturday, Sunday',
      '2026-12-25T12:00:00+01:00',
      'christmas-day',
      '2026-12-28T09:00:00+01:00',
    ],
    ['the Sunday on which summer time begins', '2026-03-29T08:00:00+02:00', 'sunday', '2026-03-30T09:00:00+02:00'],
    ['the Saturday before winter time', '2026-10-24T17:00:00+02:00', 'hour', '2026-10-26T09:00:00+01:00'],
  ])('not now: %s', (_what, local, why, from) => {
    expect(at(local)).toMatchObject({ callNow: false, why, from: instant(from) })
  })

  it('names the code and says that it is one', () => {
    const { code } = at('2026-11-22T12:00:00+01:00')
    expect(code).toMatchObject({ layer: 'code', source: { article: expect.stringContaining('Code Telemarketing') } })
  })

  it('has a first opening for every hour of three years, and may call then', () => {
    for (let time = instant('2026-01-01T00:30:00Z'); time < instant('2029-01-01T00:00:00Z'); time += 7 * 3_600_000) {
      const hours = callingHoursAt(time)
      if (hours.callNow) continue
      expect(hours.from).toBeGreaterThan(time)
      expect(callingHoursAt(hours.from).callNow).toBe(true)
      expect(callingHoursAt(hours.from - 1).callNow).toBe(false)
    }
  })
})
