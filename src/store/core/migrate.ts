import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runner } from 'node-pg-migrate'
import type pg from 'pg'
import { APP_ROLE } from '../embedded/embedded-database.ts'
import type { EmbeddedServer } from '../embedded/embedded-server.ts'
import { checkDatabase } from './check-database.ts'
import { grantQueueRoom, grantToApp } from './grants.ts'
import { StoreError } from './store-error.ts'
import { withClient } from './with-client.ts'

const FOLDER = fileURLToPath(new URL('../migrations', import.meta.url))
const TABLE = 'pgmigrations'

/**
 * Brings a database behind `DATABASE_URL` up to date, as the role that will run. Returns the names of what was applied.
 */
export async function migrateDatabase(databaseUrl: string): Promise<string[]> {
  return withClient(databaseUrl, async (client) => {
    await checkDatabase(client)
    return bringUpToDate(client)
  })
}

/**
 * The embedded server's database, migrated by its administrator;
 * the app's role gets what it needs. Call under the server's lock.
 */
export async function migrateEmbedded({ admin }: Pick<EmbeddedServer, 'admin'>): Promise<string[]> {
  return withClient(admin, async (client) => {
    const applied = await bringUpToDate(client)
    // Every time: killed between the two, the next start makes up for it.
    await grantToApp(client, APP_ROLE)
    await grantQueueRoom(client, APP_ROLE)
    return applied
  })
}

/**
 * Safe when several processes start at once: the library waits
 * for its own advisory lock, then finds nothing left to do.
 */
async function bringUpToDate(client: pg.Client): Promise<string[]> {
  // Asked first, because a role that may only run would already be refused the library's own table.
  if (await isUpToDate(client)) return []
  try {
    const options = {
      dir: FOLDER,
      direction: 'up',
      migrationsTable: TABLE,
      advisoryLockMode: 'wait',
      singleTransaction: true,
    } as const
    const applied = await runner({ ...options, dbClient: client, log: () => undefined })
    return applied.map(({ name }) => name)
  } catch (cause) {
    const remedy = 'the role needs CREATE on the database and on its schema public (as its owner has)'
    throw new StoreError('migration-failed', `the database could not be migrated: ${String(cause)}; ${remedy}`, {
      cause,
    })
  }
}

async function isUpToDate(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(`select to_regclass('public.${TABLE}') is not null as found`)
  if (!rows[0]?.found) return false
  const ours = readdirSync(FOLDER).map((file) => file.replace(/\.sql$/, ''))
  const done = new Set((await client.query<{ name: string }>(`select name from ${TABLE}`)).rows.map(({ name }) => name))
  return ours.every((name) => done.has(name))
}
