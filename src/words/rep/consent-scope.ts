import type { Channel, Purpose } from '../../permission/facts.ts'
import type { Language, Wording } from '../wording.ts'

const PURPOSE: Partial<Record<Purpose, Wording>> = {
  commercial: { nl: 'verkoop', en: 'sales' },
  charitable: { nl: 'goed doel', en: 'charity' },
}
const CHANNEL: Record<Channel, Wording> = {
  human: { nl: 'gebeld door een mens', en: 'called by a person' },
  automated: { nl: 'automatisch gebeld', en: 'automated calls' },
}
const ALL_PRODUCTS: Wording = { nl: 'alle producten', en: 'all products' }
const TEXT: Wording = { nl: 'tekst', en: 'text' }
const UNKNOWN: Wording = { nl: 'onbekend', en: 'unknown' }

export type ConsentScope = {
  /** Whose consent it is: the name people know the sender by. */
  readonly sender: string
  readonly purpose: Purpose
  readonly products: readonly string[] | 'any'
  readonly channel: Channel
  /** Version of the text shown; empty where nobody noted it. */
  readonly notice: string
}

/** Which consent: whose, for what, for which products, by whom called, and with which text. */
export function consentScopeWords(scope: ConsentScope, language: Language): string {
  const purpose = PURPOSE[scope.purpose]?.[language] ?? scope.purpose
  const products = scope.products === 'any' ? ALL_PRODUCTS[language] : scope.products.join(', ')
  const notice = scope.notice || UNKNOWN[language]
  return `${scope.sender}: ${purpose}, ${products}, ${CHANNEL[scope.channel][language]}; ${TEXT[language]}: ${notice}`
}
