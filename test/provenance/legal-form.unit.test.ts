import { describe, expect, it } from 'vitest'
import type { Fact } from '../../src/permission/facts.ts'
import { contact, derived, factsOf, millis, NOW, record, settings, THEN, type Written, written } from './records.ts'

type Company = readonly [form: string, primary: boolean]

const formOf = (own: readonly Written[], companies: readonly Company[], b2b: boolean, known: readonly Fact[] = []) => {
  const links = companies.map(([form, primary], index) => ({
    primary,
    company: record(String(500 + index), form === '' ? {} : { belrecht_legal_form: [written(form)] }),
  }))
  const snapshot = { contact: contact({ belrecht_legal_form: own }), companies: links, deals: [] }
  return factsOf(derived(snapshot, { settings: settings({ b2b }), known }).events, 'legal-form')
}

const CASES: readonly (readonly [
  why: string,
  own: string,
  companies: readonly Company[],
  b2b: boolean,
  form: string | null,
])[] = [
  ['the contact’s own form wins', 'consumer', [['bv', true]], true, 'consumer'],
  ['the contact’s own form counts without b2b too', 'vof', [], false, 'vof'],
  ['the company’s counts where the portal declared b2b', '', [['bv', true]], true, 'bv'],
  ['and only there: HubSpot links people by e-mail domain by itself', '', [['bv', true]], false, null],
  [
    'the primary company’s, whatever the others are',
    '',
    [
      ['eenmanszaak', false],
      ['bv', true],
    ],
    true,
    'bv',
  ],
  [
    'several without a primary: the strictest',
    '',
    [
      ['bv', false],
      ['eenmanszaak', false],
      ['nv', false],
    ],
    true,
    'eenmanszaak',
  ],
  [
    'a company without a form is unknown, which is stricter than any',
    '',
    [
      ['bv', false],
      ['', false],
    ],
    true,
    null,
  ],
  [
    'a primary company without a form says nothing, though another does',
    '',
    [
      ['', true],
      ['bv', false],
    ],
    true,
    null,
  ],
  ['no company, nothing known', '', [], true, null],
  ['a form nobody knows is unknown', 'holding', [], true, null],
  ['a company’s form nobody knows is unknown', '', [['ltd', true]], true, null],
]

describe('the legal form', () => {
  for (const [why, own, companies, b2b, form] of CASES) {
    it(why, () => {
      const facts = formOf(own === '' ? [] : [written(own)], companies, b2b)
      expect(facts.map((fact) => fact.form)).toEqual(form === null ? [] : [form])
    })
  }

  it('written on the contact it holds from then; a company’s from when we saw it', () => {
    expect(millis(formOf([written('bv', THEN)], [], false)[0]?.at ?? '')).toBe(millis(THEN))
    expect(millis(formOf([], [['bv', true]], true)[0]?.at ?? '')).toBe(millis(NOW))
  })

  it('the company gone, it is unknown from when we saw that', () => {
    const known: Fact[] = [{ type: 'legal-form', at: THEN, form: 'bv' }]
    const [fact] = formOf([], [], true, known)
    expect(fact?.form).toBe('unknown')
    expect(millis(fact?.at ?? '')).toBe(millis(NOW))
  })

  it('b2b taken back, the company’s form no longer counts', () => {
    expect(formOf([], [['bv', true]], false, [{ type: 'legal-form', at: THEN, form: 'bv' }])).toMatchObject([
      { form: 'unknown' },
    ])
  })

  it('nothing new while it is what the ledger knows', () => {
    expect(formOf([], [['bv', true]], true, [{ type: 'legal-form', at: THEN, form: 'bv' }])).toEqual([])
  })

  it('a change follows what is known even where it was seen earlier', () => {
    const known: Fact[] = [{ type: 'legal-form', at: '2026-12-31T00:00:00+01:00', form: 'bv' }]
    const [fact] = formOf([], [], true, known)
    expect(millis(fact?.at ?? '')).toBeGreaterThan(millis('2026-12-31T00:00:00+01:00'))
  })
})
