import type { PortalTx } from '../core/portal-tx.ts'

/**
 * The contacts that have or ever had each of these E.164 numbers,
 * also under ids merged away since. Their `numbers` facts say when.
 */
export async function contactsThatHad(tx: PortalTx, e164s: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await tx.query<{ number: string; contacts: string[] }>(
    'select number, array_agg(contact_id order by contact_id) as contacts from numbers_seen where number = any($1) group by number',
    [e164s],
  )
  return new Map(rows.map(({ number, contacts }) => [number, contacts]))
}
