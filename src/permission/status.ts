import { isBlank } from './answers.ts'
import type { Ground } from './ground.ts'
import type { Asked, PreparedFacts } from './prepared.ts'
import { isLegalPerson, isNaturalPersonInBusiness, legalFormAt } from './subject.ts'
import { NEVER } from './windows.ts'

const LEGAL_PERSON: Ground = {
  basis: 'legal-person',
  relation: null,
  strength: 'good',
  code: null,
  ends: NEVER,
  endedCode: null,
  verified: false,
}
const DESIGNATED: Ground = { ...LEGAL_PERSON, basis: 'designated-number' }
const DESIGNATED_NOWHERE: Ground = { ...DESIGNATED, strength: 'unproven', code: 'incomplete-proof' }

/** What the person's legal form carries: legal personality itself, or a number published for offers. */
export function statusGrounds(facts: PreparedFacts, question: Asked): Ground[] {
  if (question.channel !== 'human') return []
  const form = legalFormAt(facts, question.at)
  if (isLegalPerson(form)) return [LEGAL_PERSON]
  if (!isNaturalPersonInBusiness(form)) return []
  return facts.designations
    .filter(({ at, fact }) => at <= question.at && fact.number === question.number && fact.purpose === question.purpose)
    .map(({ fact }) => (isBlank(fact.url) ? DESIGNATED_NOWHERE : DESIGNATED))
}
