import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { PortalId } from '../../time/units.ts'
import { type PortalTx, withPortal } from '../core/portal-tx.ts'
import { numberKey } from '../portal/portals.ts'
import type { Store } from '../store.ts'
import { SAME_PERSON } from './merges.ts'

/** `PORTAL.CONTACT.CODE`: ids of HubSpot, and 24 bytes that only we can make. */
const LINK = /^([1-9]\d{0,14})\.(\d{1,20})\.([\w-]{32})$/
const CODE_BYTES = 24

/**
 * The token of each contact's own page. Nothing is stored: it is a code under a key of the portal, over the contact's
 * id and the number of records merged into it. So a merge replaces it (the two may have been two people), and it is the
 * same in every night. Contacts that were merged away have none.
 */
export async function personLinks(tx: PortalTx, contactIds: readonly string[]): Promise<Map<string, string>> {
  if (contactIds.length === 0) return new Map()
  const key = await linkKey(tx)
  const merged = await mergesInto(tx, contactIds)
  return new Map(
    [...merged].map(([id, records]) => [id, `${tx.portalId}.${id}.${codeOf(key, id, records).toString('base64url')}`]),
  )
}

/**
 * Whose page a token opens, or null for one that we did not make, or
 * that a merge has replaced. Whether there is a page is not asked here.
 */
export async function readPersonLink(
  store: Store,
  token: string,
): Promise<{ readonly portalId: PortalId; readonly contactId: string } | null> {
  const [, portal = '', contactId = '', code = ''] = LINK.exec(token) ?? []
  if (code === '') return null
  const portalId = Number(portal)
  return withPortal(store, portalId, async (tx) => {
    if ((await tx.query('select from portals')).rowCount === 0) return null
    const key = await linkKey(tx)
    const records = (await mergesInto(tx, [contactId])).get(contactId)
    const given = Buffer.from(code, 'base64url')
    if (records === undefined || !timingSafeEqual(given, codeOf(key, contactId, records))) return null
    return { portalId, contactId }
  })
}

function codeOf(key: Buffer, contactId: string, records: number): Buffer {
  return createHmac('sha256', key).update(`${contactId}|${records}`).digest().subarray(0, CODE_BYTES)
}

/**
 * Independent of the codes of numbers, though derived from the
 * same sealed secret of the portal: neither reveals the other.
 */
async function linkKey(tx: PortalTx): Promise<Buffer> {
  return Buffer.from(hkdfSync('sha256', await numberKey(tx), '', 'belrecht person links', 32))
}

/** How many records were merged into each; those merged into another are absent. */
async function mergesInto(tx: PortalTx, contactIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ id: string; records: number }>(
    `with ${SAME_PERSON}
     select asked as id, count(*)::integer - 1 as records from same
     where not exists (select from merges m where m.from_id = asked) group by asked`,
    [contactIds],
  )
  return new Map(rows.map(({ id, records }) => [id, records]))
}
