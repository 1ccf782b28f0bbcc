import type { Case, Fact } from '../src/permission/facts.ts'

const NUMBER = '+31612345678'
const proof = { givenBy: 'Jan de Vries', method: 'web-form', source: 'form 77 on /offerte', notice: '2025-03' }
const collection = { numberGiven: true, objectionOffered: true }

const two = (count: number): string => String(count).padStart(2, '0')

/** An instant that differs from case to case, over five years, as a portal's history does. */
const instantOf = (i: number, year: number): string =>
  `${year + (i % 3)}-${two(1 + (i % 12))}-${two(1 + ((i * 7) % 28))}T${two(i % 24)}:${two((i * 13) % 60)}:00+01:00`

function factsOf(i: number): Fact[] {
  const shared = { controller: 'zonnig', number: NUMBER } as const
  const facts: Fact[] = [
    { type: 'numbers', at: instantOf(i, 2021), numbers: [NUMBER, '+31201234567'] },
    { type: 'legal-form', at: instantOf(i, 2021), form: i % 5 === 0 ? 'bv' : 'consumer' },
    {
      ...shared,
      type: 'consent-given',
      at: instantOf(i + 3, 2023),
      id: 'c1',
      purpose: 'commercial',
      products: 'any',
      channel: 'human',
      proof: i % 7 === 0 ? { ...proof, source: '' } : proof,
    },
    {
      ...shared,
      type: 'relation',
      at: instantOf(i, 2022),
      relation: 'd1',
      kind: 'customer',
      event: 'started',
      product: null,
      collection,
    },
    {
      ...shared,
      type: 'relation',
      at: instantOf(i, 2024),
      relation: 'd1',
      kind: 'customer',
      event: 'ended',
      product: null,
      collection,
    },
    {
      ...shared,
      type: 'relation',
      at: instantOf(i + 5, 2023),
      relation: 'd2',
      kind: 'donor',
      event: 'transaction',
      product: null,
      collection,
    },
  ]
  if (i % 3 === 0) facts.push({ type: 'consent-verified', at: instantOf(i + 4, 2023), consent: 'c1' })
  if (i % 11 === 0) facts.push({ type: 'objection', at: instantOf(i, 2024) })
  return facts
}

/** The `i`th case as a line; the same for every run. */
export function caseLine(i: number): string {
  const asked: Case = {
    id: String(i),
    question: {
      at: instantOf(i, 2025),
      number: NUMBER,
      purpose: i % 4 === 0 ? 'charitable' : 'commercial',
      channel: i % 13 === 0 ? 'automated' : 'human',
      controller: 'zonnig',
      product: null,
    },
    sender: { kind: i % 4 === 0 ? 'charity' : 'commercial' },
    house: { consentYears: 3, relationYears: 1 + (i % 3), requireVerified: i % 17 === 0 },
    facts: factsOf(i),
  }
  return `${JSON.stringify(asked)}\n`
}
