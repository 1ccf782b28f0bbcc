import type { ContactAnswer, NewConsent } from '../../shared/answers.ts'
import { amsterdamInstant } from '../../shared/days.ts'

export type Day = { year: number; month: number; date: number }
export type Time = { hours: number; minutes: number }

/** The form as it is being filled in. Days as HubSpot's DateInput hands them over: `month` counts from 0. */
export type ConsentDraft = {
  number: string
  givenBy: string
  method: string
  source: string
  day: Day | null
  time: Time | null
  notice: string
  until: Day | null
  automated: boolean
}

/**
 * Nothing is filled in for the person but what the record knows: an answer that was not given must not appear as given.
 */
export const emptyDraft = ({ numbers, name }: ContactAnswer): ConsentDraft => ({
  number: numbers.find(({ number }) => number !== null)?.number ?? '',
  givenBy: name,
  method: '',
  source: '',
  day: null,
  time: null,
  notice: '',
  until: null,
  automated: false,
})

const REQUIRED = ['number', 'givenBy', 'method', 'source', 'day', 'time', 'notice'] as const
export type RequiredAnswer = (typeof REQUIRED)[number]

/** The answers still to be given, in the order of the form. */
export const missingAnswers = (draft: ConsentDraft): RequiredAnswer[] =>
  REQUIRED.filter((name) => (typeof draft[name] === 'string' ? draft[name].trim() === '' : draft[name] === null))

/** What is sent; null while an answer is missing. */
export function consentOf(contactId: string, draft: ConsentDraft): NewConsent | null {
  const { day, time, until } = draft
  if (missingAnswers(draft).length > 0 || day === null || time === null) return null
  return {
    contactId,
    number: draft.number,
    givenBy: draft.givenBy.trim(),
    method: draft.method,
    source: draft.source.trim(),
    givenAt: amsterdamInstant(day, time),
    notice: draft.notice.trim(),
    until: until === null ? null : amsterdamInstant(until, { hours: 0, minutes: 0 }).slice(0, 10),
    channel: draft.automated ? 'automated' : 'human',
  }
}
