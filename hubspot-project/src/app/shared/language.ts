import { en, type Texts } from './texts/en.ts'
import { nl } from './texts/nl.ts'

export type Language = 'nl' | 'en'

/** `nl-NL`, `nl_BE` and `nl` read Dutch; everybody else English. */
export const languageOf = (locale: string | undefined): Language => (/^nl\b|^nl_/i.test(locale ?? '') ? 'nl' : 'en')

const TEXTS: Readonly<Record<Language, Texts>> = { nl, en }

export const textsOf = (language: Language): Texts => TEXTS[language]
