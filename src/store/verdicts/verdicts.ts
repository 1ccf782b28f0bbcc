import type { Basis, Permission } from '../../permission/facts.ts'
import type { PortalTx } from '../core/portal-tx.ts'
import { storableJson } from '../core/storable-json.ts'

/** The verdict on one number; null stands for a filled property that is no number. */
export type StoredNumber = {
  readonly number: string | null
  readonly permission: Permission
  readonly basis: Basis | null
  readonly until: number | null
  readonly reasons: readonly string[]
}

/** The verdict on a contact. Instants in epoch milliseconds. */
export type StoredVerdict = {
  readonly contactId: string
  readonly permission: Permission
  readonly basis: Basis | null
  readonly reasons: readonly string[]
  readonly until: number | null
  readonly changesAt: number | null
  readonly rulebook: string | null
  readonly decidedAt: number
  readonly numbers: readonly StoredNumber[]
}

export type SavedVerdict = {
  /** HubSpot shows what stands here now. */
  readonly written: boolean
  /**
   * The permission HubSpot last showed, null if never. A lapse
   * is measured against it, also after an interrupted write.
   */
  readonly former: Permission | null
}

const GIVEN = `jsonb_to_recordset($1) as g("contactId" text, permission text, basis text, reasons text[], until bigint,
  "changesAt" bigint, rulebook text, "decidedAt" bigint, numbers jsonb)`
const compared = (row: string) =>
  ['permission', 'basis', 'reasons', 'until', 'rulebook', 'numbers'].map((name) => `${row}.${name}`).join(', ')

/**
 * Stores verdicts, one per contact. What differs from what stood
 * there waits for `markWritten`; a refusal by HubSpot is forgotten.
 */
export async function saveVerdicts(
  tx: PortalTx,
  verdicts: readonly StoredVerdict[],
): Promise<Map<string, SavedVerdict>> {
  if (verdicts.length === 0) return new Map()
  // In one order everywhere, so that two transactions cannot wait for each other.
  const { rows } = await tx.query<SavedVerdict & { contactId: string }>(
    `with saved as (
       insert into verdicts as v (contact_id, permission, basis, reasons, until, changes_at, rulebook, decided_at, numbers, announced)
       select g."contactId", g.permission, g.basis, g.reasons, g.until, g."changesAt", g.rulebook, g."decidedAt", g.numbers, false
       from ${GIVEN} order by 1
       on conflict (portal_id, contact_id) do update set
         permission = excluded.permission, basis = excluded.basis, reasons = excluded.reasons, until = excluded.until,
         changes_at = excluded.changes_at, rulebook = excluded.rulebook, decided_at = excluded.decided_at, numbers = excluded.numbers,
         refused = null, announced = v.announced and (${compared('v')}) is not distinct from (${compared('excluded')})
       returning *
     )
     select contact_id as "contactId", announced as written, told as former from saved`,
    [storableJson(verdicts)],
  )
  return new Map(rows.map(({ contactId, ...saved }) => [contactId, saved]))
}

/** HubSpot shows these verdicts: properties written, call tasks guarded. */
export async function markWritten(tx: PortalTx, contactIds: readonly string[]): Promise<void> {
  await tx.query(
    'update verdicts set announced = true, told = permission where not announced and contact_id = any($1)',
    [contactIds],
  )
}

/** HubSpot refused the write, with its reason; stands until the contact is judged again. */
export async function markRefused(
  tx: PortalTx,
  rows: readonly { readonly contactId: string; readonly reason: string }[],
): Promise<void> {
  if (rows.length === 0) return
  await tx.query(
    `update verdicts v set refused = r.reason from jsonb_to_recordset($1) as r("contactId" text, reason text) where v.contact_id = r."contactId"`,
    [storableJson(rows)],
  )
}

/** Contacts on which HubSpot did not take our last write. */
export async function refusedContacts(tx: PortalTx, limit: number): Promise<string[]> {
  return ids(tx, 'select contact_id as id from verdicts where refused is not null order by contact_id limit $1', [
    limit,
  ])
}

/**
 * Contacts whose verdict is stored but not written: a crash or an outage came in between. By id; `after` is the last of
 * the page before.
 */
export async function unwrittenVerdicts(tx: PortalTx, limit: number, after: string | null = null): Promise<string[]> {
  const text =
    'select contact_id as id from verdicts where not announced and contact_id > $2 order by contact_id limit $1'
  return ids(tx, text, [limit, after ?? ''])
}

export type Due = {
  readonly before: number
  readonly limit: number
  readonly after?: { readonly changesAt: number; readonly contactId: string }
}

/**
 * Contacts whose verdict time has changed by the instant `before` (included), soonest first: from the index, never a
 * scan. `after` goes on behind a row of the page before, for callers that leave rows as they are.
 */
export async function dueVerdicts(tx: PortalTx, { before, limit, after }: Due): Promise<string[]> {
  return ids(
    tx,
    `select contact_id as id from verdicts
     where changes_at <= $1 and ($3::bigint is null or (changes_at, contact_id) > ($3::bigint, $4::text))
     order by changes_at, contact_id limit $2`,
    [before, limit, after?.changesAt ?? null, after?.contactId ?? null],
  )
}

export async function loadVerdicts(tx: PortalTx, contactIds: readonly string[]): Promise<Map<string, StoredVerdict>> {
  const { rows } = await tx.query<StoredVerdict>(
    `select contact_id as "contactId", permission, basis, reasons, until, changes_at as "changesAt", rulebook,
       decided_at as "decidedAt", numbers
     from verdicts where contact_id = any($1)`,
    [contactIds],
  )
  return new Map(rows.map((verdict) => [verdict.contactId, verdict]))
}

/** Contacts that HubSpot no longer has: no verdict is written there. Their facts stay. */
export async function dropVerdicts(tx: PortalTx, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length === 0) return
  await tx.query('delete from verdicts where contact_id = any($1)', [contactIds])
  await tx.query('delete from contact_numbers where contact_id = any($1)', [contactIds])
}

/** A page of all contacts judged so far, by id; `after` is the last id of the page before. */
export async function contactIdsFrom(tx: PortalTx, after: string | null, limit: number): Promise<string[]> {
  return ids(tx, `select contact_id as id from verdicts where contact_id > $1 order by contact_id limit $2`, [
    after ?? '',
    limit,
  ])
}

async function ids(tx: PortalTx, text: string, values: unknown[]): Promise<string[]> {
  return (await tx.query<{ id: string }>(text, values)).rows.map(({ id }) => id)
}
