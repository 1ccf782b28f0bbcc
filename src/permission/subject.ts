import type { EpochMs } from '../time/units.ts'
import { LEGAL_FORMS, LEGAL_PERSON_FORMS, type LegalForm, NATURAL_FORMS } from './facts.ts'
import type { PreparedFacts } from './prepared.ts'
import { NOT_YET } from './windows.ts'

const LEGAL_PERSONS: readonly LegalForm[] = LEGAL_PERSON_FORMS
const NATURAL_PERSONS: readonly LegalForm[] = NATURAL_FORMS

/** The newest of `instants` that has come by `at`; NOT_YET where none has. */
export function newestBy(instants: readonly EpochMs[], at: EpochMs): EpochMs {
  let newest = NOT_YET
  for (const instant of instants) if (instant <= at && instant > newest) newest = instant
  return newest
}

function instantsOf(dated: readonly { readonly at: EpochMs }[]): EpochMs[] {
  return dated.map(({ at }) => at)
}

/** The legal form in force at `at`; of several facts at one instant the strictest, in the order of LEGAL_FORMS. */
export function legalFormAt(facts: PreparedFacts, at: EpochMs): LegalForm {
  const newest = newestBy(instantsOf(facts.legalForms), at)
  const stated = facts.legalForms.filter((form) => form.at === newest).map((form) => form.fact.form)
  return LEGAL_FORMS.find((form) => stated.includes(form)) ?? 'unknown'
}

/** Whether the subject's numbers are known at `at` without `number` among all that were stated at that instant. */
export function isForeignNumber(facts: PreparedFacts, at: EpochMs, number: string): boolean {
  const newest = newestBy(instantsOf(facts.numbers), at)
  return facts.numbers.some((stated) => stated.at === newest && !stated.fact.numbers.includes(number))
}

export function isLegalPerson(form: LegalForm): boolean {
  return LEGAL_PERSONS.includes(form)
}

/** A natural person in business, who may have published a number for offers (art. 11.7 lid 3a Telecommunicatiewet). */
export function isNaturalPersonInBusiness(form: LegalForm): boolean {
  return form !== 'consumer' && NATURAL_PERSONS.includes(form)
}
