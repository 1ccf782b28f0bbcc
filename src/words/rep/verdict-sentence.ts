import type { Basis, Permission } from '../../permission/facts.ts'
import { dayWords } from '../dates.ts'
import type { Language, Wording } from '../wording.ts'
import { basisWords } from './bases.ts'
import { mainReason, reasonWords } from './reasons.ts'

const LEAD: Record<Exclude<Permission, 'allowed'>, Wording> = {
  denied: { nl: 'Niet bellen', en: 'Do not call' },
  'needs-evidence': { nl: 'Nog niet bellen', en: 'Do not call yet' },
  'needs-review': { nl: 'Eerst laten beoordelen', en: 'Have it reviewed first' },
}

export type SpokenVerdict = {
  readonly permission: Permission
  readonly basis: Basis | null
  readonly until: number | null
  readonly reasons: readonly string[]
}

/** A verdict as one sentence a rep can act on. */
export function verdictSentence(verdict: SpokenVerdict, language: Language): string {
  if (verdict.permission !== 'allowed') {
    const reason = mainReason(verdict.reasons)
    return `${LEAD[verdict.permission][language]}${reason ? `: ${reasonWords(reason, language)}` : ''}.`
  }
  const basis = verdict.basis ? basisWords(verdict.basis, language) : ''
  const lead = language === 'nl' ? 'Bellen mag' : 'Calling is allowed'
  const until =
    verdict.until === null
      ? ''
      : ` ${language === 'nl' ? 'tot en met' : 'up to and including'} ${dayWords(verdict.until - 1, language)}`
  const grade = verdict.reasons.includes('unverified')
    ? language === 'nl'
      ? ', niet geverifieerd'
      : ', not verified'
    : ''
  return `${lead}${until}: ${basis}${grade}.`
}

/** For a contact that was never evaluated: unknown is not a yes. */
export function neverEvaluatedSentence(language: Language): string {
  return language === 'nl'
    ? 'Nog niet bellen: Belrecht heeft dit contact nog niet bekeken.'
    : 'Do not call yet: Belrecht has not looked at this contact.'
}
