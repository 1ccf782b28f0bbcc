import { describe, expect, it } from 'vitest'
import { LEGAL_FORMS, type LegalForm } from '../../src/permission/facts.ts'
import {
  answer,
  consent,
  designated,
  given,
  legalForm,
  NUMBER,
  numbers,
  OTHER_NUMBER,
  objection,
  THEN,
  withdrawn,
} from './given.ts'

/** One instant, written two ways: facts are compared by instant, not by text. */
const SAME = '2025-03-10T11:00:00.000Z'

describe('at one instant the strict reading wins', () => {
  it('a withdrawal beats a consent', () => {
    expect(given(legalForm('consumer'), consent(), withdrawn(SAME))().reasons).toEqual(['withdrawn'])
    expect(given(legalForm('consumer'), consent(), withdrawn(SAME, null))().reasons).toEqual(['withdrawn'])
  })

  it('an objection beats a consent', () => {
    expect(given(consent(), objection(SAME))().reasons).toEqual(['objection'])
  })

  it('of several lists of numbers only what is in all of them counts', () => {
    const both = given(consent(), numbers(THEN, NUMBER, OTHER_NUMBER), numbers(SAME, OTHER_NUMBER))
    expect(both().reasons).toEqual(['number-mismatch'])
    expect(both({ number: OTHER_NUMBER }).reasons).not.toContain('number-mismatch')
  })

  const strictness: readonly (readonly LegalForm[])[] = [
    ['unknown'],
    ['consumer'],
    ['eenmanszaak', 'vof', 'cv', 'maatschap'],
    ['bv', 'nv', 'stichting', 'vereniging', 'cooperatie', 'owm'],
  ]
  const rankOf = (form: LegalForm): number => strictness.findIndex((forms) => forms.includes(form))
  const seenAs = (...forms: LegalForm[]) => answer(given(...forms.map((form) => legalForm(form)), designated())())
  const alone = LEGAL_FORMS.map((form) => [form, seenAs(form)] as const)

  it.each(alone)('%s against every other form', (form, itself) => {
    for (const [other, theirs] of alone) {
      const strictest = rankOf(form) <= rankOf(other) ? itself : theirs
      expect(seenAs(form, other)).toEqual(strictest)
    }
  })

  it('the four ranks are distinguished', () => {
    expect(seenAs('unknown')).toEqual(['denied', null, ['legal-form-unknown', 'no-basis']])
    expect(seenAs('consumer')).toEqual(['denied', null, ['no-basis']])
    for (const form of strictness[2] ?? []) expect(seenAs(form)).toEqual(['allowed', 'designated-number', []])
    for (const form of strictness[3] ?? []) expect(seenAs(form)).toEqual(['allowed', 'legal-person', []])
  })
})
