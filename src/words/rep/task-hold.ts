import type { Language } from '../wording.ts'

const PREFIX: Readonly<Record<Language, string>> = { nl: '⛔ Niet bellen – ', en: '⛔ Do not call – ' }

/** What a held task's subject begins with. */
export function holdPrefix(language: Language): string {
  return PREFIX[language]
}

/** Our mark in a subject, in both languages: a portal may have changed its language while a task was held. */
export const HOLD_MARK = /⛔\uFE0F?\s*(?:Niet bellen|Do not call)\s*–\s*/g

/** The reason on top of a held task's body; HubSpot keeps task bodies as HTML. */
export function holdNotice(sentenceHtml: string): string {
  return `<p>⛔ Belrecht: ${sentenceHtml}</p>`
}

/** How a notice begins, read as text. */
export const NOTICE_BEGINS = /⛔\uFE0F?\s*Belrecht:\s*/g
