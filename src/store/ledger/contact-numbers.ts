import type { PortalTx } from '../core/portal-tx.ts'

/** The numbers each contact has now, in place of those it had. A way from number to contacts, not evidence. */
export async function setContactNumbers(
  tx: PortalTx,
  rows: readonly { readonly contactId: string; readonly numbers: readonly string[] }[],
): Promise<void> {
  const pairs = rows.flatMap(({ contactId, numbers }) => numbers.map((number) => ({ contactId, number })))
  await tx.query(
    `delete from contact_numbers c where contact_id = any($1) and not exists (
       select from jsonb_to_recordset($2) as r("contactId" text, number text) where r."contactId" = c.contact_id and r.number = c.number)`,
    [rows.map(({ contactId }) => contactId), JSON.stringify(pairs)],
  )
  await tx.query(
    `insert into contact_numbers (contact_id, number)
     select r."contactId", r.number from jsonb_to_recordset($1) as r("contactId" text, number text) on conflict do nothing`,
    [JSON.stringify(pairs)],
  )
}

/** The contacts that have each of these E.164 numbers now; numbers nobody has are absent. */
export async function contactsWithNumbers(tx: PortalTx, e164s: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await tx.query<{ number: string; contacts: string[] }>(
    'select number, array_agg(contact_id order by contact_id) as contacts from contact_numbers where number = any($1) group by number',
    [e164s],
  )
  return new Map(rows.map(({ number, contacts }) => [number, contacts]))
}

/** The E.164 numbers these contacts have now, each once. */
export async function numbersOfContacts(tx: PortalTx, contactIds: readonly string[]): Promise<string[]> {
  const { rows } = await tx.query<{ number: string }>(
    'select distinct number from contact_numbers where contact_id = any($1) order by 1',
    [contactIds],
  )
  return rows.map(({ number }) => number)
}
