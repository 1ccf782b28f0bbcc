import { type Fact, RELATION_KINDS, type RelationFact, type RelationKind } from '../permission/facts.ts'
import { readHubSpotEnd, readHubSpotInstant } from '../time/hubspot-dates.ts'
import { formatInstant } from '../time/instants.ts'
import { endOfLocalDay, midnight } from '../time/local-days.ts'
import type { EpochMs } from '../time/units.ts'
import { recordFactKey } from './keys.ts'
import { type DatedNumber, numbersAt, type ReadMapping } from './numbers.ts'
import { collectionFor, type RelationScope } from './relation-scope.ts'
import type { HistoryEntry, SourcedFact, SourceRecord } from './source-record.ts'
import { currentValue, observedByUs, versions, writtenBy } from './timeline.ts'

export function dealOrigin(dealId: string): string {
  return `deal:${dealId}`
}

export function isWon(deal: SourceRecord): boolean {
  return currentValue(deal, 'hs_is_closed_won') === 'true'
}

/**
 * What a deal says about one of its contacts now: a purchase or gift once won, a contract's start and end where an end
 * date is given. The caller compares this with the ledger: what is no longer said is retracted.
 */
export function dealRelations(
  deal: SourceRecord,
  contact: SourceRecord,
  mapping: Pick<ReadMapping, 'phones' | 'contractEnd' | 'relationKind'>,
  scope: RelationScope,
): SourcedFact<Fact>[] {
  if (!isWon(deal)) return []
  const won = winning(deal)
  const at = dealInstant(deal, won)
  if (at === null) return []
  const origin = dealOrigin(deal.id)
  const recordedBy = won ? writtenBy(won) : observedByUs
  return numbersAt(contact, mapping.phones, endOfLocalDay(at)).flatMap((number) => {
    const shared = relationOf(deal.id, kindOf(contact, mapping.relationKind, scope), at, number, scope)
    return dealMoments(deal, mapping.contractEnd)
      .map((moment): Fact => ({ ...shared, ...moment }))
      .map((fact) => ({ origin, key: recordFactKey(`${origin}>${contact.id}`, fact), fact, recordedBy }))
  })
}

type Moment = Pick<RelationFact, 'event' | 'at'>

/** When what a deal says now happened, whoever it is about; nothing unless it is won. */
export function dealMoments(deal: SourceRecord, contractEnd: string): Moment[] {
  const at = isWon(deal) ? dealInstant(deal, winning(deal)) : null
  if (at === null) return []
  const moments: Moment[] = [{ event: 'transaction', at: formatInstant(at) }]
  const lastDay = readHubSpotEnd(currentValue(deal, contractEnd))
  if (lastDay === null) return moments
  if (lastDay === 'none') return [...moments, { event: 'started', at: formatInstant(at) }]
  const end = midnight(lastDay + 1)
  // An end mistyped before the beginning must not leave the contract running for ever.
  if (at < end) moments.push({ event: 'started', at: formatInstant(at) })
  return [...moments, { event: 'ended', at: formatInstant(end) }]
}

function relationOf(dealId: string, kind: RelationKind, at: EpochMs, number: DatedNumber, scope: RelationScope) {
  return {
    type: 'relation' as const,
    relation: dealId,
    kind,
    controller: scope.controller,
    product: scope.product,
    number: number.e164,
    collection: collectionFor(scope, at, number),
  }
}

function kindOf(contact: SourceRecord, relationKind: string, scope: RelationScope): RelationKind {
  const stated = currentValue(contact, relationKind)
  return RELATION_KINDS.find((kind) => kind === stated) ?? scope.defaultKind
}

/** The version by which the deal became won, in its current winning streak. */
function winning(deal: SourceRecord): HistoryEntry | null {
  const streak = versions(deal, 'hs_is_closed_won')
  let first: HistoryEntry | null = null
  for (const version of streak) {
    if (version.value !== 'true') first = null
    else first ??= version
  }
  // `hs_is_closed_won` is calculated and may keep no history: the last stage change is then the moment of winning.
  return first ?? versions(deal, 'dealstage').at(-1) ?? null
}

/** The earlier of the close date and the moment of winning: a date typed in later must not lengthen the window. */
function dealInstant(deal: SourceRecord, won: HistoryEntry | null): number | null {
  const closed = readHubSpotInstant(currentValue(deal, 'closedate'))
  if (won === null) return closed
  return closed === null ? won.timestamp : Math.min(closed, won.timestamp)
}
