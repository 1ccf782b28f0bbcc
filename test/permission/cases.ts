import fc from 'fast-check'
import {
  type Case,
  type Fact,
  LEGAL_FORMS,
  type Purpose,
  RELATION_EVENTS,
  RELATION_KINDS,
  SENDER_KINDS,
} from '../../src/permission/facts.ts'

/** Runs per property; a mutation run lowers it, a long search raises it. */
export const RUNS = Number(process.env.BELRECHT_PROPERTY_RUNS ?? 1000)
// Other cases at every run, except where a score must be repeatable.
if (process.env.BELRECHT_PROPERTY_SEED) fc.configureGlobal({ seed: Number(process.env.BELRECHT_PROPERTY_SEED) })

/**
 * Few instants, on and around every boundary, so that facts meet at one instant and windows end where calls are made.
 */
const INSTANTS = [
  '2020-02-29T12:00:00+01:00',
  '2021-06-30T23:59:59+02:00',
  '2021-07-01T00:00:00+02:00',
  '2023-06-29T22:00:00Z',
  '2023-06-30T23:59:59.999+02:00',
  '2023-07-01T00:00:00+02:00',
  '2023-10-29T02:30:00+02:00',
  '2023-10-29T02:30:00+01:00',
  '2024-02-28T23:30:00Z',
  '2024-02-29T10:00:00+01:00',
  '2025-02-28T12:00:00+01:00',
  '2025-03-30T01:59:59+01:00',
  '2025-03-30T03:00:00+02:00',
  '2025-10-25T22:00:00Z',
  '2026-06-16T12:00:00+02:00',
  '2026-06-17T12:00:00+02:00',
  '2026-06-29T23:59:59+02:00',
  '2026-06-30T00:00:00+02:00',
  '2026-06-30T23:59:59+02:00',
  '2026-06-30T22:00:00Z',
  '2026-07-01T15:00:00+02:00',
  '2026-10-25T00:00:00+02:00',
  '2027-02-27T23:59:59+01:00',
  '2027-02-28T00:00:00+01:00',
  '2027-03-28T00:00:00+01:00',
  '2028-02-29T00:00:00+01:00',
] as const
const DAYS = ['2024-02-29', '2025-03-29', '2025-10-25', '2026-06-29', '2026-06-30', '2027-02-27', '2027-03-27'] as const

const instant = fc.constantFrom(...INSTANTS)
/** Mostly when something has happened already and something is still open. */
const late = fc.oneof(
  { weight: 1, arbitrary: instant },
  { weight: 8, arbitrary: fc.constantFrom(...INSTANTS.slice(12)) },
)
const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })
const number = mostly('+31612345678', '+31698765432')
const controller = mostly('zonnig', 'zuster')
const product = mostly<string | null>(null, 'stroom', 'gas')
const channel = mostly<'human' | 'automated'>('human', 'automated')
const regulated = fc.constantFrom<Purpose>('commercial', 'charitable')
const answer = mostly<boolean | null>(true, false, null)
const words = fc.constantFrom('web-form', 'web-form', 'paper', 'x', 'import', '', '  ', null)
const until = fc.option(fc.constantFrom(...DAYS))
const id = fc.constantFrom('a', 'b')

const filled = { givenBy: 'Jan', method: 'web-form', source: 'form 1', notice: 'v1' }
const proof = fc.oneof(
  { weight: 4, arbitrary: fc.constant(filled) },
  { weight: 1, arbitrary: fc.constant({ ...filled, method: 'import' }) },
  {
    weight: 2,
    arbitrary: fc.record({ givenBy: words, method: words, source: words, notice: words }, { requiredKeys: [] }),
  },
  { weight: 1, arbitrary: fc.constant(null) },
)

const consent = fc
  .record({
    type: fc.constant('consent-given' as const),
    at: instant,
    id,
    number,
    controller,
    purpose: fc.oneof(
      { weight: 9, arbitrary: regulated },
      { weight: 1, arbitrary: fc.constantFrom<Purpose>('service', 'requested') },
    ),
    products: fc.constantFrom<'any' | string[]>('any', 'any', ['stroom'], ['stroom', 'gas'], []),
    channel,
    until,
    proof,
  })
  .map((given): Fact => given)

const relation = fc
  .record({
    type: fc.constant('relation' as const),
    at: instant,
    relation: id,
    kind: fc.constantFrom(...RELATION_KINDS),
    event: fc.constantFrom(...RELATION_EVENTS),
    controller,
    product,
    number,
    collection: fc.record({ numberGiven: answer, objectionOffered: answer }),
  })
  .map((event): Fact => event)

const rest: fc.Arbitrary<Fact>[] = [
  fc.record({ type: fc.constant('legal-form' as const), at: instant, form: fc.constantFrom(...LEGAL_FORMS) }),
  fc.record({
    type: fc.constant('numbers' as const),
    at: instant,
    numbers: mostly<string[]>(['+31612345678'], ['+31612345678', '+31698765432'], ['+31698765432'], []),
  }),
  fc.record({ type: fc.constant('consent-verified' as const), at: instant, consent: id }),
  fc.record({ type: fc.constant('consent-withdrawn' as const), at: instant, consent: fc.constantFrom('a', 'b', null) }),
  fc.record({ type: fc.constant('call-requested' as const), at: instant, number, controller, until }),
  fc.record({
    type: fc.constant('number-designated' as const),
    at: instant,
    number,
    url: fc.constantFrom('https://example.nl', 'https://example.nl', ' '),
    purpose: regulated,
  }),
]

export const someFact: fc.Arbitrary<Fact> = fc.oneof(
  { weight: 8, arbitrary: consent },
  { weight: 10, arbitrary: relation },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('objection' as const), at: instant }) },
  ...rest.map((arbitrary) => ({ weight: 1, arbitrary })),
)

const years = fc.constantFrom(1, 2, 3)

export const someCase: fc.Arbitrary<Case> = fc.record(
  {
    id: fc.constant('1'),
    question: fc.record({
      at: late,
      number,
      purpose: fc.oneof(
        { weight: 12, arbitrary: regulated },
        { weight: 1, arbitrary: fc.constantFrom<Purpose>('service', 'requested') },
      ),
      channel,
      controller,
      product,
    }),
    sender: fc.record({ kind: fc.constantFrom(...SENDER_KINDS, 'charity') }),
    house: fc.record(
      { consentYears: years, relationYears: years, requireVerified: fc.boolean() },
      { requiredKeys: [] },
    ),
    facts: fc.array(someFact, { minLength: 1, maxLength: 8 }),
  },
  { requiredKeys: ['id', 'question', 'sender', 'facts'] },
)
