import type { Permission } from '../../permission/facts.ts'
import type { EpochMs } from '../../time/units.ts'
import type { PortalTx } from '../core/portal-tx.ts'
import { storableJson } from '../core/storable-json.ts'

/** A call made though the verdict at its instant did not allow it. Instants in epoch milliseconds. */
export type Breach = {
  readonly callId: string
  /** Null in what is read back once the person was forgotten. */
  readonly contactId: string | null
  readonly number: string | null
  readonly at: EpochMs
  readonly permission: Permission
  readonly reasons: readonly string[]
  readonly recordedAt: EpochMs
}

/** Each call once; what was recorded first stays. */
export async function recordBreaches(tx: PortalTx, breaches: readonly Breach[]): Promise<void> {
  if (breaches.length === 0) return
  await tx.query(
    `insert into breaches (call_id, contact_id, number, at, permission, reasons, recorded_at)
     select b."callId", b."contactId", b.number, b.at, b.permission, b.reasons, b."recordedAt"
     from jsonb_to_recordset($1)
       as b("callId" text, "contactId" text, number text, at bigint, permission text, reasons text[], "recordedAt" bigint)
     on conflict (portal_id, call_id) do nothing`,
    [storableJson(breaches)],
  )
}

/** The last breach of a page: the next page goes on behind it. */
export type BreachCursor = Pick<Breach, 'at' | 'callId'>

/** The newest calls first; `behind` goes on after a page. */
export async function listBreaches(tx: PortalTx, limit: number, behind?: BreachCursor): Promise<Breach[]> {
  const { rows } = await tx.query<Breach>(
    `select call_id as "callId", contact_id as "contactId", number, at, permission, reasons, recorded_at as "recordedAt"
     from breaches where $2::bigint is null or (at, call_id) < ($2::bigint, $3::text)
     order by at desc, call_id desc limit $1`,
    [limit, behind?.at ?? null, behind?.callId ?? null],
  )
  return rows
}
