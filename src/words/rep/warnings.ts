import { dayWords } from '../dates.ts'
import type { Language } from '../wording.ts'

/** What is worth knowing before a call that is allowed. Instants in epoch milliseconds, `daysLeft` counts today. */
export type Warning =
  | { readonly kind: 'unverified' }
  | { readonly kind: 'lapses'; readonly lastInstant: number; readonly daysLeft: number }
  | { readonly kind: 'no-call-since-consent'; readonly givenAt: number }

export function warningSentence(warning: Warning, language: Language): string {
  const nl = language === 'nl'
  switch (warning.kind) {
    case 'unverified':
      return nl
        ? 'De toestemming is niet geverifieerd: niemand heeft bevestigd dat deze persoon die voor dit nummer gaf.'
        : 'The consent is not verified: nobody confirmed that this person gave it for this number.'
    case 'lapses': {
      const day = dayWords(warning.lastInstant, language)
      const days = warning.daysLeft
      return nl
        ? `Loopt af: ${day} is de laatste dag (nog ${days} ${days === 1 ? 'dag' : 'dagen'}).`
        : `Running out: ${day} is the last day (${days} ${days === 1 ? 'day' : 'days'} left).`
    }
    case 'no-call-since-consent': {
      const day = dayWords(warning.givenAt, language)
      return nl
        ? `De toestemming is van ${day} en sindsdien is geen gesprek bekend: de gedragscode vraagt een eerste gesprek binnen zes maanden.`
        : `Consent was given on ${day} and no call since is known: the code of conduct requires a first call within six months.`
    }
    default:
      return warning satisfies never
  }
}
