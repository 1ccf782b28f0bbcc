import type { Language, Wording } from '../wording.ts'

/** From the easiest on: what a rep can do now, then what needs the person, then what needs an admin. */
const WORDS = {
  'fill-number': { nl: 'Vul een telefoonnummer in.', en: 'Fill in a phone number.' },
  'correct-number': {
    nl: 'Verbeter het telefoonnummer: het is niet te lezen.',
    en: 'Correct the phone number: it cannot be read.',
  },
  'state-legal-form': {
    nl: 'Is het een BV, NV, stichting, vereniging of coöperatie? Vul de rechtsvorm in.',
    en: 'Is it a BV, NV, foundation, association or cooperative? Fill in the legal form.',
  },
  'complete-proof': {
    nl: 'Vul het bewijs aan: hoe, uit welke bron, wanneer en met welke tekst is toestemming gegeven?',
    en: 'Complete the proof: how, from which source, when and with which text was consent given?',
  },
  'verify-consent': {
    nl: 'Laat de persoon de toestemming bevestigen (bevestigingslink of code).',
    en: 'Have the person confirm the consent (confirmation link or code).',
  },
  'confirm-consent': {
    nl: 'Er is na het bezwaar een toestemming vastgelegd; laat de persoon die zelf bevestigen (bevestigingslink).',
    en: 'A consent was written down after the objection; have the person confirm it themself (confirmation link).',
  },
  'ask-consent': {
    nl: 'Vraag toestemming, niet per telefoon, en leg de zes antwoorden vast.',
    en: 'Ask for consent, not by phone, and record the six answers.',
  },
  'new-consent-lifts': {
    nl: 'Alleen een nieuwe, volledige toestemming van de persoon zelf heft het bezwaar op; het vinkje weghalen niet.',
    en: 'Only a new, complete consent by the person lifts the objection; unticking the box does not.',
  },
  'declare-collection': {
    nl: 'Laat een beheerder in de instellingen verklaren hoe nummers worden verkregen.',
    en: 'Have an admin declare in the settings how numbers are collected.',
  },
  review: {
    nl: 'Laat een beheerder of jurist dit contact beoordelen.',
    en: 'Have an admin or a lawyer review this contact.',
  },
} satisfies Record<string, Wording>

type NextStep = keyof typeof WORDS
const ORDER = Object.keys(WORDS) as NextStep[]

const STEPS: Readonly<Record<string, readonly NextStep[]>> = {
  'number-missing': ['fill-number'],
  'number-unreadable': ['correct-number'],
  'number-mismatch': ['correct-number', 'ask-consent'],
  objection: ['new-consent-lifts'],
  'incomplete-proof': ['complete-proof'],
  unverified: ['verify-consent'],
  'collection-unproven': ['declare-collection', 'ask-consent'],
  sympathiser: ['ask-consent', 'review'],
  'no-rulebook': ['review'],
  'not-judged': ['review'],
  'legal-form-unknown': ['state-legal-form'],
}

/**
 * What would turn a contact green, in the order of ease; most reasons come down to asking.
 * @param unconfirmed a consent written down after an objection waits for the person's own word
 */
export function nextStepSentences(reasons: readonly string[], language: Language, unconfirmed = false): string[] {
  const steps = new Set(reasons.flatMap((reason): readonly NextStep[] => STEPS[reason] ?? ['ask-consent']))
  if (unconfirmed) steps.add('confirm-consent')
  return ORDER.filter((step) => steps.has(step)).map((step) => WORDS[step][language])
}
