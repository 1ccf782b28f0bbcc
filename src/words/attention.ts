import type { Language } from './wording.ts'

/** What needs a person. Counts are at least 1; `what` is a code, a date or a name. */
export type Attention =
  | { readonly kind: 'parked'; readonly what: string; readonly count: number }
  | { readonly kind: 'refused-writes'; readonly count: number }
  | { readonly kind: 'refused-tasks'; readonly count: number }
  | { readonly kind: 'night-lags'; readonly what: string; readonly count: number }
  | { readonly kind: 'missing-properties'; readonly what: string; readonly count: number }
  | { readonly kind: 'sweeping'; readonly contacts: number; readonly tasks: number }

export function attentionSentence(attention: Attention, language: Language): string {
  const nl = language === 'nl'
  switch (attention.kind) {
    case 'parked':
      return nl
        ? `${attention.count} berichten van HubSpot zijn bewaard maar niet uitgevoerd (${attention.what}).`
        : `${attention.count} events from HubSpot are kept but were not carried out (${attention.what}).`
    case 'refused-writes':
      return nl
        ? `HubSpot weigerde het oordeel op ${attention.count} contacten; kijk of een verplicht veld van het account ontbreekt.`
        : `HubSpot refused the verdict on ${attention.count} contacts; see whether a field that the account requires is missing.`
    case 'refused-tasks':
      return nl
        ? `HubSpot weigerde ${attention.count} beltaken tegen te houden.`
        : `HubSpot refused to hold ${attention.count} call tasks.`
    case 'night-lags':
      return nl
        ? `${attention.count} nachten zijn nog niet af, de oudste van ${attention.what}. Oordelen kloppen; aankondigingen lopen achter.`
        : `${attention.count} nights are not done, the oldest of ${attention.what}. Verdicts are right; announcements are late.`
    case 'missing-properties':
      return nl
        ? `Het account nam ${attention.count} eigenschappen niet aan: ${attention.what}.`
        : `The account did not take ${attention.count} properties: ${attention.what}.`
    case 'sweeping':
      return nl
        ? `Bezig het account door te nemen: ${attention.contacts} contacten en ${attention.tasks} beltaken bekeken.`
        : `Going through the account: ${attention.contacts} contacts and ${attention.tasks} call tasks looked at.`
    default:
      return attention satisfies never
  }
}
