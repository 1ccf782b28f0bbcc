import type { LeftOut } from '../hubspot/records/refused-values.ts'
import type { JudgedContact } from '../judgement/judge-from-ledger.ts'
import type { OpenPortal } from '../portal/context.ts'
import type { SourceRecord } from '../provenance/source-record.ts'
import type { EpochMs } from '../time/units.ts'
import { propertyChanges } from './properties/contact.ts'

/** What HubSpot did not take of what was written. */
export type NotTaken = {
  /** Contacts whose verdict HubSpot does not show, each with HubSpot's reason. */
  readonly refused: readonly { readonly contactId: string; readonly reason: string }[]
  /** Properties that were left out, some of them on one contact alone. */
  readonly leftOut: readonly LeftOut[]
}

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
  judged: readonly JudgedContact[],
  records: ReadonlyMap<string, SourceRecord>,
  read: { readonly at: EpochMs; readonly historyRead: boolean },
): Promise<NotTaken> {
  const updates = judged.flatMap((one) => {
    const record = records.get(one.contactId)
    const properties = record ? propertyChanges(one, record, portal, read) : {}
    return Object.keys(properties).length > 0 ? [{ id: one.contactId, properties }] : []
  })
  const { refused, leftOut } = await portal.client.batchUpdate('contacts', updates)
  const notShown = leftOut.filter(({ property }) => property === PERMISSION)
  const yeses = new Set(judged.flatMap(({ contactId, verdict }) => (verdict.permission === 'allowed' ? contactId : [])))
  await replaceYes(
    portal,
    notShown.filter(({ id }) => !yeses.has(id)),
    records,
  )
  return {
    refused: [...refused, ...notShown].map(({ id, message }) => ({ contactId: id, reason: message })),
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
