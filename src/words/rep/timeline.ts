import type { ConsentMethod, Fact, LegalForm, RelationKind } from '../../permission/facts.ts'
import { formatInstant, instantOf } from '../../time/instants.ts'
import type { EpochMs } from '../../time/units.ts'
import { dayWords } from '../dates.ts'
import type { Language, Wording } from '../wording.ts'

/** Of the methods we know; any other is shown as it is written. */
const METHOD: Readonly<Record<string, Wording>> = {
  'web-form': { nl: 'via een webformulier', en: 'through a web form' },
  paper: { nl: 'op papier', en: 'on paper' },
  'in-person': { nl: 'in een gesprek', en: 'in person' },
  'phone-recorded': { nl: 'in een opgenomen telefoongesprek', en: 'in a recorded phone call' },
  email: { nl: 'per e-mail', en: 'by e-mail' },
  import: { nl: 'via een import', en: 'through an import' },
  api: { nl: 'via de API', en: 'through the API' },
  'preference-page': { nl: 'op de eigen voorkeurenpagina', en: 'on the person’s own page' },
} satisfies Record<ConsentMethod, Wording>

const KIND: Record<RelationKind, Wording> = {
  customer: { nl: 'klant', en: 'customer' },
  donor: { nl: 'donateur', en: 'donor' },
  volunteer: { nl: 'vrijwilliger', en: 'volunteer' },
  attendee: { nl: 'deelnemer', en: 'attendee' },
  sympathiser: { nl: 'sympathisant', en: 'sympathiser' },
}

const FORM: Partial<Record<LegalForm, Wording>> = {
  unknown: { nl: 'onbekend', en: 'unknown' },
  consumer: { nl: 'consument', en: 'consumer' },
}

const OTHER_CONTACT: Wording = { nl: 'een ander contact met dit nummer', en: 'another contact with this number' }

/** Who wrote a statement down in HubSpot, and when, epoch milliseconds; null where that is not known. */
export function userWords(userId: string, at: EpochMs | null, language: Language): string {
  const moment = at === null ? '' : formatInstant(at).slice(0, 16).replace('T', ' ')
  const wording = {
    nl: `opgeschreven door gebruiker ${userId}${moment && ` op ${moment}`}`,
    en: `written down by user ${userId}${moment && ` on ${moment}`}`,
  }
  return wording[language]
}

/** Where an objection came from that another contact with the same number made. */
export function otherContactWords(language: Language): string {
  return OTHER_CONTACT[language]
}

/** What happened, in one sentence: a fact as people read it. */
export function factSentence(fact: Fact, language: Language): string {
  return wordingOf(fact)[language]
}

function wordingOf(fact: Fact): Wording {
  switch (fact.type) {
    case 'consent-given': {
      const how = methodWords(fact.proof?.method?.trim() ?? '')
      return {
        nl: `Toestemming gegeven voor ${fact.number}, ${how.nl}.`,
        en: `Consent given for ${fact.number}, ${how.en}.`,
      }
    }
    case 'consent-verified':
      return { nl: 'Toestemming geverifieerd.', en: 'Consent verified.' }
    case 'consent-withdrawn':
      return { nl: 'Toestemming ingetrokken.', en: 'Consent withdrawn.' }
    case 'objection':
      return { nl: 'Bezwaar gemaakt: wil niet gebeld worden.', en: 'Objected: does not want to be called.' }
    case 'call-requested':
      return { nl: `Gevraagd om gebeld te worden op ${fact.number}.`, en: `Requested a call on ${fact.number}.` }
    case 'numbers':
      return fact.numbers.length === 0
        ? { nl: 'Geen telefoonnummer meer.', en: 'No phone number any more.' }
        : { nl: `Telefoonnummer: ${fact.numbers.join(', ')}.`, en: `Phone number: ${fact.numbers.join(', ')}.` }
    case 'legal-form': {
      const form = FORM[fact.form] ?? { nl: fact.form, en: fact.form }
      return { nl: `Rechtsvorm: ${form.nl}.`, en: `Legal form: ${form.en}.` }
    }
    case 'number-designated':
      return {
        nl: `Nummer ${fact.number} gepubliceerd voor aanbiedingen: ${fact.url}.`,
        en: `Number ${fact.number} published for offers: ${fact.url}.`,
      }
    case 'relation':
      return relationWording(fact)
    default:
      return fact satisfies never
  }
}

function methodWords(method: string): Wording {
  if (method === '') return { nl: 'hoe is onbekend', en: 'how is unknown' }
  return Object.hasOwn(METHOD, method) ? (METHOD[method] ?? { nl: method, en: method }) : { nl: method, en: method }
}

function relationWording(fact: Extract<Fact, { type: 'relation' }>): Wording {
  const kind = KIND[fact.kind]
  switch (fact.event) {
    case 'transaction':
      return { nl: `Aankoop, gift of deelname als ${kind.nl}.`, en: `Purchase, gift or attendance as ${kind.en}.` }
    case 'started':
      return { nl: `Begonnen als ${kind.nl}.`, en: `Began as ${kind.en}.` }
    case 'ended': {
      const last = instantOf(fact.at) - 1
      return {
        nl: `Laatste dag als ${kind.nl}: ${dayWords(last, 'nl')}.`,
        en: `Last day as ${kind.en}: ${dayWords(last, 'en')}.`,
      }
    }
    default:
      return fact.event satisfies never
  }
}
