import type { RelationKind } from '../permission/facts.ts'
import { readHubSpotEnd, readHubSpotInstant } from '../time/hubspot-dates.ts'
import type { DayNumber, EpochMs } from '../time/units.ts'
import type { RelationScope } from './relation-scope.ts'
import type { HistoryEntry, SourceRecord } from './source-record.ts'
import { currentValue, versions } from './timeline.ts'

/** What a deal says by itself, whoever it is about. */

export function isWon(deal: SourceRecord): boolean {
  return currentValue(deal, 'hs_is_closed_won') === 'true'
}

/** `undeclared`: the portal has not said what deals of this pipeline are. */
export type DeclaredKind = 'customer' | 'donor' | 'none' | 'undeclared'

/** What the portal declared about the deal's pipeline. Who is no charity has customers, unless it said otherwise. */
export function declaredKind(deal: SourceRecord, { deals, charity }: RelationScope): DeclaredKind {
  const pipeline = currentValue(deal, 'pipeline')
  const own = Object.hasOwn(deals.pipelines, pipeline) ? deals.pipelines[pipeline] : null
  return own ?? deals.default ?? (charity ? 'undeclared' : 'customer')
}

/** Somebody whom the portal calls a customer gives no gifts. No other value changes what a deal is. */
export function kindFor(
  contact: SourceRecord,
  declared: 'customer' | 'donor',
  { relationKind }: RelationScope,
): RelationKind {
  return currentValue(contact, relationKind) === 'customer' ? 'customer' : declared
}

/** Blank is not zero; an amount that cannot be read counts as none paid: unknown is not a yes. */
export function amountOf(deal: SourceRecord): 'paid' | 'nothing' | 'negative' {
  const text = currentValue(deal, 'amount')
  const amount = text === '' ? Number.POSITIVE_INFINITY : Number(text)
  if (amount < 0) return 'negative'
  return amount > 0 ? 'paid' : 'nothing'
}

/** Won stages that are known without asking for each pipeline: HubSpot's own, and those in which won deals stand. */
export function wonStagesOf(deals: readonly SourceRecord[]): ReadonlySet<string> {
  return new Set(['closedwon', ...deals.filter(isWon).map((deal) => currentValue(deal, 'dealstage'))])
}

/** The version by which the deal became won, in its current streak: a second won stage goes on with it. */
export function winning(deal: SourceRecord, wonStages: ReadonlySet<string>): HistoryEntry | null {
  // `hs_is_closed_won` is calculated and may keep no history: the stages then say it.
  return (
    streakStart(versions(deal, 'hs_is_closed_won'), (value) => value === 'true') ??
    streakStart(versions(deal, 'dealstage'), (value) => wonStages.has(value)) ??
    versions(deal, 'dealstage').at(-1) ??
    null
  )
}

function streakStart(oldestFirst: readonly HistoryEntry[], won: (value: string) => boolean): HistoryEntry | null {
  let first: HistoryEntry | null = null
  for (const version of oldestFirst) {
    if (!won(version.value)) first = null
    else first ??= version
  }
  return first
}

/** The earlier of the close date and the moment of winning: a date typed in later must not lengthen the window. */
export function dealInstant(deal: SourceRecord, won: HistoryEntry | null): EpochMs | null {
  const closed = closeDate(deal)
  if (won === null) return closed
  return closed === null ? won.timestamp : Math.min(closed, won.timestamp)
}

/** Emptied, or made unreadable, it keeps its last value; a corrected one counts. */
function closeDate(deal: SourceRecord): EpochMs | null {
  const current = readHubSpotInstant(currentValue(deal, 'closedate'))
  if (current !== null) return current
  const readable = versions(deal, 'closedate').map(({ value }) => readHubSpotInstant(value))
  return readable.findLast((instant) => instant !== null) ?? null
}

/**
 * The last day of the contract; `none` where it has no end, in the portal's own words too; null where none is known.
 */
export function contractEnd(deal: SourceRecord, { contractEnd: end }: RelationScope): DayNumber | 'none' | null {
  const text = currentValue(deal, end.property)
  return end.none.some((word) => word.toLowerCase() === text.toLowerCase()) ? 'none' : readHubSpotEnd(text)
}

/** The dates on this deal that are filled and that nobody can read. */
export function unreadableDates(deal: SourceRecord, scope: RelationScope): string[] {
  const filled = (property: string) => currentValue(deal, property) !== ''
  const end = scope.contractEnd.property
  return [
    ...(filled('closedate') && readHubSpotInstant(currentValue(deal, 'closedate')) === null ? ['closedate'] : []),
    ...(filled(end) && contractEnd(deal, scope) === null ? [end] : []),
  ]
}
