import {
  assertSchemaCompatibility,
  createPostgresBackend,
  runMigrations,
  SchemaMigrationRequiredError,
  withBackend,
} from 'bullmq'
import pg from 'pg'
import { type Backend, queueName } from './backend.ts'

/** As `pg` takes it; apart from the store's own pool, because BullMQ pins its connections to its schema. */
export type PostgresConnection =
  | {
      readonly host: string
      readonly port: number
      readonly user: string
      readonly password: string
      readonly database: string
    }
  | { readonly connectionString: string }

const SCHEMA = 'bullmq'

/**
 * Brings the queue's schema up. Reads first and migrates only where something is missing: `CREATE SCHEMA IF NOT EXISTS`
 * asks for the right to create even when there is nothing to do, and the role the service runs as need not have it.
 */
export const migrateQueue = async (connection: PostgresConnection): Promise<void> => {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000 })
  await client.connect()
  try {
    await assertSchemaCompatibility(client, SCHEMA).catch(async (error: unknown) => {
      if (!(error instanceof SchemaMigrationRequiredError)) throw error
      await runMigrations(client, SCHEMA)
    })
  } finally {
    await client.end()
  }
}

export const openPostgresBackend = async (connection: PostgresConnection): Promise<Backend> => {
  await migrateQueue(connection)
  const { Queue, Worker } = withBackend(createPostgresBackend)
  // A config object, not a pool: only then does BullMQ own the pool,
  // set its search_path and listen on a connection of its own.
  const pool = { ...connection, schema: SCHEMA, max: 4, connectionTimeoutMillis: 5_000, keepAlive: true }
  const asking = new pg.Pool({ ...connection, max: 1, connectionTimeoutMillis: 2_000, query_timeout: 2_000 })
  asking.on('error', () => {})

  return {
    kind: 'postgres',
    openQueue: (queue) => new Queue(queueName(queue), { connection: pool }),
    openWorker: (queue, run, tuning) => new Worker(queueName(queue), run, { connection: pool, ...tuning }),
    reachable: () => true,
    onReachable: () => {},
    problem: () =>
      asking.query('SELECT 1').then(
        () => null,
        (error: Error) =>
          `PostgreSQL does not answer for the queue (${error.message}); check DATABASE_URL and the server.`,
      ),
    close: () => asking.end(),
  }
}
