import { describe, expect, it } from 'vitest'
import type { Fact, ReasonCode } from '../../src/permission/facts.ts'
import {
  type Asking,
  answer,
  BEFORE,
  consent,
  designated,
  given,
  legalForm,
  numbers,
  OTHER_NUMBER,
  objection,
  relation,
  requested,
  THEN,
  withdrawn,
} from './given.ts'

const LATER = '2025-05-05T10:00:00+02:00'
const LATER_STILL = '2025-06-06T10:00:00+02:00'
const consumer = legalForm('consumer')
const charity: Asking = { by: 'charity', purpose: 'charitable' }
const donation = (but: Parameters<typeof relation>[0] = {}) => relation({ kind: 'donor', ...but })

describe('denied, with every reason that something fell out', () => {
  const cases: readonly [ReasonCode[], string, Fact[], Asking][] = [
    [['no-basis'], 'a known consumer without anything', [consumer], {}],
    [['legal-form-unknown', 'no-basis'], 'nothing at all', [], {}],
    [['legal-form-unknown', 'no-basis'], 'a form that is stated to be unknown', [legalForm('unknown')], {}],
    [['no-basis'], 'nothing at all, automated', [], { channel: 'automated' }],
    [
      ['no-basis'],
      'what is still to come',
      [consumer, consent({ at: '2026-07-01T15:00:00.001+02:00' }), relation({ at: '2027-01-01T00:00:00Z' })],
      {},
    ],
    [['number-mismatch'], 'a number that is not theirs', [consumer, consent(), numbers(THEN, OTHER_NUMBER)], {}],
    [['number-mismatch'], 'numbers known to be none', [consent(), numbers(THEN)], {}],
    [
      ['consent-number-mismatch'],
      'consent for another number',
      [consumer, consent({ number: OTHER_NUMBER, controller: 'zuster' })],
      {},
    ],
    [
      ['controller-mismatch'],
      'consent to a sister',
      [consumer, consent({ controller: 'zuster', purpose: 'charitable' })],
      {},
    ],
    [
      ['purpose-mismatch'],
      'consent to another purpose',
      [consumer, consent({ purpose: 'charitable', channel: 'automated' })],
      {},
    ],
    [
      ['channel-mismatch'],
      'consent to be called by a machine',
      [consumer, consent({ channel: 'automated', products: [] })],
      {},
    ],
    [['channel-mismatch'], 'consent to be called by a person', [consumer, consent()], { channel: 'automated' }],
    [
      ['product-mismatch'],
      'consent to another product',
      [consumer, consent({ products: ['gas'] }), withdrawn(LATER)],
      { product: 'stroom' },
    ],
    [['product-mismatch'], 'consent to a list, no product asked', [consumer, consent({ products: ['gas'] })], {}],
    [
      ['withdrawn'],
      'consent withdrawn, and expired',
      [consumer, consent({ until: '2025-12-31' }), withdrawn(LATER)],
      {},
    ],
    [['withdrawn'], 'all consents withdrawn', [consumer, consent(), withdrawn(LATER, null)], {}],
    [
      ['expired-consent'],
      'consent expired, and incomplete',
      [consumer, consent({ until: '2025-12-31', proof: null })],
      {},
    ],
    [
      ['expired-consent', 'withdrawn'],
      'one of each',
      [consumer, consent({ until: '2025-12-31' }), consent({ id: 'c2' }), withdrawn(LATER, 'c2')],
      {},
    ],
    [['channel-mismatch'], 'a relation and a machine', [consumer, donation()], { channel: 'automated' }],
    [['purpose-mismatch'], 'a donor, for sales', [consumer, donation({ controller: 'zuster' })], {}],
    [['purpose-mismatch'], 'a customer, for charity', [consumer, relation()], charity],
    [
      ['controller-mismatch'],
      "a sister's donor",
      [consumer, donation({ controller: 'zuster', number: OTHER_NUMBER })],
      charity,
    ],
    [
      ['relation-number-mismatch'],
      'a donor on another number',
      [consumer, donation({ number: OTHER_NUMBER, product: 'a' })],
      charity,
    ],
    [
      ['product-mismatch'],
      'a donor of another product',
      [consumer, donation({ product: 'a', at: '2020-01-01T00:00:00Z' })],
      charity,
    ],
    [
      ['customer-exception-ended'],
      'a customer, and long ago',
      [consumer, relation({ at: '2020-01-01T00:00:00Z' })],
      {},
    ],
    [
      ['relation-not-granted'],
      'a donor asked by a company, and long ago',
      [consumer, donation({ at: '2020-01-01T00:00:00Z' })],
      { purpose: 'charitable' },
    ],
    [
      ['relation-not-granted'],
      'a sympathiser asked by a lottery',
      [consumer, relation({ kind: 'sympathiser' })],
      { by: 'lottery', purpose: 'charitable' },
    ],
    [
      ['expired-relation'],
      'a donor of long ago, and refused',
      [
        consumer,
        donation({ at: '2023-06-30T12:00:00+02:00', collection: { numberGiven: false, objectionOffered: null } }),
      ],
      charity,
    ],
    [
      ['collection-refused'],
      'a number that was not given',
      [consumer, donation({ collection: { numberGiven: false, objectionOffered: null } })],
      charity,
    ],
    [
      ['collection-refused'],
      'no objection offered',
      [consumer, relation({ kind: 'sympathiser', collection: { numberGiven: null, objectionOffered: false } })],
      charity,
    ],
    [
      ['objection'],
      'an objection, whatever there is',
      [legalForm('bv'), relation(), designated(), consent(), objection(LATER)],
      { at: BEFORE },
    ],
    [['objection'], 'an objection alone', [objection(LATER)], {}],
    [
      ['objection'],
      'an objection, then an import',
      [objection(THEN), consent({ at: LATER, proof: { method: 'import' } })],
      {},
    ],
    [
      ['objection'],
      'an objection, then a consent with an answer missing',
      [objection(THEN), consent({ at: LATER, proof: { notice: '' } })],
      {},
    ],
    [
      ['objection'],
      'an objection, then a consent withdrawn',
      [objection(THEN), consent({ at: LATER }), withdrawn(LATER_STILL)],
      {},
    ],
    [
      ['objection'],
      'a sympathiser who objected',
      [objection(THEN), relation({ kind: 'sympathiser', at: LATER })],
      charity,
    ],
    [['no-request'], 'no request', [consumer, consent()], { purpose: 'requested' }],
    [['no-request'], 'a request for another number', [requested({ number: OTHER_NUMBER })], { purpose: 'requested' }],
    [['no-request'], 'a request to a sister', [requested({ controller: 'zuster' })], { purpose: 'requested' }],
    [['no-request'], 'a request, and a machine', [requested()], { purpose: 'requested', channel: 'automated' }],
    [
      ['no-request'],
      'a request of 15 days ago',
      [requested({ at: '2026-06-16T12:00:00+02:00' })],
      { purpose: 'requested' },
    ],
    [
      ['no-request'],
      'a request still to come',
      [requested({ at: '2026-07-01T15:00:01+02:00' })],
      { purpose: 'requested' },
    ],
    [
      ['no-request'],
      'a request, then an objection',
      [requested(), objection('2026-06-25T09:00:00+02:00')],
      { purpose: 'requested' },
    ],
    [
      ['no-request'],
      'a request at the instant of an objection',
      [requested(), objection(requested().at)],
      { purpose: 'requested' },
    ],
  ]
  it.each(cases)('%j: %s', (reasons, _name, facts, asking) => {
    expect(answer(given(...facts)(asking))).toEqual(['denied', null, reasons])
  })
})
