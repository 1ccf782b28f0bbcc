import type { ContactAnswer, HeldTaskAnswer, SixAnswers } from '../answers/answers.ts'
import { consentShown, scopeOf, whoOf } from '../contacts/properties/consent.ts'
import { relationProperties } from '../contacts/properties/relation.ts'
import type { JudgedContact } from '../judgement/judge-from-ledger.ts'
import { ruleBehind } from '../judgement/rule-behind.ts'
import { isBlank } from '../permission/answers.ts'
import type { ConsentOverview } from '../permission/overview.ts'
import type { PortalSettings } from '../portal-settings/schema.ts'
import type { HistoricFact } from '../store/ledger/fact-history.ts'
import type { HeldTask } from '../store/tasks/held-tasks.ts'
import { hubspotDate } from '../time/hubspot-dates.ts'
import { formatInstant } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'
import { basisWords } from '../words/rep/bases.ts'
import { nextStepSentences } from '../words/rep/next-steps.ts'
import { neverEvaluatedSentence, verdictSentence } from '../words/rep/verdict-sentence.ts'
import { warningSentence } from '../words/rep/warnings.ts'
import type { Language } from '../words/wording.ts'
import { answerConduct, type CallingHours } from './answer-conduct.ts'
import { answerTimeline } from './answer-timeline.ts'
import { daysLeft, warningsFor } from './answer-warnings.ts'

/** Beside the verdict: what the ledger and HubSpot say of the contact. */
export type ContactDetails = {
  /** Null while HubSpot does not say. */
  readonly name: string | null
  /** Never evaluated: the ledger holds nothing, and the verdict only says that. */
  readonly neverEvaluated: boolean
  readonly history: readonly HistoricFact[]
  readonly tasks: readonly HeldTask[]
  /** Instants of outbound calls; null where HubSpot could not say. */
  readonly calledAt: readonly number[] | null
}

/** For whom, when and in which words. `now` in epoch milliseconds. */
export type CardContext = {
  readonly settings: PortalSettings
  readonly personPageBaseUrl: string
  readonly hoursAt: CallingHours
  readonly language: Language
  readonly now: EpochMs
}

/** The contact as the card shows it. Pure. */
export function answerContact(judged: JudgedContact, details: ContactDetails, cardContext: CardContext): ContactAnswer {
  const { contactId, verdict, facts, pageToken } = judged
  const { settings, language, now } = cardContext
  const shown = consentShown(facts, settings, now)
  const warnings = warningsFor(verdict, verdict.basis === 'consent' ? shown : null, details.calledAt, now)
  return {
    contactId,
    name: details.name ?? contactId,
    permission: verdict.permission,
    sentence: details.neverEvaluated ? neverEvaluatedSentence(language) : verdictSentence(verdict, language),
    ...groundsOf(verdict, cardContext),
    numbers: verdict.numbers.map((one) => ({
      number: one.number,
      permission: one.permission,
      reason: verdictSentence(one, language),
      until: hubspotDate(one.until) || null,
    })),
    consent: shown === null ? null : sixAnswers(shown, details.name ?? contactId, cardContext),
    relation: relationOf(judged, cardContext),
    conduct: answerConduct(cardContext.hoursAt, verdict.basis, now, language),
    warnings: warnings.map((warning) => warningSentence(warning, language)),
    nextSteps:
      details.neverEvaluated || verdict.permission === 'allowed'
        ? []
        : nextStepSentences(verdict.reasons, language, judged.unconfirmed.length > 0),
    timeline: answerTimeline(judged, details.history, language),
    heldTasks: details.tasks.filter(({ contactIds }) => contactIds.includes(contactId)).flatMap(heldTask),
    pageUrl: pageToken === null ? null : `${cardContext.personPageBaseUrl}${pageToken}`,
  }
}

/** What the verdict rests on, and until when. */
function groundsOf(verdict: JudgedContact['verdict'], { language, now }: CardContext) {
  const { permission, basis, rulebook, reasons } = verdict
  const validUntil = permission === 'allowed' ? verdict.until : null
  return {
    basis,
    basisLabel: basis === null ? null : basisWords(basis, language),
    validUntil: hubspotDate(validUntil) || null,
    daysLeft: validUntil === null ? null : daysLeft(validUntil, now),
    unverified: permission === 'allowed' && reasons.includes('unverified'),
    rulebook,
    rule: ruleBehind(verdict),
  }
}

function relationOf({ facts }: JudgedContact, { settings, now }: CardContext): ContactAnswer['relation'] {
  const { belrecht_relation: kind = 'none', belrecht_relation_until: until } = relationProperties(facts, settings, now)
  return kind === 'none' ? null : { kind, until: until || null }
}

const stated = (text: string | null | undefined): string | null => (isBlank(text) ? null : (text?.trim() ?? null))

function sixAnswers(shown: ConsentOverview, name: string, { settings, language }: CardContext): SixAnswers {
  const { proof } = shown.fact
  return {
    givenBy: whoOf(proof?.givenBy, name, shown.number) || null,
    method: stated(proof?.method),
    source: stated(proof?.source),
    givenAt: formatInstant(shown.at),
    scope: scopeOf(shown, settings, language),
    status: shown.state === 'incomplete' ? 'given' : shown.state,
  }
}

function heldTask({ taskId, state, reason, since }: HeldTask): HeldTaskAnswer[] {
  if (state === 'released' || state === 'gone') return []
  return [{ taskId, state, reason, since: formatInstant(since) }]
}
