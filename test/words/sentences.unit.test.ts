import { describe, expect, it } from 'vitest'
import { mainReason } from '../../src/words/rep/reasons.ts'
import { holdPrefix } from '../../src/words/rep/task-hold.ts'
import { type SpokenVerdict, verdictSentence } from '../../src/words/rep/verdict-sentence.ts'

const END = Date.parse('2029-06-29T00:00:00+02:00')
const verdict = (but: Partial<SpokenVerdict>): SpokenVerdict => ({
  permission: 'denied',
  basis: null,
  until: null,
  reasons: [],
  ...but,
})

const SENTENCES: readonly (readonly [SpokenVerdict, nl: string, en: string])[] = [
  [
    verdict({ permission: 'allowed', basis: 'consent', until: END, reasons: ['unverified'] }),
    'Bellen mag tot en met 28 juni 2029: toestemming, niet geverifieerd.',
    'Calling is allowed up to and including 28 June 2029: consent, not verified.',
  ],
  [
    verdict({ permission: 'allowed', basis: 'legal-person' }),
    'Bellen mag: rechtspersoon.',
    'Calling is allowed: legal person.',
  ],
  [
    verdict({ reasons: ['customer-exception-ended', 'legal-form-unknown'] }),
    'Niet bellen: de uitzondering voor klanten geldt niet meer sinds 1 juli 2026.',
    'Do not call: the exception for customers ended on 1 July 2026.',
  ],
  [
    verdict({ permission: 'needs-evidence', reasons: ['incomplete-proof'] }),
    'Nog niet bellen: het bewijs van toestemming is onvolledig.',
    'Do not call yet: the proof of consent is incomplete.',
  ],
  [
    verdict({ permission: 'needs-review', reasons: ['sympathiser'] }),
    'Eerst laten beoordelen: sympathisant: laat dit beoordelen.',
    'Have it reviewed first: sympathiser: have this reviewed.',
  ],
  [verdict({ reasons: [] }), 'Niet bellen.', 'Do not call.'],
]

describe('a verdict in one sentence', () => {
  for (const [given, nl, en] of SENTENCES) {
    it(nl, () => {
      expect(verdictSentence(given, 'nl')).toBe(nl)
      expect(verdictSentence(given, 'en')).toBe(en)
    })
  }
})

describe('of several reasons a rep reads the most useful one', () => {
  it('an objection before all else', () => {
    expect(mainReason(['withdrawn', 'legal-form-unknown', 'objection', 'no-basis'])).toBe('objection')
  })
  it('what fell out before what is merely unknown', () => {
    expect(mainReason(['legal-form-unknown', 'expired-consent'])).toBe('expired-consent')
    expect(mainReason(['legal-form-unknown', 'no-basis'])).toBe('no-basis')
  })
  it('none where there is none', () => expect(mainReason([])).toBeUndefined())
})

it('a held task says so in front of its subject', () => {
  expect([holdPrefix('nl'), holdPrefix('en')]).toEqual(['⛔ Niet bellen – ', '⛔ Do not call – '])
})
