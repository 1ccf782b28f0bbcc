import { DateTime } from 'luxon'
import type { Basis, Permission } from '../permission/facts.ts'
import { mainReason, reasonWords } from './reasons.ts'
import type { Language, Wording } from './wording.ts'

const BASIS: Record<Basis, Wording> = {
  'legal-person': { nl: 'rechtspersoon', en: 'legal person' },
  'designated-number': { nl: 'nummer gepubliceerd voor aanbiedingen', en: 'number published for offers' },
  consent: { nl: 'toestemming', en: 'consent' },
  donor: { nl: 'donateur', en: 'donor' },
  volunteer: { nl: 'vrijwilliger', en: 'volunteer' },
  attendee: { nl: 'deelnemer aan een bijeenkomst', en: 'attendee' },
  customer: { nl: 'klantrelatie', en: 'customer relation' },
  service: { nl: 'servicegesprek', en: 'service call' },
  requested: { nl: 'terugbelverzoek', en: 'call asked for' },
}

const LEAD: Record<Exclude<Permission, 'allowed'>, Wording> = {
  denied: { nl: 'Niet bellen', en: 'Do not call' },
  'needs-evidence': { nl: 'Nog niet bellen', en: 'Do not call yet' },
  'needs-review': { nl: 'Eerst laten beoordelen', en: 'Have it reviewed first' },
}

export type SpokenVerdict = {
  readonly permission: Permission
  readonly basis: Basis | null
  readonly until: number | null
  readonly reasons: readonly string[]
}

/** A verdict as one sentence a rep can act on. */
export function verdictSentence(verdict: SpokenVerdict, language: Language): string {
  if (verdict.permission !== 'allowed') {
    const reason = mainReason(verdict.reasons)
    return `${LEAD[verdict.permission][language]}${reason ? `: ${reasonWords(reason, language)}` : ''}.`
  }
  const basis = verdict.basis ? BASIS[verdict.basis][language] : ''
  const lead = language === 'nl' ? 'Bellen mag' : 'Calling is allowed'
  const until =
    verdict.until === null
      ? ''
      : ` ${language === 'nl' ? 'tot en met' : 'until and including'} ${lastDay(verdict.until, language)}`
  const grade = verdict.reasons.includes('unverified')
    ? language === 'nl'
      ? ', niet geverifieerd'
      : ', not verified'
    : ''
  return `${lead}${until}: ${basis}${grade}.`
}

function lastDay(until: number, language: Language): string {
  return DateTime.fromMillis(until - 1, { zone: 'Europe/Amsterdam' })
    .setLocale(language)
    .toFormat('d LLLL yyyy')
}
