import { describe, expect, it } from 'vitest'
import { newestNight, nightStart, nightsDue } from '../../src/night/dates.ts'

const at = (text: string) => Date.parse(text)

describe('the newest night', () => {
  it.each([
    ['2026-11-23T00:04:59+01:00', '2026-11-22'],
    ['2026-11-23T00:05:00+01:00', '2026-11-23'],
    ['2026-11-23T23:59:59+01:00', '2026-11-23'],
    // Half past eleven in the evening in UTC is the next day in Amsterdam.
    ['2026-06-30T22:30:00Z', '2026-07-01'],
  ])('at %s is that of %s', (now, date) => {
    expect(newestNight(at(now), '00:05')).toBe(date)
  })
})

describe.each([
  ['clocks go back', '2026-10-24', '2026-10-25', '2026-10-26', 25],
  ['clocks go forward', '2027-03-27', '2027-03-28', '2027-03-29', 23],
])('where %s', (_what, before, date, after, hours) => {
  it.each(['00:05', '03:00'])('each date has one night at %s', (nightlyAt) => {
    const start = nightStart(date, nightlyAt)
    const seen = new Map<string, number>()
    let last = before
    // Asked every ten minutes from noon to noon, over the hour that comes twice or never.
    for (let now = at(`${before}T12:00:00Z`); now < at(`${after}T12:00:00Z`); now += 600_000) {
      for (const due of nightsDue(last, now, nightlyAt)) {
        seen.set(due, now)
        last = due
      }
    }
    expect([...seen.keys()]).toEqual([date, after])
    expect((seen.get(date) ?? 0) - start).toBeLessThan(600_000)
  })

  it('the day lasts its hours', () => {
    expect((nightStart(after, '00:05') - nightStart(date, '00:05')) / 3_600_000).toBe(hours)
  })
})

describe('nights due', () => {
  it('are those missed, oldest first', () => {
    expect(nightsDue('2026-12-30', at('2027-01-02T08:00:00+01:00'), '00:05')).toEqual([
      '2026-12-31',
      '2027-01-01',
      '2027-01-02',
    ])
  })

  it('are the newest alone for a portal that never had one', () => {
    expect(nightsDue(null, at('2027-01-02T08:00:00+01:00'), '00:05')).toEqual(['2027-01-02'])
  })

  it('are none when the last is the newest, or the clock went back', () => {
    expect(nightsDue('2027-01-02', at('2027-01-02T08:00:00+01:00'), '00:05')).toEqual([])
    expect(nightsDue('2027-01-02', at('2026-06-01T08:00:00+02:00'), '00:05')).toEqual([])
  })
})
