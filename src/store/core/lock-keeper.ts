import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

const POLL_MS = 50
const POLL_AT_MOST_MS = 500

export type LockKeeper = {
  /**
   * Runs `work` while nobody else, in this process or another, is inside the same name. `lost` is aborted when the
   * connection that holds the lock breaks: from then on another process may come in, and `work` should stop at its next
   * step. Without `wait` it answers `busy` at once.
   */
  readonly hold: <T>(name: string, wait: boolean, work: (lost: AbortSignal) => Promise<T>) => Promise<Held<T>>
  readonly close: () => Promise<void>
}

export type Held<T> = { readonly kind: 'held'; readonly value: T } | { readonly kind: 'busy' }

type Session = { readonly client: pg.Client; readonly lost: AbortController }

/**
 * Advisory locks on one connection apart from the pool: holders cannot starve those
 * who query, and PostgreSQL releases everything when the process dies. A session may
 * take the same lock twice, so within the process names are kept apart in memory.
 */
export function createLockKeeper(connection: pg.ClientConfig, applicationName: string): LockKeeper {
  const turns = new Map<string, Promise<unknown>>()
  let session: Promise<Session> | null = null
  let closed = false

  const connect = async (drop: () => void): Promise<Session> => {
    const lost = new AbortController()
    const client = new pg.Client({
      ...connection,
      application_name: applicationName,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    })
    const breaks = () => {
      drop()
      lost.abort(new Error('the connection that held the lock broke'))
    }
    client.on('error', breaks)
    client.on('end', breaks)
    await client.connect()
    // A machine that vanished must not keep its locks for the two hours that TCP would wait.
    await client.query('set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3')
    return { client, lost }
  }

  const current = (): Promise<Session> => {
    if (closed) throw new Error('the store is closed')
    if (session !== null) return session
    const opening: Promise<Session> = connect(drop)
    session = opening
    opening.catch(drop)
    return opening

    // A connection reports its end twice; the second time another may have taken its place already.
    function drop() {
      if (session === opening) session = null
    }
  }

  async function holdHere<T>(name: string, wait: boolean, work: (lost: AbortSignal) => Promise<T>): Promise<Held<T>> {
    const taken = await take(current, name, wait)
    if (taken === null) return { kind: 'busy' }
    try {
      return { kind: 'held', value: await work(taken.lost.signal) }
    } finally {
      // A broken connection has released its locks already.
      if (!taken.lost.signal.aborted)
        await taken.client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name]).catch(() => undefined)
    }
  }

  return {
    async hold(name, wait, work) {
      const before = turns.get(name)
      if (before && !wait) return { kind: 'busy' }
      const turn = Promise.resolve(before).then(() => holdHere(name, wait, work))
      const over = turn.then(
        () => undefined,
        () => undefined,
      )
      turns.set(name, over)
      void over.then(() => turns.get(name) === over && turns.delete(name))
      return turn
    },
    async close() {
      closed = true
      await Promise.all(turns.values())
      const open = await session?.catch(() => null)
      await open?.client.end()
    },
  }
}

/**
 * Asked again and again rather than waited for: a blocked query
 * would keep every other name waiting on the same connection.
 */
async function take(current: () => Promise<Session>, name: string, wait: boolean): Promise<Session | null> {
  for (let pause = POLL_MS; ; pause = Math.min(pause * 1.5, POLL_AT_MOST_MS)) {
    const session = await current()
    const { rows } = await session.client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken',
      [name],
    )
    if (rows[0]?.taken) return session
    if (!wait) return null
    await sleep(pause)
  }
}
