import pg from 'pg'
import { parseIntoClientConfig } from 'pg-connection-string'
import { columnTypes } from './core/column-types.ts'
import type { Connection } from './core/connection.ts'
import { createLockKeeper, type LockKeeper } from './core/lock-keeper.ts'
import { migrateDatabase, migrateEmbedded } from './core/migrate.ts'
import { type KeyRing, NO_KEYS } from './core/sealing.ts'
import { StoreError } from './core/store-error.ts'
import { joinServer } from './embedded/embedded-server.ts'

export type Store = {
  readonly pool: pg.Pool
  /** For the queue, which pins connections of its own to its schema. */
  readonly connection: pg.ClientConfig & Connection
  readonly keyRing: KeyRing
  readonly locks: LockKeeper
  /** Null when the database answers, else what is wrong and its remedy. */
  readonly ping: () => Promise<string | null>
  /** Waits for running queries; the last process to leave an embedded server stops it. */
  readonly close: () => Promise<void>
}

export type StoreOptions = {
  readonly databaseUrl?: string | undefined
  readonly dataDir: string
  /** Left out by commands that open nothing sealed; what they then seal or open throws `no-key-ring`. */
  readonly keyRing?: KeyRing | undefined
  readonly applicationName: string
  readonly poolSize?: number
}

/**
 * Opens the database behind `databaseUrl`, or the embedded one in `dataDir`, migrated.
 * Throws StoreError `database-unreachable`, `database-too-old`, `database-role-too-strong`,
 * `migration-failed`, `embedded-server-failed`, `no-postgres-user`.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl, dataDir } = options
  if (databaseUrl !== undefined) {
    await migrate({ databaseUrl, dataDir })
    return storeOn(parseIntoClientConfig(databaseUrl) as Store['connection'], options, async () => undefined)
  }
  const server = await joinServer({ dataDir, prepare: migrateEmbedded })
  return storeOn(server.app, options, server.leave)
}

/** Brings the schema up to date and returns what was applied; safe to repeat, also from several processes at once. */
export async function migrate({
  databaseUrl,
  dataDir,
}: Pick<StoreOptions, 'databaseUrl' | 'dataDir'>): Promise<string[]> {
  if (databaseUrl !== undefined) {
    return migrateDatabase(databaseUrl).catch((cause: unknown) => {
      throw cause instanceof StoreError ? cause : unreachable(cause)
    })
  }
  let applied: string[] = []
  const server = await joinServer({ dataDir, prepare: async (running) => (applied = await migrateEmbedded(running)) })
  await server.leave()
  return applied
}

function unreachable(cause: unknown): StoreError {
  return new StoreError('database-unreachable', `the database does not answer: ${String(cause)}; check DATABASE_URL`, {
    cause,
  })
}

function storeOn(connection: Store['connection'], options: StoreOptions, leave: () => Promise<void>): Store {
  const { applicationName, poolSize = 10, keyRing = NO_KEYS } = options
  const pool = new pg.Pool({
    ...connection,
    types: columnTypes,
    max: poolSize,
    application_name: applicationName,
    // The webhook answers 503 rather than keep HubSpot waiting for its time-out.
    connectionTimeoutMillis: 3_000,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 120_000,
    keepAlive: true,
  })
  // An idle connection that broke is replaced by the next query, which fails if the database is gone.
  pool.on('error', () => undefined)
  const locks = createLockKeeper(connection, `${applicationName} locks`)
  let closing: Promise<void> | null = null
  const close = async () => {
    await Promise.all([pool.end(), locks.close()])
    await leave()
  }
  return { pool, connection, keyRing, locks, ping: () => ping(pool), close: () => (closing ??= close()) }
}

async function ping(pool: pg.Pool): Promise<string | null> {
  return pool.query('select 1').then(
    () => null,
    (error: unknown) => `PostgreSQL does not answer (${String(error)}); check DATABASE_URL and the server.`,
  )
}
