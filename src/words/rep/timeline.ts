import type { ConsentMethod, Fact, LegalForm, RelationKind } from '../../permission/facts.ts'
import { instantOf } from '../../time/instants.ts'
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

/** Where an objection came from that somebody else with the same number made. */
export function otherContactWords(language: Language): string {
  return OTHER_CONTACT[language]
}

/** What happened, in one sentence: a fact as people read it. */
export function factSentence(fact: Fact, language: Language): string {
  const nl = language === 'nl'
  switch (fact.type) {
    case 'consent-given': {
      const method = fact.proof?.method?.trim() ?? ''
      const how = method === '' ? (nl ? 'hoe is onbekend' : 'how is unknown') : (METHOD[method]?.[language] ?? method)
      return nl ? `Toestemming gegeven voor ${fact.number}, ${how}.` : `Consent given for ${fact.number}, ${how}.`
    }
    case 'consent-verified':
      return nl ? 'Toestemming geverifieerd.' : 'Consent verified.'
    case 'consent-withdrawn':
      return nl ? 'Toestemming ingetrokken.' : 'Consent withdrawn.'
    case 'objection':
      return nl ? 'Bezwaar gemaakt: wil niet gebeld worden.' : 'Objected: does not want to be called.'
    case 'call-requested':
      return nl ? `Gevraagd om gebeld te worden op ${fact.number}.` : `Requested a call on ${fact.number}.`
    case 'numbers': {
      const numbers = fact.numbers.join(', ')
      if (numbers === '') return nl ? 'Geen telefoonnummer meer.' : 'No phone number any more.'
      return nl ? `Telefoonnummer: ${numbers}.` : `Phone number: ${numbers}.`
    }
    case 'legal-form': {
      const form = FORM[fact.form]?.[language] ?? fact.form
      return nl ? `Rechtsvorm: ${form}.` : `Legal form: ${form}.`
    }
    case 'number-designated':
      return nl
        ? `Nummer ${fact.number} gepubliceerd voor aanbiedingen: ${fact.url}.`
        : `Number ${fact.number} published for offers: ${fact.url}.`
    case 'relation':
      return relationSentence(fact, language)
    default:
      return fact satisfies never
  }
}

function relationSentence(fact: Extract<Fact, { type: 'relation' }>, language: Language): string {
  const kind = KIND[fact.kind][language]
  const nl = language === 'nl'
  switch (fact.event) {
    case 'transaction':
      return nl ? `Aankoop, gift of deelname als ${kind}.` : `Purchase, gift or attendance as ${kind}.`
    case 'started':
      return nl ? `Begonnen als ${kind}.` : `Began as ${kind}.`
    case 'ended': {
      const day = dayWords(instantOf(fact.at) - 1, language)
      return nl ? `Laatste dag als ${kind}: ${day}.` : `Last day as ${kind}: ${day}.`
    }
    default:
      return fact.event satisfies never
  }
}
