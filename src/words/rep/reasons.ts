import type { ReasonCode } from '../../permission/facts.ts'
import type { Language, Wording } from '../wording.ts'

/** The law's reasons and the app's own: no number one could call, or something that cannot be judged. */
export type ContactReason = ReasonCode | 'number-missing' | 'number-unreadable' | 'not-judged'

/** The most telling first: where several reasons hold, a rep reads one sentence. */
const WORDS: Record<ContactReason, Wording> = {
  objection: {
    nl: 'wil niet gebeld worden (bezwaar gemaakt)',
    en: 'asked not to be called (objection)',
  },
  'not-judged': {
    nl: 'wat hier is vastgelegd, kan niet worden beoordeeld',
    en: 'what is on record here cannot be judged',
  },
  'number-missing': { nl: 'er staat geen telefoonnummer', en: 'there is no phone number' },
  'number-unreadable': { nl: 'een telefoonnummer is onleesbaar', en: 'a phone number cannot be read' },
  'number-mismatch': {
    nl: 'dit nummer hoort niet (meer) bij deze persoon',
    en: 'this number is not (or no longer) theirs',
  },
  withdrawn: { nl: 'de toestemming is ingetrokken', en: 'consent was withdrawn' },
  'expired-consent': { nl: 'de toestemming is verlopen', en: 'consent has expired' },
  'incomplete-proof': { nl: 'het bewijs van toestemming is onvolledig', en: 'the proof of consent is incomplete' },
  unverified: { nl: 'de toestemming is nog niet geverifieerd', en: 'consent has not been verified yet' },
  'customer-exception-ended': {
    nl: 'de uitzondering voor klanten geldt niet meer sinds 1 juli 2026',
    en: 'the exception for customers ended on 1 July 2026',
  },
  'expired-relation': { nl: 'de relatie is te lang geleden geëindigd', en: 'the relation ended too long ago' },
  'relation-not-granted': {
    nl: 'de wet kent deze relatie geen uitzondering toe voor deze afzender',
    en: 'the law grants this sender no exception for this relation',
  },
  'collection-refused': {
    nl: 'het nummer is niet door de persoon gegeven of er was geen kans op bezwaar',
    en: 'the number was not given by the person, or objecting was not offered',
  },
  'collection-unproven': {
    nl: 'niet aangetoond dat de persoon het nummer gaf en bezwaar kon maken',
    en: 'not shown that the person gave the number and could object',
  },
  sympathiser: { nl: 'sympathisant: laat dit beoordelen', en: 'sympathiser: have this reviewed' },
  'no-rulebook': { nl: 'geen regelboek voor dit moment', en: 'no rule book for this moment' },
  'no-request': { nl: 'er is niet om een gesprek gevraagd', en: 'no call was requested' },
  'controller-mismatch': {
    nl: 'de toestemming of relatie is van een ander bedrijf',
    en: 'the consent or relation belongs to another company',
  },
  'purpose-mismatch': {
    nl: 'de toestemming of relatie is voor een ander doel',
    en: 'the consent or relation is for another purpose',
  },
  'product-mismatch': {
    nl: 'de toestemming of relatie is voor een ander product',
    en: 'the consent or relation is for another product',
  },
  'channel-mismatch': {
    nl: 'de toestemming geldt niet voor dit soort gesprek',
    en: 'the consent is not for this kind of call',
  },
  'consent-number-mismatch': { nl: 'de toestemming is voor een ander nummer', en: 'consent was for another number' },
  'relation-number-mismatch': { nl: 'de relatie is met een ander nummer', en: 'the relation is with another number' },
  'no-basis': { nl: 'geen toestemming en geen andere grond', en: 'no consent and no other ground' },
  'legal-form-unknown': { nl: 'de rechtsvorm is onbekend', en: 'the legal form is unknown' },
}

const ORDER = Object.keys(WORDS) as ContactReason[]

/** The one reason that a rep reads, of those that hold. */
export function mainReason(reasons: readonly string[]): ContactReason | undefined {
  return ORDER.find((reason) => reasons.includes(reason))
}

export function reasonWords(reason: ContactReason, language: Language): string {
  return WORDS[reason][language]
}
