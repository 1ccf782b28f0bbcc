import { HubSpotError } from '../errors.ts'
import type { CallThis } from '../records/batch-read.ts'
import { amount, list, member, text } from '../transport/wire.ts'

export type AccountDetails = {
  readonly portalId: number | null
  readonly accountType: string | null
  readonly timeZone: string | null
  readonly uiDomain: string | null
  readonly dataHostingLocation: string | null
}

export async function accountDetails(call: CallThis): Promise<AccountDetails> {
  const body = await call({ method: 'GET', path: '/account-info/2026-09/details', idempotent: true })
  return {
    portalId: amount(member(body, 'portalId')),
    accountType: text(member(body, 'accountType')),
    timeZone: text(member(body, 'timeZone')),
    uiDomain: text(member(body, 'uiDomain')),
    dataHostingLocation: text(member(body, 'dataHostingLocation')),
  }
}

type Room = { readonly limit: number; readonly usage: number }

export type CustomPropertyLimits = {
  /** Of all object types together; it need not be the sum. Null where HubSpot does not say. */
  readonly overall: Room | null
  /** By object type id: `0-1` contacts, `0-2` companies, `0-3` deals, `0-27` tasks. */
  readonly byObjectType: Readonly<Record<string, Room>>
}

export async function customPropertyLimits(call: CallThis): Promise<CustomPropertyLimits> {
  const body = await call({ method: 'GET', path: '/crm/limits/2026-09/custom-properties', idempotent: true })
  const byObjectType: Record<string, Room> = {}
  for (const each of list(member(body, 'byObjectType'))) {
    const id = text(member(each, 'objectTypeId'))
    const room = roomOf(member(each, 'limit'), member(each, 'usage'))
    if (id !== null && room !== null) byObjectType[id] = room
  }
  return { overall: roomOf(member(body, 'overallLimit'), member(body, 'overallUsage')), byObjectType }
}

function roomOf(limit: unknown, usage: unknown): Room | null {
  const [most, used] = [amount(limit), amount(usage)]
  return most === null || used === null ? null : { limit: most, usage: used }
}

/** Takes the app off the account, with the account's own token, which is worth nothing after it. Already off is off. */
export async function uninstall(call: CallThis): Promise<void> {
  try {
    await call({ method: 'DELETE', path: '/appinstalls/2026-09/external-install', idempotent: true })
  } catch (error) {
    if (!(error instanceof HubSpotError) || error.kind !== 'portal-gone') throw error
  }
}
