import { createHash } from 'node:crypto'
import type { Store } from '../store.ts'

/**
 * The receiver's one durable write: raw bytes and their hash. The same bytes again are known and stored once. `receivedAt` in epoch
 * milliseconds. When it resolves, the delivery is on disk.
 */
export async function storeDelivery(
  store: Store,
  { body, receivedAt }: { readonly body: Buffer; readonly receivedAt: number },
): Promise<'stored' | 'known'> {
  const { rowCount } = await store.pool.query({
    name: 'store-delivery',
    text: 'insert into deliveries (sha256, body, received_at) values ($1, $2, $3) on conflict (sha256) do nothing',
    values: [createHash('sha256').update(body).digest(), body, receivedAt],
  })
  return rowCount === 1 ? 'stored' : 'known'
}

/** Deliveries not split yet. */
export async function unsplitCount(store: Store): Promise<number> {
  const { rows } = await store.pool.query<{ count: number }>('select count(*) as count from deliveries where not split')
  return rows[0]?.count ?? 0
}

/** Deliveries that could not be split, newest first; their bytes are kept. */
export async function brokenDeliveries(
  store: Store,
  limit: number,
): Promise<{ readonly receivedAt: number; readonly error: string; readonly body: Buffer }[]> {
  const text = `select received_at as "receivedAt", error, body from deliveries where error is not null order by id desc limit $1`
  return (await store.pool.query<{ receivedAt: number; error: string; body: Buffer }>(text, [limit])).rows
}

/** Forgets the hashes of deliveries split and received before this instant (epoch milliseconds). */
export async function pruneDeliveries(store: Store, before: number): Promise<number> {
  return (
    (await store.pool.query('delete from deliveries where split and error is null and received_at < $1', [before]))
      .rowCount ?? 0
  )
}
