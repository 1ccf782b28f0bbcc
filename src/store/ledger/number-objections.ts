import { createHmac } from 'node:crypto'
import { FIRST_INSTANT } from '../../time/instants.ts'
import type { EpochMs } from '../../time/units.ts'
import type { PortalTx } from '../core/portal-tx.ts'
import { numberKey } from '../portal/portals.ts'

/** A number's code under the portal's key: the number leads to it, but it does not lead back to the number. */
export function numberMac(key: Buffer, e164: string): Buffer {
  return createHmac('sha256', key).update(e164).digest()
}

/**
 * An objection at `at` (epoch milliseconds) stands on each of these E.164 numbers, whoever has them in this portal.
 * @returns on how many it did not stand yet
 */
export async function blockNumbers(
  tx: PortalTx,
  e164s: readonly string[],
  at: EpochMs,
  factKey: string,
): Promise<number> {
  return (await blockForObjections(tx, [{ factKey, at, numbers: e164s }])).length
}

/** An objection at `at` (epoch milliseconds), and the E.164 numbers on which it stands, whoever has them. */
type NumberBlock = { readonly factKey: string; readonly at: EpochMs; readonly numbers: readonly string[] }

/**
 * Makes objections stand on numbers in this portal, for good. Said again, nothing is added.
 * @returns the numbers on which one of these objections did not stand yet
 */
export async function blockForObjections(tx: PortalTx, blocks: readonly NumberBlock[]): Promise<string[]> {
  const numbers = [...new Set(blocks.flatMap((block) => block.numbers))]
  if (numbers.length === 0) return []
  const key = await numberKey(tx)
  const macOf = new Map(numbers.map((number) => [number, numberMac(key, number).toString('hex')]))
  const rows = blocks.flatMap(({ factKey, at, numbers: e164s }) =>
    e164s.map((number) => ({ mac: macOf.get(number), at, factKey })),
  )
  const added = await tx.query<{ mac: string }>(
    `insert into number_objections (number_mac, at, fact_key)
     select decode(r.mac, 'hex'), r.at, r."factKey" from jsonb_to_recordset($1) as r(mac text, at bigint, "factKey" text)
     on conflict do nothing returning encode(number_mac, 'hex') as mac`,
    [JSON.stringify(rows)],
  )
  const macs = new Set(added.rows.map(({ mac }) => mac))
  return numbers.filter((number) => macs.has(macOf.get(number) ?? ''))
}

/**
 * The instants of every objection in the portal on each of these numbers, oldest first; numbers without any are absent.
 */
export async function objectionsOn(tx: PortalTx, e164s: readonly string[]): Promise<Map<string, number[]>> {
  if (e164s.length === 0) return new Map()
  const key = await numberKey(tx)
  const numberOf = new Map(e164s.map((number) => [numberMac(key, number).toString('hex'), number]))
  const { rows } = await tx.query<{ mac: string; instants: number[] }>(
    `select encode(number_mac, 'hex') as mac, array_agg(at order by at) as instants from number_objections
     where number_mac = any(array(select decode(code, 'hex') from unnest($1::text[]) as code)) group by number_mac`,
    [[...numberOf.keys()]],
  )
  // An objection that was accepted under a date before all others counts from the first one.
  const counted = (at: EpochMs) => Math.max(at, FIRST_INSTANT)
  return new Map(rows.map(({ mac, instants }) => [numberOf.get(mac) ?? '', instants.map(counted)]))
}
