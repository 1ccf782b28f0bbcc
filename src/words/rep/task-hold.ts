import type { Language } from '../wording.ts'

const PREFIX: Readonly<Record<Language, string>> = { nl: '⛔ Niet bellen – ', en: '⛔ Do not call – ' }

/** What a held task's subject begins with. */
export function holdPrefix(language: Language): string {
  return PREFIX[language]
}

/** Both languages: a portal may have changed its language while a task was held. */
export const HOLD_PREFIXES: readonly string[] = Object.values(PREFIX)

/** The reason on top of a held task's body; HubSpot keeps task bodies as HTML. */
export function holdNotice(sentence: string): string {
  return `<p>⛔ Belrecht: ${escapeHtml(sentence)}</p>`
}

// HubSpot may add attributes or wrap a body when a user edits it.
const NOTICE = /<p[^>]*>⛔ Belrecht: [^<]*<\/p>/

/** A body without our notice, whatever the notice said. */
export function withoutNotice(body: string): string {
  return body.replace(NOTICE, '')
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
