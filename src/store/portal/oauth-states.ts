import { createHash } from 'node:crypto'
import type { Store } from '../store.ts'

/** Remembers the state of an install under way, as a hash; `expiresAt` in epoch milliseconds. */
export async function rememberState(store: Store, state: string, expiresAt: number): Promise<void> {
  await store.pool.query('insert into oauth_states (state_hash, expires_at) values ($1, $2)', [
    hashOf(state),
    expiresAt,
  ])
}

/** True once for each remembered state that has not run out at `now`, over all processes. Clears away what has. */
export async function consumeState(store: Store, state: string, now: number): Promise<boolean> {
  const { rows } = await store.pool.query<{ hit: boolean }>(
    'delete from oauth_states where state_hash = $1 or expires_at <= $2 returning state_hash = $1 and expires_at > $2 as hit',
    [hashOf(state), now],
  )
  return rows.some(({ hit }) => hit)
}

function hashOf(state: string): Buffer {
  return createHash('sha256').update(state).digest()
}
