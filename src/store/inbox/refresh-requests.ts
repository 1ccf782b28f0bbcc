import type { EpochMs } from '../../time/units.ts'
import type { PortalTx } from '../core/portal-tx.ts'
import { askWork } from './work.ts'

/** A record to refresh at `dueAt`, epoch milliseconds of real time. */
export type RefreshRequest = {
  readonly objectType: string
  readonly objectId: string
  readonly dueAt: EpochMs
  readonly attempt: number
}

/** As read; `seq` distinguishes it from one asked for during the refresh. */
export type DueRefreshRequest = RefreshRequest & { readonly seq: number }

/**
 * Asked twice for the same record, the earlier time holds; a further attempt takes the place of the one before, and a
 * later time that of one that is due already: whoever asks has just read the record.
 */
export async function requestRefresh(tx: PortalTx, rows: readonly RefreshRequest[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query(
    `insert into refresh_requests (object_type, object_id, due_at, attempt)
     select distinct on (r."objectType", r."objectId") r."objectType", r."objectId", r."dueAt", r.attempt
     from jsonb_to_recordset($1) as r("objectType" text, "objectId" text, "dueAt" bigint, attempt integer)
     order by r."objectType", r."objectId", r."dueAt"
     on conflict (portal_id, object_type, object_id) do update set
       due_at = case when excluded.attempt > refresh_requests.attempt or (refresh_requests.due_at <= $2 and excluded.due_at > $2) then excluded.due_at else least(refresh_requests.due_at, excluded.due_at) end,
       attempt = excluded.attempt, seq = refresh_requests.seq + 1`,
    [JSON.stringify(rows), Date.now()],
  )
  await askWork(tx, tx.portalId, 'refresh', Math.min(...rows.map(({ dueAt }) => dueAt)))
}

export async function dueRefreshRequests(tx: PortalTx, now: EpochMs, limit: number): Promise<DueRefreshRequest[]> {
  const text = `select object_type as "objectType", object_id as "objectId", due_at as "dueAt", attempt, seq from refresh_requests
     where due_at <= $1 order by due_at limit $2`
  return (await tx.query<DueRefreshRequest>(text, [now, limit])).rows
}

/** What is asked for these records, due or not. */
export async function refreshRequestsOf(
  tx: PortalTx,
  objectType: string,
  objectIds: readonly string[],
): Promise<DueRefreshRequest[]> {
  const text = `select object_type as "objectType", object_id as "objectId", due_at as "dueAt", attempt, seq from refresh_requests
     where object_type = $1 and object_id = any($2)`
  return (await tx.query<DueRefreshRequest>(text, [objectType, objectIds])).rows
}

/**
 * Deletes the requests that were carried out, except those asked
 * for again meanwhile; what is left asks for work at its own time.
 */
export async function finishRefreshRequests(tx: PortalTx, rows: readonly DueRefreshRequest[]): Promise<void> {
  await tx.query(
    `delete from refresh_requests q using jsonb_to_recordset($1) as r("objectType" text, "objectId" text, seq bigint)
     where q.object_type = r."objectType" and q.object_id = r."objectId" and q.seq = r.seq`,
    [JSON.stringify(rows)],
  )
  // Set, not asked: asking keeps the earlier due time, which has just passed, and would have the portal worked on in
  // vain until the last refresh.
  await tx.query(
    `update work set due_at = soonest, seq = seq + 1 from (select min(due_at) as soonest from refresh_requests) as left_over
     where portal_id = $1 and kind = 'refresh' and soonest is not null`,
    [tx.portalId],
  )
}
