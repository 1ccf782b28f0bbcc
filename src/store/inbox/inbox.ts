import type { PortalTx } from '../core/portal-tx.ts'
import { storableText } from '../core/storable-json.ts'
import type { ParkedReason } from './parking.ts'
import { askWork } from './work.ts'

/** `occurredAt` in epoch milliseconds, by HubSpot's clock. */
export type InboxEvent = {
  readonly seq: number
  readonly type: string
  readonly occurredAt: number
  readonly body: unknown
  readonly tries: number
}

/** In the order they came in. */
export async function pendingEvents(tx: PortalTx, limit: number): Promise<InboxEvent[]> {
  const text = `select seq, type, occurred_at as "occurredAt", body, tries from inbox where state = 'pending' order by seq limit $1`
  return (await tx.query<InboxEvent>(text, [limit])).rows
}

export async function finishEvents(tx: PortalTx, seqs: readonly number[]): Promise<void> {
  await tx.query(`update inbox set state = 'done', last_error = null where state = 'pending' and seq = any($1)`, [seqs])
}

/** Kept but not carried out: not understood, or failed for good. Deleted only on request. */
export async function parkEvents(tx: PortalTx, seqs: readonly number[], reason: ParkedReason): Promise<void> {
  await tx.query(`update inbox set state = 'parked', parked_reason = $2 where seq = any($1)`, [seqs, reason])
}

/** Events parked for this reason become pending, and work is asked for them. Returns how many. */
export async function unparkEvents(tx: PortalTx, reason: ParkedReason): Promise<number> {
  const text = `update inbox set state = 'pending', parked_reason = null where state = 'parked' and parked_reason = $1`
  return asked(tx, (await tx.query(text, [reason])).rowCount)
}

/** One try more; they stay pending. */
export async function noteFailure(tx: PortalTx, seqs: readonly number[], error: string): Promise<void> {
  await tx.query('update inbox set tries = tries + 1, last_error = $2 where seq = any($1)', [seqs, storableText(error)])
}

/**
 * Replay: everything received since `since` (epoch milliseconds; all there is without it) becomes pending again, parked
 * events too. Returns how many.
 */
export async function reopenEvents(tx: PortalTx, since?: number | null): Promise<number> {
  const text = `update inbox set state = 'pending', parked_reason = null, tries = 0
     where state <> 'pending' and ($1::bigint is null or received_at >= $1)`
  return asked(tx, (await tx.query(text, [since ?? null])).rowCount)
}

/** Deletes events parked for this reason and received before the instant. Returns how many. */
export async function expireParked(tx: PortalTx, reason: ParkedReason, before: number): Promise<number> {
  const text = `delete from inbox where state = 'parked' and parked_reason = $1 and received_at < $2`
  return (await tx.query(text, [reason, before])).rowCount ?? 0
}

/** Deletes finished events received before the instant: after that they cannot be replayed, and would count as new. */
export async function pruneInbox(tx: PortalTx, before: number): Promise<number> {
  return (await tx.query(`delete from inbox where state = 'done' and received_at < $1`, [before])).rowCount ?? 0
}

/** How many are parked, by reason. */
export async function parkedCount(tx: PortalTx): Promise<Partial<Record<ParkedReason, number>>> {
  const text = `select parked_reason as reason, count(*) as count from inbox where state = 'parked' group by 1`
  const { rows } = await tx.query<{ reason: ParkedReason; count: number }>(text)
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]))
}

async function asked(tx: PortalTx, count: number | null): Promise<number> {
  if (count) await askWork(tx, tx.portalId, 'inbox', 0)
  return count ?? 0
}
