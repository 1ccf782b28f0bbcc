import { localDay, midnight, midnightYearsLater } from '../time/local-days.ts'
import type { DayNumber, EpochMs } from '../time/units.ts'

/** An end that never comes. Every window is half-open: at its end it is over. */
export const NEVER = Number.POSITIVE_INFINITY

/** House rule: a call that was asked for without a last day is still that call for two weeks. */
const REQUEST_DAYS = 14

/** The end of a day that is still valid: 00:00 on the next one. */
function dayEnd(lastDay: DayNumber): EpochMs {
  return midnight(lastDay + 1)
}

/** The end of a term of `years` (1 to 3) from a local date: its last day is the day before the anniversary. */
export function termEnd(from: DayNumber, years: number): EpochMs {
  return midnightYearsLater(from, years)
}

/** `lastDay` is the day stated when consent was given, null where none was; the house's ceiling holds either way. */
export function consentEnd(given: DayNumber, lastDay: DayNumber | null, consentYears: number): EpochMs {
  const ceiling = termEnd(given, consentYears)
  return lastDay === null ? ceiling : Math.min(dayEnd(lastDay), ceiling)
}

export function requestEnd(asked: DayNumber, lastDay: DayNumber | null): EpochMs {
  return lastDay === null ? midnight(asked + REQUEST_DAYS) : dayEnd(lastDay)
}

/** The newest event of each sort in a relation, epoch milliseconds; NOT_YET where there was none. */
export type RelationHistory = {
  readonly transaction: EpochMs
  readonly started: EpochMs
  readonly ended: EpochMs
}

export const NOT_YET = Number.NEGATIVE_INFINITY

/** A start at the very instant of an end does not run: ties go the strict way. */
export function isRunning(history: RelationHistory): boolean {
  return history.started > history.ended
}

/**
 * The end of a relation of at least one event. A running one has no end yet; afterwards the term counts from the last
 * transaction or end: of two instants the later never has the earlier term end.
 */
export function relationEnd(history: RelationHistory, relationYears: number): EpochMs {
  return isRunning(history) ? NEVER : termEnd(localDay(Math.max(history.transaction, history.ended)), relationYears)
}
