import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide } from '../../src/permission/decide.ts'
import type { Fact } from '../../src/permission/facts.ts'
import { nextChange } from '../../src/permission/next-change.ts'
import { consentOverview, relationOverview } from '../../src/permission/overview.ts'
import { prepareFacts } from '../../src/permission/prepared.ts'
import { RUNS, someCase } from './cases.ts'
import {
  AFTER,
  BEFORE,
  consent,
  designated,
  legalForm,
  NUMBER,
  numbers,
  OTHER_NUMBER,
  objection,
  relation,
  requested,
  THEN,
  verified,
  withdrawn,
} from './given.ts'
import { LAW_OF_2026 } from './law-of-2026.ts'

const at = Date.parse(AFTER)
const LATER = '2025-05-05T10:00:00+02:00'

describe('what has become of each consent', () => {
  const stateOf = (facts: Fact[], asked: object = {}) =>
    consentOverview(prepareFacts(facts), { at, ...asked })[0]?.state

  it.each<[string, Fact[], object]>([
    ['given', [consent()], {}],
    ['verified', [consent(), verified(LATER)], {}],
    ['withdrawn', [consent({ until: '2025-12-31' }), verified(LATER), withdrawn(LATER)], {}],
    ['expired', [consent({ until: '2026-06-30', proof: null })], {}],
    ['expired', [consent()], { house: { consentYears: 1 } }],
    ['incomplete', [consent({ proof: { source: '' } }), verified(LATER)], {}],
  ])('%s', (state, facts, asked) => {
    expect(stateOf(facts, asked)).toBe(state)
  })

  it('with its number, its instants in epoch milliseconds and the fact itself', () => {
    expect(consentOverview(prepareFacts([consent()]), { at })).toEqual([
      {
        id: 'c1',
        number: NUMBER,
        at: Date.parse(THEN),
        ends: Date.parse('2028-03-10T00:00:00+01:00'),
        state: 'given',
        objected: false,
        fact: consent(),
      },
    ])
  })

  it('of this controller or of all, oldest first, none that is still to come', () => {
    const facts = prepareFacts([
      consent({ id: 'new', at: LATER }),
      consent({ id: 'old', controller: 'zuster' }),
      consent({ id: 'coming', at: '2026-07-01T15:00:00.001+02:00' }),
      consent({ id: 'now', at: AFTER }),
    ])
    const ids = (asked: object) => consentOverview(facts, { at, ...asked }).map(({ id }) => id)
    expect(ids({})).toEqual(['old', 'new', 'now'])
    expect(ids({ controller: 'zonnig' })).toEqual(['new', 'now'])
  })

  it('at its end it is expired; before, and with nobody objecting, nothing stands over it', () => {
    const facts = prepareFacts([consent({ proof: { method: 'import' } })])
    const end = Date.parse('2028-03-10T00:00:00+01:00')
    expect(consentOverview(facts, { at: end - 1 })).toMatchObject([{ state: 'given', objected: false }])
    expect(consentOverview(facts, { at: end })).toMatchObject([{ state: 'expired', objected: false }])
  })

  it('an objection stands over it unless it reopens', () => {
    const facts = [objection(LATER), consent(), consent({ id: 'c2', at: '2025-06-01T12:00:00+02:00' })]
    expect(consentOverview(prepareFacts(facts), { at }).map(({ objected }) => objected)).toEqual([true, false])
  })
})

describe('what has become of each relation', () => {
  const charity = { at, sender: { kind: 'charity' } } as const
  const commercial = { at, sender: { kind: 'commercial' } } as const
  const strength = (facts: Fact[], asked: Parameters<typeof relationOverview>[1]) =>
    relationOverview(prepareFacts(facts), asked, LAW_OF_2026)

  it('a running donorship has no end, a gift has one, a commercial customer has the law', () => {
    const facts = [
      relation({ kind: 'donor', event: 'started' }),
      relation({ kind: 'donor', relation: 'd2' }),
      relation({ relation: 'd3' }),
    ]
    expect(strength(facts, charity)).toEqual([
      { relation: 'd1', kind: 'donor', running: true, ends: null, strength: 'good', code: null },
      {
        relation: 'd2',
        kind: 'donor',
        running: false,
        ends: Date.parse('2028-03-10T00:00:00+01:00'),
        strength: 'good',
        code: null,
      },
      {
        relation: 'd3',
        kind: 'customer',
        running: false,
        ends: Date.parse('2026-07-01T00:00:00+02:00'),
        strength: 'out',
        code: 'customer-exception-ended',
      },
    ])
    expect(strength(facts, { ...commercial, at: Date.parse(BEFORE) })).toMatchObject([
      { strength: 'out', code: 'relation-not-granted' },
      { strength: 'out', code: 'relation-not-granted' },
      { ends: Date.parse('2026-07-01T00:00:00+02:00'), strength: 'good', code: null },
    ])
  })

  it('narrowed to a controller, a number or a product; null is a product too', () => {
    const facts = [relation(), relation({ relation: 'd2', controller: 'zuster', number: OTHER_NUMBER, product: 'gas' })]
    const ids = (asked: object) => strength(facts, { ...charity, ...asked }).map((one) => one.relation)
    expect(ids({})).toEqual(['d1', 'd2'])
    expect(ids({ controller: 'zuster' })).toEqual(['d2'])
    expect(ids({ number: NUMBER })).toEqual(['d1'])
    expect(ids({ product: 'gas' })).toEqual(['d2'])
    expect(ids({ product: null })).toEqual(['d1'])
  })

  it('by the terms of the house, and before the first law for review', () => {
    const donation = relation({ kind: 'donor' })
    expect(strength([donation], { ...charity, house: { relationYears: 1 } })).toMatchObject([
      { ends: Date.parse('2026-03-10T00:00:00+01:00'), strength: 'out', code: 'expired-relation' },
    ])
    const early = { ...charity, at: Date.parse('2021-01-01T00:00:00Z') }
    expect(strength([relation({ kind: 'donor', at: '2020-01-01T00:00:00Z' })], early)).toMatchObject([
      { strength: 'review', code: 'no-rulebook' },
    ])
  })
})

describe('when it may change', () => {
  const next = (facts: Fact[], from: string, house?: Parameters<typeof nextChange>[2]) => {
    const instant = nextChange(prepareFacts(facts), Date.parse(from), house, LAW_OF_2026)
    return instant === null ? null : new Date(instant).toISOString()
  }

  it.each<[string, Fact[], string]>([
    ['a consent ends', [consent()], '2028-03-09T23:00:00.000Z'],
    ['a request ends', [requested({ at: '2026-06-20T09:00:00+02:00' })], '2026-07-03T22:00:00.000Z'],
    ["a relation's term ends", [relation()], '2028-03-09T23:00:00.000Z'],
    ...[
      legalForm('bv', '2027-01-01T00:00:00Z'),
      numbers('2027-01-01T00:00:00Z'),
      consent({ at: '2027-01-01T00:00:00Z' }),
      verified('2027-01-01T00:00:00Z'),
      withdrawn('2027-01-01T00:00:00Z'),
      objection('2027-01-01T00:00:00Z'),
      requested({ at: '2027-01-01T00:00:00Z' }),
      relation({ at: '2027-01-01T00:00:00Z' }),
      designated({ at: '2027-01-01T00:00:00Z' }),
    ].map((fact): [string, Fact[], string] => [`${fact.type} is still to come`, [fact], '2027-01-01T00:00:00.000Z']),
  ])('%s', (_name, facts, instant) => {
    expect(next(facts, AFTER)).toBe(instant)
    expect(next(facts, instant)).not.toBe(instant)
    expect(
      next([...facts, consent({ at: '2027-06-01T12:00:00Z' }), relation({ at: '2027-06-01T12:00:00Z' })], AFTER),
    ).toBe(instant < '2027-06-01' ? instant : '2027-06-01T12:00:00.000Z')
  })

  it('the next law, by the terms of the house, or never', () => {
    expect(next([consent()], BEFORE)).toBe('2026-06-30T22:00:00.000Z')
    expect(next([consent(), relation()], AFTER, { consentYears: 2, relationYears: 3 })).toBe('2027-03-09T23:00:00.000Z')
    expect(next([consent(), relation()], AFTER, { consentYears: 3, relationYears: 2 })).toBe('2027-03-09T23:00:00.000Z')
    expect(next([legalForm('bv')], AFTER)).toBeNull()
  })

  it('is never later than a change of any verdict', () => {
    fc.assert(
      fc.property(someCase, (asked) => {
        const { changesAt } = decide(asked)
        if (changesAt === null) return
        const look = nextChange(prepareFacts(asked.facts), Date.parse(asked.question.at), asked.house)
        expect(look).toBeLessThanOrEqual(Date.parse(changesAt))
      }),
      { numRuns: RUNS },
    )
  })
})
