import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { PortalId } from '../../time/units.ts'
import type { Store } from '../store.ts'
import type { Queryable } from './queryable.ts'
import type { KeyRing } from './sealing.ts'
import { StoreError } from './store-error.ts'

/** A transaction inside one portal's wall. */
export type PortalTx = Queryable & {
  readonly portalId: PortalId
  readonly keyRing: KeyRing
}

const TRIES = 5
/** https://www.postgresql.org/docs/current/mvcc-serialization-failure-handling.html */
const WORTH_AGAIN = new Set(['40001', '40P01'])

/**
 * Runs `work` in one transaction that sees this portal and no other. `work` runs again after a deadlock, so it must do
 * nothing but query.
 * @throws RangeError when `portalId` is no HubSpot account id
 */
export async function withPortal<T>(store: Store, portalId: PortalId, work: (tx: PortalTx) => Promise<T>): Promise<T> {
  if (!Number.isSafeInteger(portalId) || portalId <= 0) throw new RangeError(`${portalId} is no portal id`)
  return inTransaction(store, `begin; select set_config('app.portal_id', '${portalId}', true)`, (client) =>
    work({ portalId, keyRing: store.keyRing, query: (text, values) => client.query(text, values) }),
  )
}

/** A transaction without a portal: walled tables are empty to it until it steps behind one portal's wall. */
export async function inTransaction<T>(
  store: Store,
  begin: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await once(store, begin, work)
    } catch (error) {
      if (tries === TRIES || !isWorthAgain(error)) throw error
      await sleep(Math.random() * 20 * 2 ** tries)
    }
  }
}

async function once<T>(store: Store, begin: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await store.pool.connect()
  let broken: Error | undefined
  // The pool listens to idle connections only: without this, one that breaks while it is in use would end the process.
  const noteBroken = (error: Error) => {
    broken = error
  }
  client.on('error', noteBroken)
  try {
    await client.query(begin)
    const result = await work(client)
    const { command } = await client.query('commit')
    // PostgreSQL answers COMMIT with ROLLBACK when a query before it failed, also where `work` swallowed that.
    if (command !== 'COMMIT') throw new StoreError('transaction-broken', 'a query failed inside, so nothing was kept')
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error(String(failure))
    })
    throw error
  } finally {
    client.off('error', noteBroken)
    // A connection that could not even roll back is thrown away, or its transaction would be the next caller's.
    client.release(broken)
  }
}

function isWorthAgain(error: unknown): boolean {
  return error instanceof Error && 'code' in error && WORTH_AGAIN.has(String(error.code))
}
