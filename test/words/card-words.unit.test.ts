import { describe, expect, it } from 'vitest'
import { HOLIDAYS } from '../../src/permission/conduct/holidays.ts'
import type { Fact } from '../../src/permission/facts.ts'
import { REASON_CODES } from '../../src/permission/facts.ts'
import { type Attention, attentionSentence } from '../../src/words/admin/attention.ts'
import { notNowSentence } from '../../src/words/rep/conduct.ts'
import { nextStepSentences } from '../../src/words/rep/next-steps.ts'
import { factSentence } from '../../src/words/rep/timeline.ts'
import { warningSentence } from '../../src/words/rep/warnings.ts'

const at = '2026-07-01T00:00:00+02:00'
const number = '+31612345678'
const consent = {
  type: 'consent-given',
  at,
  id: 'c',
  number,
  controller: 'main',
  purpose: 'commercial',
  products: 'any',
  channel: 'human',
} as const
const relation = {
  type: 'relation',
  at,
  relation: 'd',
  kind: 'donor',
  controller: 'main',
  product: null,
  number,
  collection: { numberGiven: true, objectionOffered: true },
} as const

describe('facts as sentences', () => {
  const cases: [Fact, string, string][] = [
    [
      { ...consent, proof: { method: 'paper' } },
      `Toestemming gegeven voor ${number}, op papier.`,
      `Consent given for ${number}, on paper.`,
    ],
    [
      { ...consent, proof: { method: ' ' } },
      `Toestemming gegeven voor ${number}, hoe is onbekend.`,
      `Consent given for ${number}, how is unknown.`,
    ],
    [
      { ...consent, proof: { method: 'carrier pigeon' } },
      `Toestemming gegeven voor ${number}, carrier pigeon.`,
      `Consent given for ${number}, carrier pigeon.`,
    ],
    [{ type: 'consent-verified', at, consent: 'c' }, 'Toestemming geverifieerd.', 'Consent verified.'],
    [{ type: 'consent-withdrawn', at, consent: null }, 'Toestemming ingetrokken.', 'Consent withdrawn.'],
    [{ type: 'objection', at }, 'Bezwaar gemaakt: wil niet gebeld worden.', 'Objected: does not want to be called.'],
    [
      { type: 'call-requested', at, number, controller: 'main' },
      `Gevraagd om gebeld te worden op ${number}.`,
      `Requested a call on ${number}.`,
    ],
    [{ type: 'numbers', at, numbers: [number] }, `Telefoonnummer: ${number}.`, `Phone number: ${number}.`],
    [{ type: 'numbers', at, numbers: [] }, 'Geen telefoonnummer meer.', 'No phone number any more.'],
    [{ type: 'legal-form', at, form: 'unknown' }, 'Rechtsvorm: onbekend.', 'Legal form: unknown.'],
    [{ type: 'legal-form', at, form: 'bv' }, 'Rechtsvorm: bv.', 'Legal form: bv.'],
    [
      { type: 'number-designated', at, number, url: 'https://zzp.example', purpose: 'commercial' },
      `Nummer ${number} gepubliceerd voor aanbiedingen: https://zzp.example.`,
      `Number ${number} published for offers: https://zzp.example.`,
    ],
    [
      { ...relation, event: 'transaction' },
      'Aankoop, gift of deelname als donateur.',
      'Purchase, gift or attendance as donor.',
    ],
    [{ ...relation, event: 'started' }, 'Begonnen als donateur.', 'Began as donor.'],
    // An end at midnight is shown as the day before, the last on which it held.
    [{ ...relation, event: 'ended' }, 'Laatste dag als donateur: 30 juni 2026.', 'Last day as donor: 30 June 2026.'],
  ]
  it.each(cases)('%j', (fact, nl, en) => {
    expect([factSentence(fact, 'nl'), factSentence(fact, 'en')]).toEqual([nl, en])
  })
})

describe('next steps', () => {
  it.each([...REASON_CODES, 'number-missing', 'number-unreadable'])('%s has one, in both languages', (reason) => {
    const [nl, en] = [nextStepSentences([reason], 'nl'), nextStepSentences([reason], 'en')]
    expect(nl.length).toBeGreaterThan(0)
    expect(en).toHaveLength(nl.length)
    expect(en).not.toEqual(nl)
  })

  it('each once, the easiest first', () => {
    const steps = nextStepSentences(['no-basis', 'withdrawn', 'legal-form-unknown'], 'en')
    expect(steps).toEqual([
      'Is it a BV, NV, foundation, association or cooperative? Fill in the legal form.',
      'Ask for consent, not by phone, and record the six answers.',
    ])
  })

  it('an objection leaves one way', () => {
    expect(nextStepSentences(['objection'], 'en')).toEqual([expect.stringContaining('Only a new, complete consent')])
  })
})

it('why not now: a week ahead the day alone would mislead, so the date stands with it', () => {
  const now = Date.parse('2026-12-18T23:00:00+01:00')
  expect(notNowSentence('hour', Date.parse('2026-12-19T10:00:00+01:00'), now, 'nl')).toBe(
    'Nu niet: buiten de beluren. Vanaf zaterdag 10:00.',
  )
  expect(notNowSentence('christmas-day', Date.parse('2026-12-28T09:00:00+01:00'), now, 'en')).toBe(
    'Not now: it is Christmas Day. From Monday 28 December 09:00.',
  )
  for (const holiday of HOLIDAYS) expect(notNowSentence(holiday, now, now, 'nl')).toMatch(/^Nu niet: het is /)
})

it('one day is a day, two are days', () => {
  const lapses = (daysLeft: number) => ({ kind: 'lapses', lastInstant: Date.parse(at) - 1, daysLeft }) as const
  expect(warningSentence(lapses(1), 'nl')).toBe('Loopt af: 30 juni 2026 is de laatste dag (nog 1 dag).')
  expect(warningSentence(lapses(2), 'en')).toBe('Running out: 30 June 2026 is the last day (2 days left).')
})

it('what needs a person is said in both languages, with its figures', () => {
  const all: Attention[] = [
    { kind: 'parked', what: 'failed', count: 42 },
    { kind: 'refused-writes', count: 42 },
    { kind: 'refused-tasks', count: 42 },
    { kind: 'night-lags', what: '2026-06-20', count: 42 },
    { kind: 'missing-properties', what: 'tasks.belrecht_hold', count: 42 },
    { kind: 'sweeping', contacts: 42, tasks: 7 },
  ]
  for (const one of all) {
    const [nl, en] = [attentionSentence(one, 'nl'), attentionSentence(one, 'en')]
    expect(nl).toContain('42')
    expect(en).toContain('42')
    expect(nl).not.toBe(en)
    if ('what' in one) expect([nl, en].every((text) => text.includes(one.what))).toBe(true)
  }
})
