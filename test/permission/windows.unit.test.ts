import { describe, expect, it } from 'vitest'
import type { Fact } from '../../src/permission/facts.ts'
import { type Asking, answer, consent, given, legalForm, relation, requested } from './given.ts'

const charity: Asking = { by: 'charity', purpose: 'charitable' }
const donation = (but: Parameters<typeof relation>[0] = {}) => relation({ kind: 'donor', ...but })

describe('a window is open up to its end and shut at it', () => {
  const ends: readonly [string, string, Fact[], Asking][] = [
    ['consent, three years', '2028-03-10T00:00:00+01:00', [consent()], {}],
    ['consent, the house says one', '2026-03-10T00:00:00+01:00', [consent()], { house: { consentYears: 1 } }],
    ['consent, its last day stated', '2026-12-25T00:00:00+01:00', [consent({ until: '2026-12-24' })], {}],
    ['consent, its last day past the ceiling', '2028-03-10T00:00:00+01:00', [consent({ until: '2028-03-10' })], {}],
    ['consent given on 29 February', '2027-02-28T00:00:00+01:00', [consent({ at: '2024-02-29T10:00:00+01:00' })], {}],
    [
      'consent given late on 28 February UTC',
      '2027-02-28T00:00:00+01:00',
      [consent({ at: '2024-02-28T23:30:00Z' })],
      {},
    ],
    ['consent until the last day of winter time', '2027-03-28T00:00:00+01:00', [consent({ until: '2027-03-27' })], {}],
    ['consent until the night to summer time', '2027-03-29T00:00:00+02:00', [consent({ until: '2027-03-28' })], {}],
    ['consent until the day before winter time', '2026-10-25T00:00:00+02:00', [consent({ until: '2026-10-24' })], {}],
    ['consent until the night to winter time', '2026-10-26T00:00:00+01:00', [consent({ until: '2026-10-25' })], {}],
    ['a gift, three years', '2028-03-10T00:00:00+01:00', [donation()], charity],
    [
      'a gift, the house says two',
      '2027-03-10T00:00:00+01:00',
      [donation()],
      { ...charity, house: { relationYears: 2 } },
    ],
    [
      'the latest of gift and end',
      '2028-06-01T00:00:00+02:00',
      [
        donation(),
        donation({ event: 'ended', at: '2025-06-01T08:00:00+02:00' }),
        donation({ at: '2025-05-31T08:00:00+02:00' }),
      ],
      charity,
    ],
    [
      'a gift after the end',
      '2028-07-01T00:00:00+02:00',
      [donation({ event: 'ended', at: '2025-06-01T08:00:00+02:00' }), donation({ at: '2025-07-01T08:00:00+02:00' })],
      charity,
    ],
    [
      'a start that is not running has the end of its end',
      '2028-06-01T00:00:00+02:00',
      [donation({ event: 'started' }), donation({ event: 'ended', at: '2025-06-01T08:00:00+02:00' })],
      charity,
    ],
    [
      'an end counts whatever number, product or controller it names',
      '2028-06-01T00:00:00+02:00',
      [
        donation({ event: 'started' }),
        donation({
          event: 'ended',
          at: '2025-06-01T08:00:00+02:00',
          number: '+31201234567',
          product: 'x',
          controller: 'y',
        }),
      ],
      charity,
    ],
    [
      'a request, fourteen days',
      '2026-07-15T00:00:00+02:00',
      [requested({ at: '2026-07-01T00:30:00+02:00' })],
      { purpose: 'requested' },
    ],
    [
      'a request with a last day',
      '2026-09-01T00:00:00+02:00',
      [requested({ until: '2026-08-31' })],
      { purpose: 'requested' },
    ],
    [
      'the later of two requests',
      '2026-09-01T00:00:00+02:00',
      [requested({ until: '2026-08-31' }), requested({ at: '2026-06-30T10:00:00+02:00' })],
      { purpose: 'requested' },
    ],
  ]
  it.each(ends)('%s: %s', (_name, end, facts, asking) => {
    const asked = given(legalForm('consumer'), ...facts)
    const before = new Date(Date.parse(end) - 1).toISOString()
    expect(asked({ ...asking, at: before })).toMatchObject({ permission: 'allowed', until: end, changesAt: end })
    expect(asked({ ...asking, at: end })).toMatchObject({ permission: 'denied', until: null })
  })
})

describe('no end', () => {
  const endless: readonly [string, Fact[], Asking][] = [
    ['a running donorship', [donation({ event: 'started' }), donation()], charity],
    [
      'a donorship begun again',
      [
        donation({ event: 'ended', at: '2025-01-01T00:00:00Z' }),
        donation({ event: 'started', at: '2025-02-01T00:00:00Z' }),
      ],
      charity,
    ],
    [
      'the end of another relation',
      [donation({ event: 'started' }), donation({ event: 'ended', relation: 'd2' })],
      charity,
    ],
    [
      'the end of another kind',
      [donation({ event: 'started' }), donation({ event: 'ended', kind: 'volunteer' })],
      charity,
    ],
    [
      'an end still to come',
      [donation({ event: 'started' }), donation({ event: 'ended', at: '2026-08-01T00:00:00Z' })],
      charity,
    ],
    ['a legal person', [legalForm('bv'), consent()], {}],
    ['a service call', [], { purpose: 'service' }],
  ]
  it.each(endless)('%s', (_name, facts, asking) => {
    expect(given(...facts)(asking)).toMatchObject({ permission: 'allowed', until: null, changesAt: null })
  })
})

describe('what is not a yes changes too', () => {
  it('evidence is no use once the window has ended', () => {
    const facts = [consent({ proof: null }), consent({ proof: null, id: 'c2', at: '2025-04-10T12:00:00+02:00' })]
    expect(given(...facts)()).toMatchObject({
      permission: 'needs-evidence',
      until: null,
      changesAt: '2028-04-10T00:00:00+02:00',
    })
  })

  it('unproven gives way to review, and review to no', () => {
    const signer = relation({ kind: 'sympathiser', relation: 'p', at: '2026-05-01T12:00:00+02:00' })
    const facts = [donation({ collection: { numberGiven: null, objectionOffered: true } }), signer]
    expect(given(...facts)(charity)).toMatchObject({
      permission: 'needs-evidence',
      changesAt: '2028-03-10T00:00:00+01:00',
    })
    expect(given(...facts)({ ...charity, at: '2028-03-10T00:00:00+01:00' })).toMatchObject({
      permission: 'needs-review',
      changesAt: '2029-05-01T00:00:00+02:00',
    })
    expect(given(...facts)({ ...charity, at: '2029-05-01T00:00:00+02:00' })).toMatchObject({
      permission: 'denied',
      reasons: ['expired-relation', 'legal-form-unknown'],
      changesAt: null,
    })
  })

  it('before the first law, what stays for review has not changed when the law comes', () => {
    const signer = relation({ kind: 'sympathiser', at: '2021-03-01T12:00:00+01:00' })
    expect(given(signer)({ ...charity, at: '2021-05-01T12:00:00+02:00' })).toMatchObject({
      permission: 'needs-review',
      reasons: ['no-rulebook'],
      changesAt: '2024-03-01T00:00:00+01:00',
    })
  })
})

describe('a relation that ended stops running', () => {
  it('at the very instant of its start', () => {
    const at = '2025-06-01T08:00:00+02:00'
    const facts = [donation({ event: 'started', at }), donation({ event: 'ended', at: '2025-06-01T06:00:00Z' })]
    expect(given(...facts)(charity).until).toBe('2028-06-01T00:00:00+02:00')
  })

  it('an end on another number alone opens nothing', () => {
    const facts = [legalForm('consumer'), donation({ event: 'ended', number: '+31201234567' })]
    expect(answer(given(...facts)(charity))).toEqual(['denied', null, ['relation-number-mismatch']])
  })
})
