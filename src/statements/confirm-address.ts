import type { OpenPortal } from '../portal/context.ts'
import { makerOf } from '../store/portal/api-keys.ts'
import { loadPortal } from '../store/portal/portals.ts'
import type { ConsentWithContact } from './verification.ts'

export type AddressFault = 'address-of-account' | 'address-not-known-before' | 'address-by-same-user'

/**
 * Why a confirm link may not go to this address, or null where it may. Whoever wrote a consent down must not be able to
 * confirm it: the address stood on the contact before that, somebody else wrote it, and it is not the account's.
 * HubSpot is asked for the history. May throw HubSpotError.
 */
export async function addressFault(
  portal: OpenPortal,
  consent: ConsentWithContact,
  email: string,
): Promise<AddressFault | null> {
  const address = email.trim().toLowerCase()
  const { own, writers } = await portal.tx(async (tx) => {
    const stored = await loadPortal(tx)
    return {
      own: [stored?.hubDomain, portal.settings.controllerName],
      writers: await writersOf(consent, (id) => makerOf(tx, id)),
    }
  })
  if (own.some((domain) => isOn(address, domain ?? ''))) return 'address-of-account'
  const options = { properties: ['email'], withHistory: ['email'] }
  const record = (await portal.client.batchRead('contacts', [consent.contactId], options)).get(consent.contactId)
  const versions = (record?.history.email ?? []).filter(({ value }) => value.trim().toLowerCase() === address)
  if (!versions.some(({ timestamp }) => timestamp < consent.recordedAt)) return 'address-not-known-before'
  // Newest first. A user may also have written it again over a form's, to hide whose it was: any version counts.
  return versions.some(({ updatedByUserId }) => updatedByUserId !== null && writers.includes(updatedByUserId))
    ? 'address-by-same-user'
    : null
}

/** The HubSpot users behind a consent: who typed it, or who made the key that handed it in. */
async function writersOf(
  { origin, recordedBy }: ConsentWithContact,
  keyMaker: (keyId: string) => Promise<string | null>,
): Promise<string[]> {
  const userId: unknown = recordedBy === null ? null : Reflect.get(recordedBy, 'userId')
  const maker = origin.startsWith('api:') ? await keyMaker(origin.slice('api:'.length)) : null
  return [userId, maker].filter((id) => typeof id === 'string')
}

function isOn(address: string, domain: string): boolean {
  const host = address.slice(address.lastIndexOf('@') + 1)
  const own = domain
    .trim()
    .toLowerCase()
    .replace(/^www\./, '')
  return own.includes('.') && (host === own || host.endsWith(`.${own}`))
}
