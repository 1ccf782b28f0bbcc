import { describe, expect, it } from 'vitest'
import type { Fact, ReasonCode } from '../../src/permission/facts.ts'
import {
  AFTER,
  type Asking,
  answer,
  BEFORE,
  consent,
  designated,
  given,
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

const LATER = '2025-05-05T10:00:00+02:00'
const _LATER_STILL = '2025-06-06T10:00:00+02:00'
const _consumer = legalForm('consumer')
const charity: Asking = { by: 'charity', purpose: 'charitable' }
const donation = (but: Parameters<typeof relation>[0] = {}) => relation({ kind: 'donor', ...but })

describe('allowed', () => {
  const cases: readonly [string, ReasonCode[], string, Fact[], Asking][] = [
    [
      'consent',
      ['unverified'],
      'a consent nobody verified',
      [consent(), consent({ id: 'c2', until: '2026-12-31' }), verified(LATER, 'c2')],
      {},
    ],
    ['consent', [], 'a verified consent', [consent(), verified(LATER)], { house: { requireVerified: true } }],
    ['consent', [], 'verified as it was given', [consent(), verified(THEN)], {}],
    [
      'consent',
      [],
      'one of two equally long is verified',
      [consent(), consent({ id: 'c2' }), verified(LATER, 'c2')],
      {},
    ],
    [
      'consent',
      ['unverified'],
      'a product on the list',
      [consent({ products: ['gas', 'stroom'] })],
      { product: 'stroom' },
    ],
    ['consent', ['unverified'], 'any product', [consent()], { product: 'stroom' }],
    [
      'consent',
      ['unverified'],
      'a consent to be called by a machine',
      [consent({ channel: 'automated' })],
      { channel: 'automated' },
    ],
    ['consent', ['unverified'], 'another consent withdrawn', [consent(), withdrawn(LATER, 'c2')], {}],
    [
      'consent',
      ['unverified'],
      'an earlier consent of the same id withdrawn',
      [consent(), withdrawn('2025-03-10T11:00:00+01:00')],
      {},
    ],
    [
      'consent',
      ['unverified'],
      'all consents withdrawn earlier',
      [consent(), withdrawn('2025-03-10T11:00:00+01:00', null)],
      {},
    ],
    ['consent', ['unverified'], 'withdrawn later today', [consent(), withdrawn('2026-07-01T16:00:00+02:00')], {}],
    ['consent', ['unverified'], 'given anew after the objection', [objection(THEN), consent({ at: LATER })], {}],
    ['consent', ['unverified'], 'an objection still to come', [consent(), objection('2026-07-01T16:00:00+02:00')], {}],
    ['consent', ['unverified'], 'imported, no objection', [consent({ proof: { method: 'import' } })], {}],
    [
      'consent',
      ['unverified'],
      'the number among theirs',
      [consent(), numbers(LATER, OTHER_NUMBER, NUMBER), numbers(THEN, OTHER_NUMBER)],
      {},
    ],
    ['legal-person', [], 'a legal person, consent too', [legalForm('stichting'), consent()], {}],
    [
      'legal-person',
      [],
      'the newest form',
      [legalForm('consumer', '2024-01-01T00:00:00Z'), legalForm('bv'), legalForm('vof', '2027-01-01T00:00:00Z')],
      {},
    ],
    ['designated-number', [], 'a published number, consent too', [legalForm('maatschap'), designated(), consent()], {}],
    [
      'designated-number',
      [],
      'published twice, once nowhere',
      [legalForm('vof'), designated({ url: '' }), designated()],
      {},
    ],
    ['donor', [], 'a donor', [donation()], charity],
    ['volunteer', [], 'a volunteer', [relation({ kind: 'volunteer' })], charity],
    ['attendee', [], 'an attendee', [relation({ kind: 'attendee' })], charity],
    ['customer', [], 'a customer of a lottery', [relation()], { by: 'lottery' }],
    ['customer', [], 'a customer of a charity, before', [relation()], { by: 'charity', at: BEFORE }],
    ['customer', [], 'a customer of this product', [relation({ product: 'gas' })], { by: 'publisher', product: 'gas' }],
    [
      'donor',
      [],
      'donor before volunteer before attendee',
      [relation({ kind: 'attendee' }), relation({ kind: 'volunteer' }), donation()],
      charity,
    ],
    [
      'volunteer',
      [],
      'volunteer before attendee',
      [relation({ kind: 'attendee' }), relation({ kind: 'volunteer' })],
      charity,
    ],
    [
      'attendee',
      [],
      'the longest before the first in order',
      [relation({ kind: 'attendee', at: LATER }), donation()],
      charity,
    ],
    [
      'donor',
      [],
      'unknown and yes is yes',
      [donation(), donation({ collection: { numberGiven: null, objectionOffered: null } })],
      charity,
    ],
    ['requested', [], 'a request', [requested()], { purpose: 'requested' }],
    [
      'requested',
      [],
      'a request newer than the objection',
      [objection('2026-06-01T09:00:00+02:00'), requested(), numbers(THEN)],
      { purpose: 'requested' },
    ],
    [
      'service',
      [],
      'a service call after an objection',
      [objection(THEN), numbers(THEN)],
      { purpose: 'service', channel: 'automated' },
    ],
  ]
  it.each(cases)('on %s %j: %s', (basis, reasons, _name, facts, asking) => {
    expect(answer(given(...facts)(asking))).toEqual(['allowed', basis, reasons])
  })
})

describe('what does not carry', () => {
  it.each(['consumer', 'bv'] as const)('a number published by a %s', (form) => {
    expect(given(legalForm(form), designated())({ at: AFTER }).basis).not.toBe('designated-number')
  })

  const trader = legalForm('eenmanszaak')
  const cases: readonly [string, Fact[], Asking][] = [
    ['another number published', [trader, designated({ number: OTHER_NUMBER })], {}],
    ['published for another purpose', [trader, designated({ purpose: 'charitable' })], {}],
    ['published tomorrow', [trader, designated({ at: '2026-07-02T00:00:00Z' })], {}],
    ['published, and a machine', [trader, designated()], { channel: 'automated' }],
    ['published by nobody known', [designated()], {}],
  ]
  it.each(cases)('%s', (_name, facts, asking) => {
    expect(given(...facts)(asking).permission).toBe('denied')
  })
})
