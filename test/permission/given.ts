import { decide } from '../../src/permission/decide.ts'
import type {
  CallRequested,
  Case,
  ConsentGiven,
  ConsentVerified,
  ConsentWithdrawn,
  Fact,
  LegalForm,
  LegalFormFact,
  NumberDesignated,
  NumbersFact,
  Objection,
  Question,
  RelationFact,
  Verdict,
} from '../../src/permission/facts.ts'
import { LAW_OF_2026 } from './law-of-2026.ts'

/** Given these facts, when this is asked, then: the words of the tests beside this file. */

export const NUMBER = '+31612345678'
export const OTHER_NUMBER = '+31698765432'
export const BEFORE = '2026-06-30T15:00:00+02:00'
export const AFTER = '2026-07-01T15:00:00+02:00'
/** When most things happened that nothing else is said of. */
export const THEN = '2025-03-10T12:00:00+01:00'

const proof = { givenBy: 'Jan de Vries', method: 'web-form', source: 'form 77', notice: '2025-03' }

export const consent = (but: Partial<ConsentGiven> = {}): ConsentGiven => ({
  type: 'consent-given',
  at: THEN,
  id: 'c1',
  number: NUMBER,
  controller: 'zonnig',
  purpose: 'commercial',
  products: 'any',
  channel: 'human',
  until: null,
  ...but,
  proof: but.proof === undefined ? proof : but.proof === null ? null : { ...proof, ...but.proof },
})

export const verified = (at: string, id = 'c1'): ConsentVerified => ({ type: 'consent-verified', at, consent: id })
export const withdrawn = (at: string, id: string | null = 'c1'): ConsentWithdrawn => ({
  type: 'consent-withdrawn',
  at,
  consent: id,
})
export const objection = (at: string): Objection => ({ type: 'objection', at })
export const numbers = (at: string, ...list: string[]): NumbersFact => ({ type: 'numbers', at, numbers: list })
export const legalForm = (form: LegalForm, at: string = THEN): LegalFormFact => ({ type: 'legal-form', at, form })

export const relation = (but: Partial<RelationFact> = {}): RelationFact => ({
  type: 'relation',
  at: THEN,
  relation: 'd1',
  kind: 'customer',
  event: 'transaction',
  controller: 'zonnig',
  product: null,
  number: NUMBER,
  collection: { numberGiven: true, objectionOffered: true },
  ...but,
})

export const requested = (but: Partial<CallRequested> = {}): CallRequested => ({
  type: 'call-requested',
  at: '2026-06-20T09:00:00+02:00',
  number: NUMBER,
  controller: 'zonnig',
  ...but,
})

export const designated = (but: Partial<NumberDesignated> = {}): NumberDesignated => ({
  type: 'number-designated',
  at: THEN,
  number: NUMBER,
  url: 'https://example.nl/offerte',
  purpose: 'commercial',
  ...but,
})

export type Asking = Partial<Question> & {
  readonly by?: Case['sender']['kind']
  readonly house?: NonNullable<Case['house']>
}

export const given =
  (...facts: readonly Fact[]) =>
  ({ by = 'commercial', house, ...but }: Asking = {}): Verdict =>
    decide(
      {
        id: '1',
        question: {
          at: AFTER,
          number: NUMBER,
          purpose: 'commercial',
          channel: 'human',
          controller: 'zonnig',
          product: null,
          ...but,
        },
        sender: { kind: by },
        ...(house === undefined ? {} : { house }),
        facts,
      },
      LAW_OF_2026,
    )

/** The part of a verdict that most cases are about. */
export const answer = ({ permission, basis, reasons }: Verdict) => [permission, basis, reasons]
