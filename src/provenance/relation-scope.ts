import type { PortalSettings } from '../portal-settings/schema.ts'
import { endOfLocalDay, localDay, parseDay } from '../time/local-days.ts'
import type { DatedNumber } from './numbers.ts'

type Answer = boolean | null

/**
 * What the portal declares about its relations; `collection` holds from its date on, earlier relations stay unknown.
 */
export type RelationScope = {
  readonly controller: string
  readonly product: string | null
  readonly charity: boolean
  readonly deals: PortalSettings['deals']
  /** The contact property that says what somebody is. */
  readonly relationKind: string
  readonly contractEnd: { readonly property: string; readonly none: readonly string[] }
  readonly collection: { readonly numberGiven: Answer; readonly objectionOffered: Answer; readonly from: string | null }
}

export function relationScope(settings: PortalSettings): RelationScope {
  const { controller, product, senderKind, deals, collection, mapping } = settings
  const contractEnd = { property: mapping.contractEnd, none: mapping.contractEndNone }
  const { relationKind } = mapping
  return { controller, product, charity: senderKind === 'charity', deals, relationKind, contractEnd, collection }
}

/** A charity that has said of no deal what it is: whether its deals are gifts is not known. */
export function hasNotDeclaredDeals({ senderKind, deals }: PortalSettings): boolean {
  return senderKind === 'charity' && deals.default === null && Object.keys(deals.pipelines).length === 0
}

export const UNKNOWN_COLLECTION = { numberGiven: null, objectionOffered: null } as const

/** Writers that fill in numbers nobody gave to this company. */
const NOT_GIVEN_BY_THE_PERSON = ['IMPORT', 'ENRICHMENT', 'INTEGRATION']

/**
 * Was the number given, and was objecting offered, when this relation arose at `instant`? The portal's word counts from
 * its `from` date; `numberGiven` is true only for a number that stood on the record by then and was not filled in by an
 * import or a data vendor.
 */
export function collectionFor(
  scope: RelationScope,
  instant: number,
  number: DatedNumber,
): { numberGiven: Answer; objectionOffered: Answer } {
  const { numberGiven, objectionOffered, from } = scope.collection
  const first = from === null ? null : parseDay(from)
  if (first === null || localDay(instant) < first) return UNKNOWN_COLLECTION
  return { numberGiven: numberGiven === true && !givenInTime(number, instant) ? null : numberGiven, objectionOffered }
}

function givenInTime({ version }: DatedNumber, instant: number): boolean {
  const writer = version.sourceType ?? ''
  return (
    version.timestamp <= endOfLocalDay(instant) && !NOT_GIVEN_BY_THE_PERSON.some((vendor) => writer.includes(vendor))
  )
}
