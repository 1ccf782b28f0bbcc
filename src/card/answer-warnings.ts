import type { ContactVerdict } from '../judgement/judge-contact.ts'
import type { ConsentOverview } from '../permission/overview.ts'
import { localDay, monthsLater } from '../time/local-days.ts'
import type { EpochMs } from '../time/units.ts'
import type { Warning } from '../words/rep/warnings.ts'

const SOON_DAYS = 30
/**
 * Code Telemarketing (2024): the first call comes within this many
 * months of the opt-in, unless its text states a longer term.
 */
const FIRST_CALL_MONTHS = 6

/** Days left of a half-open end, today counted; both in epoch milliseconds. */
export function daysLeft(until: number, now: EpochMs): number {
  return localDay(until - 1) - localDay(now) + 1
}

/**
 * Whether consent was given so long ago that a first call would be late: then a user must say whether there was one.
 */
export function isOldConsent(consent: ConsentOverview, now: EpochMs): boolean {
  return monthsLater(consent.at, FIRST_CALL_MONTHS) <= now && (consent.fact.until ?? null) === null
}

/**
 * What to know before a call that the verdict allows.
 * @param consent the one the verdict rests on, null where it rests on something else
 * @param calledAt instants of outbound calls known to us; null where HubSpot could not say
 */
export function warningsFor(
  verdict: ContactVerdict,
  consent: ConsentOverview | null,
  calledAt: readonly number[] | null,
  now: EpochMs,
): Warning[] {
  if (verdict.permission !== 'allowed') return []
  const warnings: Warning[] = []
  if (verdict.reasons.includes('unverified')) warnings.push({ kind: 'unverified' })
  if (verdict.until !== null && daysLeft(verdict.until, now) <= SOON_DAYS)
    warnings.push({ kind: 'lapses', lastInstant: verdict.until - 1, daysLeft: daysLeft(verdict.until, now) })
  if (consent !== null && isOldConsent(consent, now) && !(calledAt ?? []).some((at) => at >= consent.at))
    warnings.push({ kind: 'no-call-since-consent', givenAt: consent.at })
  return warnings
}
