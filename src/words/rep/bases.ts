import type { Basis } from '../../permission/facts.ts'
import type { Language, Wording } from '../wording.ts'

const WORDS: Record<Basis, Wording> = {
  'legal-person': { nl: 'rechtspersoon', en: 'legal person' },
  'designated-number': { nl: 'nummer gepubliceerd voor aanbiedingen', en: 'number published for offers' },
  consent: { nl: 'toestemming', en: 'consent' },
  donor: { nl: 'donateur', en: 'donor' },
  volunteer: { nl: 'vrijwilliger', en: 'volunteer' },
  attendee: { nl: 'deelnemer', en: 'attendee' },
  customer: { nl: 'klant', en: 'customer' },
  service: { nl: 'servicegesprek', en: 'service call' },
  requested: { nl: 'terugbelverzoek', en: 'call requested' },
}

export function basisWords(basis: Basis, language: Language): string {
  return WORDS[basis][language]
}
