import type { PortalId } from '../../time/units.ts'
import type { Store } from '../store.ts'

type Work<T> = (lost: AbortSignal) => Promise<T>

type Waiting = { readonly wait?: true; readonly name?: string }
type NotWaiting = { readonly wait: false; readonly name?: string }

/**
 * Runs `work` while no other worker, in any process, is inside the same portal's lock of that
 * name; released when the process dies. With `wait: false` the answer is `busy` when one is.
 * `work` gets a signal that says that the lock was lost with its connection. Never ask for
 * the same name inside it: that waits for ever. Queries go through the pool as always.
 */
export async function withPortalLock<T>(store: Store, portalId: PortalId, work: Work<T>, options?: Waiting): Promise<T>
export async function withPortalLock<T>(
  store: Store,
  portalId: PortalId,
  work: Work<T>,
  options: NotWaiting,
): Promise<T | 'busy'>
export async function withPortalLock<T>(
  store: Store,
  portalId: PortalId,
  work: Work<T>,
  { wait = true, name = 'work' }: Waiting | NotWaiting = {},
): Promise<T | 'busy'> {
  const held = await store.locks.hold(`belrecht ${name} ${portalId}`, wait, work)
  return held.kind === 'held' ? held.value : 'busy'
}
