import { localDay } from '../time/local-days.ts'
import type { EpochMs } from '../time/units.ts'
import { DEFAULT_HOUSE, type House } from './facts.ts'
import type { PreparedFacts } from './prepared.ts'
import { nextRulebookStart, RULEBOOKS } from './rulebooks/index.ts'
import { consentEnd, NEVER, termEnd } from './windows.ts'

/**
 * The first instant after `at` (epoch milliseconds) at which anything derived from these facts may change, whatever is
 * asked: a consent, a request or a relation's term ends, a rule book starts, a fact that is still to come happens.
 * Never later than a real change, sometimes earlier; null where nothing is to come.
 */
export function nextChange(
  facts: PreparedFacts,
  at: EpochMs,
  house: Partial<House> = {},
  books = RULEBOOKS,
): EpochMs | null {
  let next = nextRulebookStart(at, books)
  for (const instant of changeInstants(facts, { ...DEFAULT_HOUSE, ...house })) {
    if (instant > at && instant < next) next = instant
  }
  return next === NEVER ? null : next
}

/** Every instant at which a fact happens or a term it opened ends, in no order, past ones included. */
function* changeInstants(facts: PreparedFacts, house: House): Generator<EpochMs> {
  yield* facts.objections
  for (const dated of [facts.legalForms, facts.numbers, facts.verifications, facts.withdrawals, facts.designations]) {
    for (const { at } of dated) yield at
  }
  for (const { at, day, lastDay } of facts.consents) {
    yield at
    yield consentEnd(day, lastDay, house.consentYears)
  }
  for (const { at, ends } of facts.requests) {
    yield at
    yield ends
  }
  for (const { at } of facts.relations) {
    yield at
    yield termEnd(localDay(at), house.relationYears)
  }
}
