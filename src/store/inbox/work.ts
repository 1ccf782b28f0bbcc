import type { EpochMs, PortalId } from '../../time/units.ts'
import type { Queryable } from '../core/queryable.ts'
import { storableJson } from '../core/storable-json.ts'
import type { Store } from '../store.ts'

/**
 * Work of one kind for a portal. `seq` distinguishes this request from
 * a later one; `cursor` is how far it has come, null at its start.
 */
export type Work = {
  readonly portalId: PortalId
  readonly kind: string
  readonly seq: number
  readonly cursor: unknown
  readonly tries: number
}

/**
 * Asks for work, or asks again: the number rises, the earlier due time holds (epoch milliseconds), and it starts over.
 * Inside the transaction that stores what is to be done, the two can only come together.
 */
export async function askWork(
  client: Queryable | Store['pool'],
  portalId: PortalId,
  kind: string,
  dueAt: EpochMs,
  cursor: unknown = null,
): Promise<void> {
  await (client as Queryable).query(
    `insert into work (portal_id, kind, due_at, cursor) values ($1, $2, $3, $4)
     on conflict (portal_id, kind) do update set seq = work.seq + 1, due_at = least(work.due_at, excluded.due_at),
       cursor = excluded.cursor, tries = 0`,
    [portalId, kind, dueAt, cursor === null ? null : storableJson(cursor)],
  )
}

/** Asks every installed portal for work that is not asked for there already. */
export async function askWorkEverywhere(store: Store, kind: string, dueAt: EpochMs): Promise<void> {
  await store.pool.query(
    `insert into work (portal_id, kind, due_at) select portal_id, $1, $2 from portal_directory where status = 'installed'
     on conflict (portal_id, kind) do nothing`,
    [kind, dueAt],
  )
}

/** Asks for work that comes again by itself, unless it stands there already. True: it did not. */
export async function askWorkOnce(
  client: Queryable | Store['pool'],
  portalId: PortalId,
  kind: string,
  dueAt: EpochMs,
  cursor: unknown,
): Promise<boolean> {
  const { rowCount } = await (client as Queryable).query(
    `insert into work (portal_id, kind, due_at, cursor) values ($1, $2, $3, $4) on conflict (portal_id, kind) do nothing`,
    [portalId, kind, dueAt, storableJson(cursor)],
  )
  return rowCount === 1
}

/** What is due at `now`, the longest due first. */
export async function dueWorkOf(store: Store, portalId: PortalId, now: EpochMs): Promise<Work[]> {
  const text = `select portal_id as "portalId", kind, seq, cursor, tries from work
    where portal_id = $1 and due_at <= $2 order by due_at`
  return (await store.pool.query<Work>(text, [portalId, now])).rows
}

/** The portals that have something due, the longest due first. */
export async function portalsWithWork(store: Store, now: EpochMs): Promise<number[]> {
  const text = 'select portal_id as id from work where due_at <= $1 group by portal_id order by min(due_at)'
  return (await store.pool.query<{ id: number }>(text, [now])).rows.map(({ id }) => id)
}

/** Deletes it. False: it was asked for again since `seq` was read, and stays. */
export async function finishWork(store: Store, portalId: PortalId, kind: string, seq: number): Promise<boolean> {
  const { rowCount } = await store.pool.query('delete from work where portal_id = $1 and kind = $2 and seq = $3', [
    portalId,
    kind,
    seq,
  ])
  return rowCount === 1
}

/** To be tried again at `dueAt`, one try more. False: asked again meanwhile, so due when that says. */
export async function postponeWork(
  store: Store,
  portalId: PortalId,
  kind: string,
  seq: number,
  dueAt: EpochMs,
): Promise<boolean> {
  const text = 'update work set due_at = $4, tries = tries + 1 where portal_id = $1 and kind = $2 and seq = $3'
  return (await store.pool.query(text, [portalId, kind, seq, dueAt])).rowCount === 1
}

/** Remembers how far it has come. False: asked again meanwhile, so it starts over. */
export async function saveCursor(
  store: Store,
  portalId: PortalId,
  kind: string,
  seq: number,
  cursor: unknown,
): Promise<boolean> {
  const text = 'update work set cursor = $4, tries = 0 where portal_id = $1 and kind = $2 and seq = $3'
  return (await store.pool.query(text, [portalId, kind, seq, storableJson(cursor)])).rowCount === 1
}

/** One round of work that comes again by itself is done; the next, at `dueAt`, goes on from `cursor`. */
export async function repeatWork(
  store: Store,
  { portalId, kind, seq }: Pick<Work, 'portalId' | 'kind' | 'seq'>,
  dueAt: EpochMs,
  cursor: unknown,
): Promise<void> {
  const text = 'update work set due_at = $4, cursor = $5, tries = 0 where portal_id = $1 and kind = $2 and seq = $3'
  await store.pool.query(text, [portalId, kind, seq, dueAt, storableJson(cursor)])
}
