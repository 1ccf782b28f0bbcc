import { ZONE } from '../../time/local-days.ts'
import type { EpochMs } from '../../time/units.ts'
import type { PortalTx } from '../core/portal-tx.ts'
import { storableJson } from '../core/storable-json.ts'
import { StoreError } from '../core/store-error.ts'

/** A portal's night: a local date (`YYYY-MM-DD`, Europe/Amsterdam) and its work. Instants in epoch milliseconds. */
export type Night = {
  readonly localDate: string
  readonly cursor: unknown
  readonly summary: object | null
  /** How often it was begun: more than once means that a process died or gave up in the middle. */
  readonly attempt: number
  readonly startedAt: number | null
  readonly finishedAt: number | null
}

const COLUMNS =
  'local_date as "localDate", cursor, summary, attempt, started_at as "startedAt", finished_at as "finishedAt"'

/** Opens the nights that are not there yet. */
export async function openNights(tx: PortalTx, dates: readonly string[], at: EpochMs | null = null): Promise<void> {
  await tx.query(
    'insert into nights (local_date, started_at) select d, $2 from unnest($1::text[]) as d on conflict do nothing',
    [dates, at],
  )
}

/**
 * The oldest unfinished night, for one worker at a time; a worker that asks again
 * under its own name keeps it. A lease that expired (its worker died) is taken over.
 * Null when there is none, or while another worker has the oldest: nights go in order.
 */
export async function claimNight(tx: PortalTx, owner: string, leaseMs: number): Promise<Night | null> {
  const { rows } = await tx.query<Night>(
    `update nights set lease_owner = $1, lease_until = clock_timestamp() + $2 * interval '1 millisecond', attempt = attempt + 1
     where local_date = (select min(local_date) from nights where finished_at is null) and finished_at is null
       and (lease_until is null or lease_until < clock_timestamp() or lease_owner = $1)
     returning ${COLUMNS}`,
    [owner, leaseMs],
  )
  return rows[0] ?? null
}

export type NightProgress = {
  readonly owner: string
  readonly leaseMs: number
  readonly summary: object
  readonly cursor?: unknown
}

/**
 * One batch further, the lease renewed. Throws StoreError `lease-lost`: this worker was taken for dead and must stop.
 */
export async function saveNight(
  tx: PortalTx,
  localDate: string,
  { owner, leaseMs, summary, cursor = null }: NightProgress,
): Promise<void> {
  const { rowCount } = await tx.query(
    `update nights set summary = $3, cursor = $4, lease_until = clock_timestamp() + $5 * interval '1 millisecond'
     where local_date = $1 and lease_owner = $2 and finished_at is null`,
    [localDate, owner, storableJson(summary), cursor === null ? null : storableJson(cursor), leaseMs],
  )
  if (rowCount !== 1) throw lost(localDate)
}

/**
 * Done: this local date is never run again. With an `owner`, throws
 * StoreError `lease-lost` when the night is another worker's by now.
 */
export async function finishNight(
  tx: PortalTx,
  localDate: string,
  { owner, summary, at }: { readonly owner?: string; readonly summary: object; readonly at: EpochMs },
): Promise<void> {
  const { rowCount } = await tx.query(
    `update nights set summary = $2, finished_at = $3, lease_owner = null, lease_until = null
     where local_date = $1 and finished_at is null and ($4::text is null or lease_owner = $4)`,
    [localDate, storableJson(summary), at, owner ?? null],
  )
  if (rowCount !== 1 && owner !== undefined) throw lost(localDate)
}

function lost(localDate: string): StoreError {
  return new StoreError('lease-lost', `the night of ${localDate} is another worker's now`)
}

/**
 * Finishes in one statement the unfinished nights that are over before `soonestChange` (epoch milliseconds; null:
 * nothing will ever change): nothing could have happened in them. Nights that a worker runs are left. Returns how many.
 */
export async function finishQuietNights(
  tx: PortalTx,
  soonestChange: number | null,
  summary: object,
  at: EpochMs = Date.now(),
): Promise<number> {
  const { rowCount } = await tx.query(
    `update nights set finished_at = $3, attempt = attempt + 1, lease_owner = null, lease_until = null,
       summary = $2::jsonb || jsonb_build_object('portal', portal_id, 'date', local_date)
     where finished_at is null and (lease_until is null or lease_until < clock_timestamp())
       and ($1::bigint is null or local_date < to_char(to_timestamp($1 / 1000.0) at time zone '${ZONE}', 'YYYY-MM-DD'))`,
    [soonestChange, storableJson(summary), at],
  )
  return rowCount ?? 0
}

/** The newest date there is a night for, done or not. */
export async function lastNightDate(tx: PortalTx): Promise<string | null> {
  return (await tx.query<{ last: string | null }>('select max(local_date) as last from nights')).rows[0]?.last ?? null
}

/** The newest night that is done. */
export async function lastNight(tx: PortalTx): Promise<Night | null> {
  const text = `select ${COLUMNS} from nights where finished_at is not null order by local_date desc limit 1`
  return (await tx.query<Night>(text)).rows[0] ?? null
}

/** Oldest first. */
export async function unfinishedNights(tx: PortalTx): Promise<Night[]> {
  return (await tx.query<Night>(`select ${COLUMNS} from nights where finished_at is null order by local_date`)).rows
}
