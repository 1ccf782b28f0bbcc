import type { CallThis } from '../records/batch-read.ts'
import { amount, list, member, text } from '../transport/wire.ts'

type Room = { readonly limit: number; readonly usage: number }

export type CustomPropertyLimits = {
  /** Of all object types together; it need not be the sum. Null where HubSpot does not say. */
  readonly overall: Room | null
  /** By object type id: `0-1` contacts, `0-2` companies, `0-3` deals, `0-27` tasks. */
  readonly byObjectType: Readonly<Record<string, Room>>
}

export async function customPropertyLimits(call: CallThis): Promise<CustomPropertyLimits> {
  const body = await call({ method: 'GET', path: '/crm/limits/2026-09/custom-properties' })
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
