import { describe, expect, it } from 'vitest'
import { decide } from '../../src/permission/decide.ts'
import type { Fact } from '../../src/permission/facts.ts'
import {
  AFTER,
  type Asking,
  answer,
  consent,
  designated,
  given,
  legalForm,
  objection,
  relation,
  requested,
  THEN,
  verified,
  withdrawn,
} from './given.ts'

const charity: Asking = { by: 'charity', purpose: 'charitable' }
const donation = (but: Parameters<typeof relation>[0] = {}) => relation({ kind: 'donor', ...but })

describe('a fact of the very instant of the question has happened', () => {
  const cases: readonly [string, Fact[], Asking, unknown[]][] = [
    ['consent', [consent({ at: AFTER })], {}, ['allowed', 'consent', ['unverified']]],
    ['verification', [consent(), verified(AFTER)], {}, ['allowed', 'consent', []]],
    ['withdrawal', [legalForm('consumer'), consent(), withdrawn(AFTER)], {}, ['denied', null, ['withdrawn']]],
    ['objection', [consent(), objection(AFTER)], {}, ['denied', null, ['objection']]],
    ['legal form', [legalForm('bv', AFTER)], {}, ['allowed', 'legal-person', []]],
    ['designation', [legalForm('vof'), designated({ at: AFTER })], {}, ['allowed', 'designated-number', []]],
    ['gift', [donation({ at: AFTER })], charity, ['allowed', 'donor', []]],
    ['misfit', [legalForm('consumer'), donation({ at: AFTER })], {}, ['denied', null, ['purpose-mismatch']]],
    ['request', [requested({ at: AFTER })], { purpose: 'requested' }, ['allowed', 'requested', []]],
  ]
  it.each(cases)('%s', (_name, facts, asking, expected) => {
    expect(answer(given(...facts)(asking))).toEqual(expected)
  })

  it('an end elsewhere', () => {
    const facts = [donation({ event: 'started' }), donation({ event: 'ended', at: AFTER, number: '+31201234567' })]
    expect(given(...facts)(charity).until).toBe('2029-07-01T00:00:00+02:00')
  })
})

describe('the newest counts, in whatever order it is given', () => {
  const bothWays = (facts: Fact[], asking: Asking = {}) =>
    [facts, facts.toReversed()].map((told) => answer(given(legalForm('consumer'), ...told)(asking)))
  const twice = (expected: unknown[]) => [expected, expected]

  it('of two verifications', () => {
    const facts = [verified('2025-04-01T10:00:00+02:00'), verified('2025-01-01T10:00:00+01:00')]
    expect(bothWays([consent(), ...facts])).toEqual(twice(['allowed', 'consent', []]))
  })

  it('of two withdrawals', () => {
    const facts = [withdrawn('2025-04-01T10:00:00+02:00'), withdrawn('2025-01-01T10:00:00+01:00')]
    expect(bothWays([consent(), ...facts])).toEqual(twice(['denied', null, ['withdrawn']]))
  })

  it('of two consents equally long the verified one', () => {
    const facts = [consent(), consent({ id: 'c2' }), verified(AFTER, 'c2')]
    expect(bothWays(facts)).toEqual(twice(['allowed', 'consent', []]))
  })

  it.each(['numberGiven', 'objectionOffered'] as const)('of collection answers to %s any no is a no', (name) => {
    const told = (answered: boolean | null) =>
      donation({ collection: { numberGiven: true, objectionOffered: true, [name]: answered } })
    const refused = twice(['denied', null, ['collection-refused']])
    expect(bothWays([told(false), told(true)], charity)).toEqual(refused)
    expect(bothWays([told(false), told(null)], charity)).toEqual(refused)
    expect(bothWays([told(null), told(true)], charity)).toEqual(twice(['allowed', 'donor', []]))
    expect(bothWays([told(null), told(null)], charity)).toEqual(
      twice(['needs-evidence', null, ['collection-unproven']]),
    )
  })
})

it('what may be left out may be left out', () => {
  const { until: _until, proof: _proof, ...bare } = consent()
  const { until: _none, ...request } = { ...requested(), until: null }
  const question = { at: AFTER, number: bare.number, channel: 'human', controller: 'zonnig', product: null } as const
  const ask = (purpose: 'commercial' | 'requested') =>
    decide({ id: 1, question: { ...question, purpose }, sender: { kind: 'commercial' }, facts: [bare, request] })
  expect(ask('commercial')).toMatchObject({
    id: 1,
    reasons: ['incomplete-proof'],
    changesAt: '2028-03-10T00:00:00+01:00',
  })
  expect(ask('requested')).toMatchObject({ basis: 'requested', until: '2026-07-04T00:00:00+02:00' })
})

it('an objection, then a consent without any proof', () => {
  const { proof: _proof, ...bare } = consent()
  expect(answer(given(objection(THEN), { ...bare, at: '2025-04-01T10:00:00+02:00' })())).toEqual([
    'denied',
    null,
    ['objection'],
  ])
})
