import type { PortalTx } from '../core/portal-tx.ts'
import { askWork } from './work.ts'

/** A record to look at again at `dueAt`, epoch milliseconds of real time. */
export type Relook = {
  readonly objectType: string
  readonly objectId: string
  readonly dueAt: number
  readonly attempt: number
}

/** As read; `seq` tells it from one asked for while it was being looked at. */
export type DueRelook = Relook & { readonly seq: number }

/** Asked twice for the same record, the earlier time holds; a further attempt takes the place of the one before. */
export async function askRelook(tx: PortalTx, rows: readonly Relook[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query(
    `insert into relooks (object_type, object_id, due_at, attempt)
     select distinct on (r."objectType", r."objectId") r."objectType", r."objectId", r."dueAt", r.attempt
     from jsonb_to_recordset($1) as r("objectType" text, "objectId" text, "dueAt" bigint, attempt integer)
     order by r."objectType", r."objectId", r."dueAt"
     on conflict (portal_id, object_type, object_id) do update set
       due_at = case when excluded.attempt > relooks.attempt then excluded.due_at else least(relooks.due_at, excluded.due_at) end,
       attempt = excluded.attempt, seq = relooks.seq + 1`,
    [JSON.stringify(rows)],
  )
  await askWork(tx, tx.portalId, 'relook', Math.min(...rows.map(({ dueAt }) => dueAt)))
}

export async function dueRelooks(tx: PortalTx, now: number, limit: number): Promise<DueRelook[]> {
  const text = `select object_type as "objectType", object_id as "objectId", due_at as "dueAt", attempt, seq from relooks
     where due_at <= $1 order by due_at limit $2`
  return (await tx.query<DueRelook>(text, [now, limit])).rows
}

/** What is asked for these records, due or not. */
export async function relooksOf(tx: PortalTx, objectType: string, objectIds: readonly string[]): Promise<DueRelook[]> {
  const text = `select object_type as "objectType", object_id as "objectId", due_at as "dueAt", attempt, seq from relooks
     where object_type = $1 and object_id = any($2)`
  return (await tx.query<DueRelook>(text, [objectType, objectIds])).rows
}

/** Strikes off what was looked at, except where somebody asked again meanwhile; what is left asks for work at its own time. */
export async function finishRelooks(tx: PortalTx, rows: readonly DueRelook[]): Promise<void> {
  await tx.query(
    `delete from relooks l using jsonb_to_recordset($1) as r("objectType" text, "objectId" text, seq bigint)
     where l.object_type = r."objectType" and l.object_id = r."objectId" and l.seq = r.seq`,
    [JSON.stringify(rows)],
  )
  // Set, not asked: asking keeps the earlier due time, which has just passed, and would have the portal worked on in vain until the last look.
  await tx.query(
    `update work set due_at = soonest, seq = seq + 1 from (select min(due_at) as soonest from relooks) as left_over
     where portal_id = $1 and kind = 'relook' and soonest is not null`,
    [tx.portalId],
  )
}

export async function soonestRelook(tx: PortalTx): Promise<number | null> {
  return (await tx.query<{ next: number | null }>('select min(due_at) as next from relooks')).rows[0]?.next ?? null
}
