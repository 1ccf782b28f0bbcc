import { describe, expect, it } from 'vitest'
import type { Fact, ReasonCode } from '../../src/permission/facts.ts'
import {
  type Asking,
  answer,
  consent,
  designated,
  given,
  legalForm,
  objection,
  relation,
  THEN,
  verified,
  withdrawn,
} from './given.ts'

const LATER = '2025-05-05T10:00:00+02:00'
const _LATER_STILL = '2025-06-06T10:00:00+02:00'
const _consumer = legalForm('consumer')
const charity: Asking = { by: 'charity', purpose: 'charitable' }
const donation = (but: Parameters<typeof relation>[0] = {}) => relation({ kind: 'donor', ...but })

describe('needs evidence, with the codes of the unproven alone', () => {
  const long = relation({ kind: 'donor', at: '2020-01-01T00:00:00Z', relation: 'old' })
  const cases: readonly [ReasonCode[], string, Fact[], Asking][] = [
    [['incomplete-proof'], 'consent without proof', [consent({ proof: null }), withdrawn(LATER, 'other'), long], {}],
    [['incomplete-proof'], 'not known who', [consent({ proof: { givenBy: ' ' } })], {}],
    [['incomplete-proof'], 'not known how', [consent({ proof: { method: null } })], {}],
    [['incomplete-proof'], 'not known from where', [consent({ proof: { source: '' } })], {}],
    [
      ['incomplete-proof'],
      'not known which text',
      [consent({ proof: { notice: '\t' } })],
      { house: { requireVerified: true } },
    ],
    [['unverified'], 'not verified where the house asks it', [consent()], { house: { requireVerified: true } }],
    [
      ['unverified'],
      'verified before it was given',
      [consent(), verified('2025-03-10T11:59:59+01:00')],
      { house: { requireVerified: true } },
    ],
    [['unverified'], 'another one verified', [consent(), verified(LATER, 'c2')], { house: { requireVerified: true } }],
    [
      ['unverified'],
      'verified tomorrow',
      [consent(), verified('2026-07-02T10:00:00+02:00')],
      { house: { requireVerified: true } },
    ],
    [
      ['unverified'],
      'after an objection',
      [objection(THEN), consent({ at: LATER })],
      { house: { requireVerified: true } },
    ],
    [['incomplete-proof'], 'a published number, nowhere', [legalForm('cv'), designated({ url: '  ' })], {}],
    [
      ['collection-unproven'],
      'not known who gave the number',
      [donation({ collection: { numberGiven: null, objectionOffered: true } }), long],
      charity,
    ],
    [
      ['collection-unproven'],
      'not known whether objecting was offered',
      [donation({ collection: { numberGiven: true, objectionOffered: null } }), relation({ kind: 'sympathiser' })],
      charity,
    ],
    [
      ['collection-unproven', 'incomplete-proof'],
      'both',
      [
        donation({ collection: { numberGiven: true, objectionOffered: null } }),
        consent({ purpose: 'charitable', proof: null }),
      ],
      charity,
    ],
  ]
  it.each(cases)('%j: %s', (reasons, _name, facts, asking) => {
    expect(answer(given(...facts)(asking))).toEqual(['needs-evidence', null, reasons])
  })
})

it('needs review, with the codes for review alone', () => {
  const facts = [
    relation({ kind: 'sympathiser', collection: { numberGiven: null, objectionOffered: null } }),
    consent(),
  ]
  expect(answer(given(...facts)(charity))).toEqual(['needs-review', null, ['sympathiser']])
})
