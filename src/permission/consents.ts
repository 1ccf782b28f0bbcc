import type { EpochMs } from '../time/units.ts'
import { isImport } from './answers.ts'
import type { ReasonCode } from './facts.ts'
import type { Ground, Strength } from './ground.ts'
import type { Asked, PreparedConsent, PreparedFacts } from './prepared.ts'
import { newestBy } from './subject.ts'
import { consentEnd, NEVER, NOT_YET } from './windows.ts'

/**
 * The newest withdrawals and verifications by `at`: what has befallen a consent follows from its id and its instant.
 */
export type ConsentHistory = {
  readonly allWithdrawn: EpochMs
  readonly withdrawn: ReadonlyMap<string, EpochMs>
  readonly verified: ReadonlyMap<string, EpochMs>
}

export function consentHistory(facts: PreparedFacts, at: EpochMs): ConsentHistory {
  const blanket = facts.withdrawals.filter(({ fact }) => fact.consent === null).map((withdrawal) => withdrawal.at)
  return {
    allWithdrawn: newestBy(blanket, at),
    withdrawn: newestById(facts.withdrawals, at),
    verified: newestById(facts.verifications, at),
  }
}

type Named = {
  readonly at: EpochMs
  readonly fact: { readonly consent: string | null }
}

function newestById(named: readonly Named[], at: EpochMs): ReadonlyMap<string, EpochMs> {
  const newest = new Map<string, EpochMs>()
  for (const one of named) {
    const id = one.fact.consent
    if (id !== null && one.at <= at && one.at > (newest.get(id) ?? NOT_YET)) newest.set(id, one.at)
  }
  return newest
}

/** A withdrawal at the very instant of the consent ends it: ties go the strict way. */
export function isWithdrawn(consent: PreparedConsent, history: ConsentHistory): boolean {
  return Math.max(history.allWithdrawn, history.withdrawn.get(consent.fact.id) ?? NOT_YET) >= consent.at
}

/** A verification before the consent verifies an earlier one under the same id. */
export function isVerified(consent: PreparedConsent, history: ConsentHistory): boolean {
  return (history.verified.get(consent.fact.id) ?? NOT_YET) >= consent.at
}

/** Given after the newest objection, with all six answers, by a person and not by an import of what once was. */
export function reopens(consent: PreparedConsent, objection: EpochMs): boolean {
  return consent.at > objection && consent.complete && !isImport(consent.fact.proof?.method)
}

function mismatch(consent: PreparedConsent, question: Asked): ReasonCode | null {
  const { number, controller, purpose, channel, products } = consent.fact
  if (number !== question.number) return 'consent-number-mismatch'
  if (controller !== question.controller) return 'controller-mismatch'
  if (purpose !== question.purpose) return 'purpose-mismatch'
  if (channel !== question.channel) return 'channel-mismatch'
  if (products === 'any') return null
  return question.product !== null && products.includes(question.product) ? null : 'product-mismatch'
}

/** Each consent that was given by the question's instant, as a ground. */
export function consentGrounds(
  consents: readonly PreparedConsent[],
  question: Asked,
  history: ConsentHistory,
  house: { readonly consentYears: number; readonly requireVerified: boolean },
): Ground[] {
  const grounds: Ground[] = []
  for (const consent of consents) {
    if (consent.at <= question.at) grounds.push(consentGround(consent, question, history, house))
  }
  return grounds
}

function consentGround(
  consent: PreparedConsent,
  question: Asked,
  history: ConsentHistory,
  house: { readonly consentYears: number; readonly requireVerified: boolean },
): Ground {
  const verified = isVerified(consent, history)
  const shared = { basis: 'consent', relation: null, endedCode: 'expired-consent', verified } as const
  const lost = mismatch(consent, question) ?? (isWithdrawn(consent, history) ? 'withdrawn' : null)
  if (lost !== null) return { ...shared, strength: 'out', code: lost, ends: NEVER }
  const unverified = house.requireVerified && !verified ? 'unverified' : null
  const lacking = consent.complete ? unverified : 'incomplete-proof'
  const strength: Strength = lacking === null ? 'good' : 'unproven'
  return { ...shared, strength, code: lacking, ends: consentEnd(consent.day, consent.lastDay, house.consentYears) }
}
