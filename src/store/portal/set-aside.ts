import type { PortalTx } from '../core/portal-tx.ts'
import { storableJson } from '../core/storable-json.ts'

/** A record that could not be dealt with while the others went on; instants in epoch milliseconds. */
export type SetAside = {
  /** `contact`, `company`, `deal`, `task`, `call`, `property`, `setting`, `fact`. */
  readonly kind: string
  readonly recordId: string
  readonly reason: string
  /** For the log and the admin, such as HubSpot's own words; never a person's data. */
  readonly detail: string | null
  readonly since: number
  readonly latest: number
  readonly times: number
}

export type NewSetAside = Pick<SetAside, 'kind' | 'recordId' | 'reason' | 'detail'>

const LONGEST_DETAIL = 500

type Counted = Pick<SetAside, 'kind' | 'recordId' | 'reason' | 'times'>

/** One row a record and reason: again is one time more. Returns how often each is set aside now. */
export async function addSetAside(tx: PortalTx, rows: readonly NewSetAside[], at: number): Promise<Counted[]> {
  if (rows.length === 0) return []
  const given = rows.map((row) => ({ ...row, detail: row.detail?.slice(0, LONGEST_DETAIL) ?? null }))
  const added = await tx.query<Counted>(
    `insert into set_aside (kind, record_id, reason, detail, since, latest)
     select distinct on (g.kind, g."recordId", g.reason) g.kind, g."recordId", g.reason, g.detail, $2, $2
     from jsonb_to_recordset($1) as g(kind text, "recordId" text, reason text, detail text)
     order by g.kind, g."recordId", g.reason
     on conflict (portal_id, kind, record_id, reason)
       do update set detail = excluded.detail, latest = excluded.latest, times = set_aside.times + 1
     returning kind, record_id as "recordId", reason, times`,
    [storableJson(given), at],
  )
  return added.rows
}

/** Which of these records are set aside for one of these reasons, by record id; of several reasons the latest. */
export async function setAsideAmong(
  tx: PortalTx,
  kind: string,
  recordIds: readonly string[],
  reasons: readonly string[],
): Promise<Map<string, SetAside>> {
  const { rows } = await tx.query<SetAside>(
    `select kind, record_id as "recordId", reason, detail, since, latest, times from set_aside
     where kind = $1 and record_id = any($2) and reason = any($3) order by latest, reason`,
    [kind, recordIds, reasons],
  )
  return new Map(rows.map((row) => [row.recordId, row]))
}

/**
 * These records went through, or all of the kind: nothing is set aside of them any more, for these reasons or for any.
 * Returns those of which something was.
 */
export async function endSetAside(
  tx: PortalTx,
  kind: string,
  recordIds: readonly string[] | 'all',
  reasons: readonly string[] | null = null,
): Promise<string[]> {
  if (recordIds.length === 0) return []
  const { rows } = await tx.query<{ id: string }>(
    `delete from set_aside where kind = $1 and ($2::text[] is null or record_id = any($2))
       and ($3::text[] is null or reason = any($3)) returning record_id as id`,
    [kind, recordIds === 'all' ? null : recordIds, reasons],
  )
  return [...new Set(rows.map(({ id }) => id))]
}

/** What is set aside of one kind, whatever the reason. */
export async function setAsideOf(tx: PortalTx, kind: string): Promise<Pick<SetAside, 'recordId' | 'reason'>[]> {
  const text = 'select record_id as "recordId", reason from set_aside where kind = $1'
  return (await tx.query<Pick<SetAside, 'recordId' | 'reason'>>(text, [kind])).rows
}

/** Oldest first. */
export async function listSetAside(tx: PortalTx, limit: number): Promise<SetAside[]> {
  const text = `select kind, record_id as "recordId", reason, detail, since, latest, times from set_aside
    order by since, kind, record_id, reason limit $1`
  return (await tx.query<SetAside>(text, [limit])).rows
}

export async function countSetAside(tx: PortalTx): Promise<number> {
  const { rows } = await tx.query<{ count: number }>('select count(*) as count from set_aside')
  return rows[0]?.count ?? 0
}
