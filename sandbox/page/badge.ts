import { type Html, html } from './html.ts'
import type { Language } from './words.ts'

type Look = { readonly icon: string; readonly tone: string; readonly nl: string; readonly en: string }

/** Colour, sign and words each say the same: nobody has to distinguish red from green. */
const LOOKS: Readonly<Record<string, Look>> = {
  allowed: { icon: '✓', tone: 'yes', nl: 'Mag gebeld worden', en: 'May be called' },
  denied: { icon: '✕', tone: 'no', nl: 'Niet bellen', en: 'Do not call' },
  needs_evidence: { icon: '?', tone: 'wait', nl: 'Bewijs ontbreekt', en: 'Evidence is missing' },
  needs_review: { icon: '!', tone: 'look', nl: 'Eerst beoordelen', en: 'Review first' },
}
const UNKNOWN: Look = { icon: '–', tone: 'none', nl: 'Nog niet beoordeeld', en: 'Not judged yet' }

/** The permission of a contact, from `belrecht_permission`. */
export function permissionBadge(permission: string | undefined, language: Language): Html {
  return badge(LOOKS[permission ?? ''] ?? UNKNOWN, language)
}

/** Whether a task can be called, is held, or is no call task at all. */
export function taskBadge(state: 'held' | 'open' | 'other', label: string): Html {
  const look = {
    held: { icon: '‖', tone: 'no' },
    open: { icon: '☎', tone: 'yes' },
    other: { icon: '–', tone: 'none' },
  }[state]
  return html`<span class="badge ${look.tone}"><span class="sign" aria-hidden="true">${look.icon}</span>${label}</span>`
}

function badge(look: Look, language: Language): Html {
  return html`<span class="badge ${look.tone}"><span class="sign" aria-hidden="true">${look.icon}</span>${look[language]}</span>`
}
