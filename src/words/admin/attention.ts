import type { Language, Wording } from '../wording.ts'

/** What needs a person. Counts are at least 1; `what` is a code, a date or a name. */
export type Attention =
  | { readonly kind: 'parked'; readonly what: string; readonly count: number }
  | { readonly kind: 'broken-deliveries'; readonly count: number }
  | { readonly kind: 'refused-writes'; readonly count: number }
  | { readonly kind: 'refused-tasks'; readonly count: number }
  | { readonly kind: 'night-lags'; readonly what: string; readonly count: number }
  | { readonly kind: 'missing-properties'; readonly what: string; readonly count: number }
  | { readonly kind: 'waiting-deals'; readonly count: number }
  | { readonly kind: 'sweeping'; readonly contacts: number; readonly tasks: number }

function counted(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`
}

export function attentionSentence(attention: Attention, language: Language): string {
  return wordingOf(attention)[language]
}

function wordingOf(attention: Attention): Wording {
  switch (attention.kind) {
    case 'parked':
      return {
        nl: `${counted(attention.count, 'bericht', 'berichten')} van HubSpot bewaard maar niet uitgevoerd (${attention.what}).`,
        en: `${counted(attention.count, 'event', 'events')} from HubSpot stored but not carried out (${attention.what}).`,
      }
    case 'broken-deliveries':
      return {
        nl: `Onleesbaar en bewaard: ${counted(attention.count, 'bericht', 'berichten')} van HubSpot; van welk account is niet bekend.`,
        en: `Unreadable and kept: ${counted(attention.count, 'delivery', 'deliveries')} from HubSpot; for which account is not known.`,
      }
    case 'refused-writes':
      return {
        nl: `HubSpot weigerde het oordeel op ${counted(attention.count, 'contact', 'contacten')}; kijk of een verplicht veld van het account ontbreekt.`,
        en: `HubSpot refused the verdict on ${counted(attention.count, 'contact', 'contacts')}; check whether a field that the account requires is missing.`,
      }
    case 'refused-tasks':
      return {
        nl: `HubSpot weigerde ${counted(attention.count, 'beltaak', 'beltaken')} aan te houden.`,
        en: `HubSpot refused to hold ${counted(attention.count, 'call task', 'call tasks')}.`,
      }
    case 'night-lags':
      return {
        nl: `${counted(attention.count, 'nacht', 'nachten')} nog niet af, de oudste van ${attention.what}. Oordelen kloppen; HubSpot toont ze later.`,
        en: `${counted(attention.count, 'night', 'nights')} not finished yet, the oldest of ${attention.what}. Verdicts are right; HubSpot shows them later.`,
      }
    case 'missing-properties':
      return {
        nl: `Het account nam ${counted(attention.count, 'eigenschap', 'eigenschappen')} niet aan: ${attention.what}.`,
        en: `The account did not accept ${counted(attention.count, 'property', 'properties')}: ${attention.what}.`,
      }
    case 'waiting-deals':
      return {
        nl: `Zeg in de instellingen wat uw deals zijn (giften, aankopen of geen van beide): ${counted(attention.count, 'gewonnen deal wacht', 'gewonnen deals wachten')} op dat antwoord en tot dan telt er geen.`,
        en: `Say in the settings what your deals are (gifts, purchases or neither): ${counted(attention.count, 'won deal waits', 'won deals wait')} for that answer, and until then none counts.`,
      }
    case 'sweeping': {
      const { contacts, tasks } = attention
      return {
        nl: `Bezig het account door te nemen: ${counted(contacts, 'contact', 'contacten')} en ${counted(tasks, 'beltaak', 'beltaken')} bekeken.`,
        en: `Going through the account: ${counted(contacts, 'contact', 'contacts')} and ${counted(tasks, 'call task', 'call tasks')} looked at.`,
      }
    }
    default:
      return attention satisfies never
  }
}
