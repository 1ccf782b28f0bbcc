import type { EpochMs } from '../time/units.ts'
import { numbersIn } from './generous-numbers.ts'
import type { MappedPhones } from './numbers.ts'
import { regionsSince } from './region.ts'
import type { SourceRecord } from './source-record.ts'
import { currentValue, SAME_SUBMISSION_MS, versions } from './timeline.ts'

/** HubSpot's own phone properties: what stands there can be dialled, whether or not the portal mapped it. */
export const OWN_PHONES = ['phone', 'mobilephone', 'hs_whatsapp_phone_number']

/** One objection of a contact, and when the contact's objections stand; instants in epoch milliseconds. */
export type ObjectionInTime = {
  readonly at: EpochMs
  /** Whether an objection of the contact stands at this instant, which is after `at`. */
  readonly stands: (instant: number) => boolean
  /** The instants of what may lift it or make it stand again. */
  readonly turns: readonly number[]
}

/**
 * The E.164 numbers on which an objection stands, read generously: those the record had at that moment, in any phone
 * property, and those it got later while the objection stood. All of it from history, so that neither the order nor the
 * moment of our looks changes what is blocked. A form that replaces the number objects for the former one too.
 */
export function numbersToBlock(
  record: SourceRecord,
  phones: MappedPhones,
  objection: ObjectionInTime,
  observedAt: EpochMs,
): string[] {
  const from = objection.at - SAME_SUBMISSION_MS
  const regions = regionsSince(record, phones.defaultRegion, from)
  const texts = [...new Set([...OWN_PHONES, ...phones.properties])].flatMap((property) =>
    textsWhileItStood(record, property, objection, observedAt),
  )
  return [...new Set([...new Set(texts)].flatMap((text) => numbersIn(text, regions)))].sort()
}

function textsWhileItStood(
  record: SourceRecord,
  property: string,
  { at, stands, turns }: ObjectionInTime,
  observedAt: EpochMs,
): string[] {
  const history = versions(record, property)
  // A property that keeps no history: what stands there now may have stood there then.
  if (history.length === 0) return [currentValue(record, property)]
  return history
    .filter(({ timestamp: since }, index) => {
      // Without an end: an objection may be dated a little ahead of our clock.
      const until = history[index + 1]?.timestamp ?? Number.POSITIVE_INFINITY
      if (until <= at - SAME_SUBMISSION_MS) return false
      if (since <= at) return true
      const within = turns.filter((turn) => turn > since && turn < until)
      // Between two turns it can only begin to stand again (a consent ends), so the last moment before each shows it.
      const last = Math.min(until - 1, Math.max(since, observedAt))
      return [since, last, ...within, ...within.map((turn) => turn - 1)].some(stands)
    })
    .map(({ value }) => value)
}
