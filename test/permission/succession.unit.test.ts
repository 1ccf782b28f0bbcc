import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callingHoursAt } from '../../src/permission/conduct/calling-hours.ts'
import { CODES } from '../../src/permission/conduct/codes.ts'
import { decide } from '../../src/permission/decide.ts'
import { nextChange } from '../../src/permission/next-change.ts'
import { relationOverview } from '../../src/permission/overview.ts'
import { prepareFacts } from '../../src/permission/prepared.ts'
import { nextRulebookStart, RULEBOOKS, type RuleBook, rulebookAt } from '../../src/permission/rulebooks/index.ts'
import { inForceAt, succession } from '../../src/permission/succession.ts'
import { RUNS, someCase } from './cases.ts'
import { relation } from './given.ts'

const NEW_YEAR = '2030-01-01T00:00:00+01:00'
const START = Date.parse(NEW_YEAR)
const NEVER = Number.POSITIVE_INFINITY

/** The law as it stands without a book of 2030, and with one that differs from its predecessor in what is given. */
const STANDING = succession<RuleBook>(RULEBOOKS.filter(({ starts }) => starts < START))
function lawOf2030(change: Partial<RuleBook> = {}) {
  const newest = STANDING.at(-1)
  if (newest === undefined) throw new Error('there is no law before 2030')
  return succession<RuleBook>([...STANDING, { ...newest, id: 'nl-2030-01-01', inForce: { from: NEW_YEAR }, ...change }])
}

describe('texts in succession', () => {
  const text = (id: string, from: string) => ({ id, inForce: { from } })

  it('each ends where the next one starts, whatever the dates: there is no instant with two, and none without', () => {
    const day = fc.integer({ min: -20_000, max: 40_000 })
    fc.assert(
      fc.property(fc.uniqueArray(day, { minLength: 1, maxLength: 8 }), day, (starts, asked) => {
        const instants = starts.sort((a, b) => a - b).map((start) => start * 86_400_000)
        const texts = succession(instants.map((at, index) => text(`t${index}`, new Date(at).toISOString())))
        const instant = asked * 86_400_000
        const holding = texts.filter((one) => one.starts <= instant && instant < one.ends)
        expect(holding).toHaveLength(instant < (instants[0] ?? 0) ? 0 : 1)
        expect(inForceAt(texts, instant)).toBe(holding[0] ?? null)
        expect(texts.map(({ later }) => later.length)).toEqual(texts.map((_, index) => texts.length - 1 - index))
      }),
    )
  })

  it('a line in the wrong place, a start given twice and an id used twice are refused at once', () => {
    const [one, two] = [text('one', '2026-01-01T00:00:00+01:00'), text('two', '2030-01-01T00:00:00+01:00')]
    expect(() => succession([two, one])).toThrow('two is listed before one but does not start before it')
    expect(() => succession([one, { ...one, id: 'again' }])).toThrow(RangeError)
    expect(() => succession([one, { ...two, id: 'one' }])).toThrow('share an id')
    expect(() => succession([text('one', 'soon')])).toThrow('not an ISO 8601 instant')
  })
})

describe('a law of 2030 is one file and one line', () => {
  it('it ends the newest book, and nothing else moves', () => {
    const law = lawOf2030()
    expect(law.map(({ starts }) => starts)).toEqual([...STANDING.map(({ starts }) => starts), START])
    expect(rulebookAt(START - 1, law)?.id).toBe(law.at(-2)?.id)
    expect(rulebookAt(START, law)?.id).toBe('nl-2030-01-01')
    expect(law.at(-2)?.ends).toBe(START)
    expect(nextRulebookStart(START - 1, law)).toBe(START)
    expect(nextRulebookStart(START, law)).toBe(NEVER)
  })

  it('with the same grants it decides every case as before', () => {
    const law = lawOf2030()
    fc.assert(
      fc.property(someCase, (asked) => {
        const now = decide(asked, STANDING)
        expect({ ...decide(asked, law), rulebook: now.rulebook }).toEqual(now)
      }),
      { numRuns: RUNS },
    )
  })

  it('without a grant it ends what stands on it, and the night learns of it in time', () => {
    const law = lawOf2030({ grants: [] })
    const gift = relation({ kind: 'donor', event: 'started', at: '2028-03-01T12:00:00+01:00' })
    const facts = prepareFacts([gift])
    const asked = { at: Date.parse('2028-08-01T12:00:00+02:00'), sender: { kind: 'charity' } } as const
    expect(relationOverview(facts, asked, STANDING)).toMatchObject([{ ends: null, strength: 'good' }])
    expect(relationOverview(facts, asked, law)).toMatchObject([{ ends: START, strength: 'good' }])
    expect(relationOverview(facts, { ...asked, at: START }, law)).toMatchObject([{ code: 'relation-not-granted' }])
    expect(nextChange(facts, asked.at, {}, law)).toBe(START)
    const question = {
      at: '2028-08-01T12:00:00+02:00',
      number: gift.number,
      purpose: 'charitable',
      channel: 'human',
      controller: gift.controller,
      product: gift.product,
    } as const
    const donor = { id: '1', question, sender: { kind: 'charity' }, facts: [gift] } as const
    expect(decide(donor, STANDING)).toMatchObject({
      permission: 'allowed',
      basis: 'donor',
      until: null,
      changesAt: null,
    })
    expect(decide(donor, law)).toMatchObject({ permission: 'allowed', until: NEW_YEAR, changesAt: NEW_YEAR })
  })
})

describe('the codes of conduct', () => {
  it('follow one another without gap or overlap', () => {
    expect(CODES.map(({ ends }) => ends)).toEqual([...CODES.slice(1).map(({ starts }) => starts), NEVER])
  })

  it('a code of 2030 with other hours holds from its first minute, and the one before it until then', () => {
    const newest = CODES.at(-1)
    if (newest === undefined) throw new Error('there is no code')
    const from = '2030-01-07T00:00:00+01:00'
    const codes = succession([
      ...CODES,
      { ...newest, id: 'later', inForce: { from }, workdays: ['10:00', '20:00'] as const },
    ])
    const at = (local: string) => callingHoursAt(Date.parse(local), codes)
    expect(at('2030-01-04T21:00:00+01:00')).toMatchObject({ callNow: true, code: { id: newest.id } })
    expect(at('2030-01-07T21:00:00+01:00')).toMatchObject({ callNow: false, why: 'hour', code: { id: 'later' } })
    expect(at('2030-01-07T10:00:00+01:00')).toMatchObject({ callNow: true, code: { id: 'later' } })
  })
})
