import { createHash } from 'node:crypto'
import type { Queryable } from '../core/queryable.ts'
import type { Store } from '../store.ts'

/**
 * The receiver's one durable write: raw bytes and their hash. The same bytes again are known and stored once.
 * `receivedAt` in epoch milliseconds. When it resolves, the delivery is on disk.
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

/** Deliveries not split yet, and those that could not be read: their bytes are kept, whose they were is not known. */
export async function deliveryCounts(
  queryable: Queryable | Store['pool'],
): Promise<{ readonly unsplit: number; readonly broken: number }> {
  const { rows } = await (queryable as Queryable).query<{ unsplit: number; broken: number }>(
    `select (select count(*) from deliveries where not split) as unsplit,
       (select count(*) from deliveries where error is not null) as broken`,
  )
  return rows[0] ?? { unsplit: 0, broken: 0 }
}

/** Forgets the hashes of deliveries split and received before this instant (epoch milliseconds). */
export async function pruneDeliveries(store: Store, before: number): Promise<number> {
  return (
    (await store.pool.query('delete from deliveries where split and error is null and received_at < $1', [before]))
      .rowCount ?? 0
  )
}
