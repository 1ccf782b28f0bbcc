import pg from 'pg'
import type { Connection } from './connection.ts'

/** Runs `work` on a connection of its own, closed afterwards. */
export async function withClient<T>(
  connection: Connection | string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const to = typeof connection === 'string' ? { connectionString: connection } : connection
  const client = new pg.Client({ ...to, application_name: 'belrecht upkeep', connectionTimeoutMillis: 10_000 })
  // A connection lost between two queries fails the next one; without a listener it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
