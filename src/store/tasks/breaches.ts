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

/** A breach with what became of it. */
export type KeptBreach = Breach & {
  /** The record does not say which way the call went: listed apart, and not counted. */
  readonly directionUnknown: boolean
  /** The completed record disproved it: kept, and not counted. */
  readonly takenBack: { readonly at: EpochMs; readonly why: TakenBackWhy } | null
}

/** The call was allowed after all, nobody's telephone rang, or it came in. */
export type TakenBackWhy = 'allowed' | 'never-made' | 'inbound'

export type NewBreach = Breach & { readonly directionUnknown?: boolean }

/** Each call once: as it was judged last, recorded when it was first. */
export async function recordBreaches(tx: PortalTx, breaches: readonly NewBreach[]): Promise<void> {
  if (breaches.length === 0) return
  await tx.query(
    `insert into breaches as was (call_id, contact_id, number, at, permission, reasons, recorded_at, direction_unknown)
     select b."callId", b."contactId", b.number, b.at, b.permission, b.reasons, b."recordedAt", coalesce(b."directionUnknown", false)
     from jsonb_to_recordset($1)
       as b("callId" text, "contactId" text, number text, at bigint, permission text, reasons text[], "recordedAt" bigint,
         "directionUnknown" boolean)
     on conflict (portal_id, call_id) do update set contact_id = excluded.contact_id, number = excluded.number, at = excluded.at,
       permission = excluded.permission, reasons = excluded.reasons, direction_unknown = excluded.direction_unknown,
       taken_back_at = null, taken_back_why = null`,
    [storableJson(breaches)],
  )
}

/** Once: the first instant and reason stay. */
export async function takeBack(tx: PortalTx, callId: string, why: TakenBackWhy, at: EpochMs): Promise<void> {
  await tx.query(
    'update breaches set taken_back_at = $2, taken_back_why = $3 where call_id = $1 and taken_back_at is null',
    [callId, at, why],
  )
}

const COLUMNS = `call_id as "callId", contact_id as "contactId", number, at, permission, reasons, recorded_at as "recordedAt"`

export async function loadBreaches(tx: PortalTx, callIds: readonly string[]): Promise<Map<string, KeptBreach>> {
  const { rows } = await tx.query<KeptBreach>(
    `select ${COLUMNS}, direction_unknown as "directionUnknown",
       case when taken_back_at is not null then jsonb_build_object('at', taken_back_at, 'why', taken_back_why) end as "takenBack"
     from breaches where call_id = any($1)`,
    [callIds],
  )
  return new Map(rows.map((breach) => [breach.callId, breach]))
}

/** The last breach of a page: the next page goes on behind it. */
export type BreachCursor = Pick<Breach, 'at' | 'callId'>

/** The newest calls first, without those taken back; `behind` goes on after a page. */
export async function listBreaches(tx: PortalTx, limit: number, behind?: BreachCursor): Promise<Breach[]> {
  const { rows } = await tx.query<Breach>(
    `select ${COLUMNS} from breaches
     where not direction_unknown and taken_back_at is null and ($2::bigint is null or (at, call_id) < ($2::bigint, $3::text))
     order by at desc, call_id desc limit $1`,
    [limit, behind?.at ?? null, behind?.callId ?? null],
  )
  return rows
}

/** Calls that are breaches if they went out; the newest first. */
export async function listWithoutDirection(tx: PortalTx, limit: number): Promise<Breach[]> {
  const { rows } = await tx.query<Breach>(
    `select ${COLUMNS} from breaches where direction_unknown and taken_back_at is null order by at desc, call_id desc limit $1`,
    [limit],
  )
  return rows
}
