import { isAccountWide, type LeftOut } from '../hubspot/records/refused-values.ts'
import { contactNotJudged, type JudgedContact } from '../judgement/judge-from-ledger.ts'
import type { OpenPortal } from '../portal/context.ts'
import type { SourceRecord } from '../provenance/source-record.ts'
import type { EpochMs } from '../time/units.ts'
import { propertyChanges } from './properties/contact.ts'

/** What HubSpot did not take of what was written. */
export type NotTaken = {
  /**
   * Contacts whose verdict HubSpot does not show, each with HubSpot's reason; `accountWide` where it is the property
   * that is refused, on every contact alike.
   */
  readonly refused: readonly RefusedContact[]
  /** Properties that were left out, some of them on one contact alone. */
  readonly leftOut: readonly LeftOut[]
}

/** What to write about one contact, as it was judged. */
export type ContactUpdate<One extends JudgedContact> = {
  readonly one: One
  readonly properties: Readonly<Record<string, string>>
}

/** What differs on one contact; what cannot be put in words is for review. */
export function contactUpdate<One extends JudgedContact>(
  one: One,
  record: SourceRecord,
  portal: OpenPortal,
  read: { readonly at: EpochMs; readonly historyRead: boolean },
): ContactUpdate<One> {
  try {
    return { one, properties: propertyChanges(one, record, portal, read) }
  } catch (error) {
    const unjudged = { ...one, ...contactNotJudged(one.contactId, error, read.at) }
    return { one: unjudged, properties: propertyChanges(unjudged, record, portal, read) }
  }
}

type RefusedContact = { readonly contactId: string; readonly reason: string; readonly accountWide: boolean }

const PERMISSION = 'belrecht_permission'
/** Where a no cannot be written: the next best, so that the former yes never stands. */
const INSTEAD_OF_A_NO = ['needs_review', 'needs_evidence', '']

/**
 * Writes what differs on these contacts. A property that the account refuses is left out and the others are written;
 * where that property is the verdict and the verdict is no yes, something else that is no yes is written instead. Calls
 * for n contacts: n/100, and as many again for each property refused.
 */
export async function writeProperties(
  portal: OpenPortal,
  updates: readonly ContactUpdate<JudgedContact>[],
  records: ReadonlyMap<string, SourceRecord>,
): Promise<NotTaken> {
  const changes = updates.filter(({ properties }) => Object.keys(properties).length > 0)
  const inputs = changes.map(({ one, properties }) => ({ id: one.contactId, properties }))
  const { refused, leftOut } = await portal.client.batchUpdate('contacts', inputs)
  const notShown = leftOut.filter(({ property }) => property === PERMISSION)
  const yeses = new Set(changes.flatMap(({ one }) => (one.verdict.permission === 'allowed' ? one.contactId : [])))
  await replaceYes(
    portal,
    notShown.filter(({ id }) => !yeses.has(id)),
    records,
  )
  return {
    refused: [
      ...refused.map(({ id, message }) => ({ contactId: id, reason: message, accountWide: false })),
      ...notShown.map((one) => ({ contactId: one.id, reason: one.message, accountWide: isAccountWide(one) })),
    ],
    leftOut,
  }
}

async function replaceYes(
  { client }: OpenPortal,
  refused: readonly LeftOut[],
  records: ReadonlyMap<string, SourceRecord>,
): Promise<void> {
  // Of an archived property HubSpot shows no value, and no other one can be written.
  let left = refused.filter(({ code }) => code !== 'PROPERTY_DOESNT_EXIST').map(({ id }) => id)
  for (const value of INSTEAD_OF_A_NO) {
    left = left.filter((id) => (records.get(id)?.properties[PERMISSION] ?? '') !== value)
    const { leftOut, refused: whole } = await client.batchUpdate(
      'contacts',
      left.map((id) => ({ id, properties: { [PERMISSION]: value } })),
    )
    const again = new Set([...leftOut, ...whole].map(({ id }) => id))
    left = left.filter((id) => again.has(id))
    if (left.length === 0) return
  }
}
