import type { MappedBox } from './mapping.ts'

/** What a value of a mapped property says. */
export type MappedAnswer = 'yes' | 'no' | 'nothing'

/** A dropdown moved to one of these withdraws, also where the admin named yes alone. */
const NO = ['false', 'nee', 'no', '0']

/**
 * Consent: yes is `true` for a checkbox, and for any other property what the admin said means yes; any other text says
 * nothing, since a guess would be a wrong yes. An objection: everything but blank and no, since who writes something in
 * a do-not-call field seldom means yes. Everything is compared trimmed and in any case.
 */
export function readMapped(role: 'optIn' | 'doNotCall', mapped: MappedBox, value: string): MappedAnswer {
  const yes = yesOf(mapped)
  const no = noOf(mapped).filter((word) => !yes.includes(word))
  const parts = partsOf(value)
  if (parts.length === 0) return 'nothing'
  if (role === 'doNotCall') return parts.every((part) => no.includes(part)) ? 'no' : 'yes'
  if (parts.some((part) => no.includes(part))) return 'no'
  return parts.some((part) => yes.includes(part)) ? 'yes' : 'nothing'
}

function yesOf(mapped: MappedBox): readonly string[] {
  return typeof mapped === 'string' || mapped.yes.length === 0 ? ['true'] : mapped.yes.map(plain)
}

function noOf(mapped: MappedBox): readonly string[] {
  return typeof mapped === 'string' ? NO : [...NO, ...mapped.no.map(plain)]
}

/**
 * The value, and the options of a multiple choice, which HubSpot joins by `;` without a space. Words that people type,
 * as in `ja; maar niet nu`, are one text.
 */
function partsOf(value: string): string[] {
  const parts = value.split(';')
  const options = parts.every((part) => part === part.trim()) ? parts : [value]
  return options.map(plain).filter((part) => part !== '')
}

function plain(text: string): string {
  return text.trim().toLowerCase()
}
