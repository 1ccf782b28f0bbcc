import type { Fact, RelationFact, RelationKind } from '../permission/facts.ts'
import { formatInstant } from '../time/instants.ts'
import { endOfLocalDay, midnight } from '../time/local-days.ts'
import {
  amountOf,
  contractEnd,
  dealInstant,
  declaredKind,
  isWon,
  kindFor,
  unreadableDates,
  winning,
  wonStagesOf,
} from './deal-terms.ts'
import { recordFactKey } from './keys.ts'
import { type MappedPhones, numbersAt } from './numbers.ts'
import { collectionFor, type RelationScope, UNKNOWN_COLLECTION } from './relation-scope.ts'
import type { SourcedFact, SourceRecord } from './source-record.ts'
import { observedByUs, writtenBy } from './timeline.ts'

export function dealOrigin(dealId: string): string {
  return `deal:${dealId}`
}

export function isDealOrigin(origin: string): boolean {
  return origin.startsWith('deal:')
}

type Moment = Pick<RelationFact, 'event' | 'at'>

/** What one deal says about one of its contacts now, whatever the numbers. */
export type DealStatement = {
  readonly deal: SourceRecord
  readonly kind: RelationKind
  /** Nothing was paid: how the number was collected then is not known. */
  readonly free: boolean
  readonly at: number
  readonly moments: readonly Moment[]
  readonly recordedBy: SourcedFact<Fact>['recordedBy']
}

export type ReadDeals = {
  readonly statements: readonly DealStatement[]
  /** Won deals of which the portal has not said what they are. */
  readonly undeclared: readonly string[]
  /** The others of these deals. */
  readonly declared: readonly string[]
  readonly unreadable: readonly { readonly dealId: string; readonly properties: readonly string[] }[]
}

/**
 * What deals say about a contact now: a purchase or gift once won, a contract's start and end where an end date is
 * given. The caller compares this with the ledger: what is no longer said is retracted.
 */
export function readDeals(deals: readonly SourceRecord[], contact: SourceRecord, scope: RelationScope): ReadDeals {
  const wonStages = wonStagesOf(deals)
  const waiting = (deal: SourceRecord) => isWon(deal) && declaredKind(deal, scope) === 'undeclared'
  return {
    statements: deals.flatMap((deal) => statementOf(deal, contact, scope, wonStages) ?? []),
    undeclared: deals.filter((deal) => waiting(deal)).map(({ id }) => id),
    declared: deals.filter((deal) => !waiting(deal)).map(({ id }) => id),
    unreadable: deals.map((deal) => ({ dealId: deal.id, properties: unreadableDates(deal, scope) })),
  }
}

function statementOf(
  deal: SourceRecord,
  contact: SourceRecord,
  scope: RelationScope,
  wonStages: ReadonlySet<string>,
): DealStatement | null {
  const declared = declaredKind(deal, scope)
  const amount = amountOf(deal)
  if (!isWon(deal) || declared === 'none' || declared === 'undeclared') return null
  // Taken back or corrected; and a gift of nothing is no gift.
  if (amount === 'negative' || (amount === 'nothing' && scope.charity)) return null
  const won = winning(deal, wonStages)
  const at = dealInstant(deal, won)
  if (at === null) return null
  const moments = momentsOf(deal, at, scope)
  const recordedBy = won ? writtenBy(won) : observedByUs
  return { deal, kind: kindFor(contact, declared, scope), free: amount === 'nothing', at, moments, recordedBy }
}

function momentsOf(deal: SourceRecord, at: number, scope: RelationScope): Moment[] {
  const moments: Moment[] = [{ event: 'transaction', at: formatInstant(at) }]
  const lastDay = contractEnd(deal, scope)
  if (lastDay === null) return moments
  if (lastDay === 'none') return [...moments, { event: 'started', at: formatInstant(at) }]
  const end = midnight(lastDay + 1)
  // An end mistyped before the beginning must not leave the contract running for ever.
  if (at < end) moments.push({ event: 'started', at: formatInstant(at) })
  return [...moments, { event: 'ended', at: formatInstant(end) }]
}

/** A statement as facts: for each number that stood on the contact at the deal's date. */
export function dealRelations(
  { deal, kind, free, at, moments, recordedBy }: DealStatement,
  contact: SourceRecord,
  phones: MappedPhones,
  scope: RelationScope,
): SourcedFact<Fact>[] {
  const origin = dealOrigin(deal.id)
  return numbersAt(contact, phones, endOfLocalDay(at)).flatMap((number) =>
    moments.map((moment) => {
      const fact: Fact = {
        type: 'relation',
        relation: deal.id,
        kind,
        controller: scope.controller,
        product: scope.product,
        number: number.e164,
        collection: free ? UNKNOWN_COLLECTION : collectionFor(scope, at, number),
        ...moment,
      }
      return { origin, key: recordFactKey(`${origin}>${contact.id}`, fact), fact, recordedBy }
    }),
  )
}
