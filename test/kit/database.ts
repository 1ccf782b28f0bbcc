import { randomBytes } from 'node:crypto'
import { escapeIdentifier } from 'pg'
import type { Environment } from '../../demo/stage/app-environment.ts'
import { grantQueueRoom } from '../../src/store/core/grants.ts'
import { migrateEmbedded } from '../../src/store/core/migrate.ts'
import { createKeyRing } from '../../src/store/core/sealing.ts'
import { withClient } from '../../src/store/core/with-client.ts'
import { APP_ROLE } from '../../src/store/embedded/embedded-database.ts'
import { type EmbeddedServer, startServer } from '../../src/store/embedded/embedded-server.ts'
import { installPortal } from '../../src/store/portal/portals.ts'
import { openStore, type Store } from '../../src/store/store.ts'

const TEMPLATE = 'belrecht_template'
/** Speed for durability that no test asks for; suites about dying servers start their own. */
const FLAGS = ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off']

export type TestDatabase = {
  /** As the app runs: its own role, bound by row-level security. */
  readonly store: Store
  /** The same, for processes that the suite starts. */
  readonly databaseUrl: string
  readonly server: EmbeddedServer
  readonly drop: () => Promise<void>
}

const KEY = { kid: 'test', key: Buffer.alloc(32, 7) }
export const testKeyRing = createKeyRing([KEY])

/** What an app started by a test is given beside its surroundings: this database, and the keys of `testKeyRing`. */
export function testEnvironment({ databaseUrl }: Pick<TestDatabase, 'databaseUrl'>): Environment {
  return {
    DATABASE_URL: databaseUrl,
    ENCRYPTION_KEYS: `${KEY.kid}:${KEY.key.toString('base64')}`,
    LOG_LEVEL: 'silent',
  }
}

/**
 * A migrated database for this suite alone: a copy of a template
 * that the first suite of the run makes. Call `drop` afterwards.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = await testServer()
  const database = `test_${randomBytes(6).toString('hex')}`
  const name = escapeIdentifier(database)
  await withClient(server.admin, (admin) => admin.query(`create database ${name} template ${TEMPLATE}`))
  await withClient({ ...server.admin, database }, (admin) => grantQueueRoom(admin, APP_ROLE))
  const databaseUrl = urlOf({ ...server.app, database })
  const store = await openStore({
    databaseUrl,
    dataDir: '/nowhere',
    keyRing: testKeyRing,
    applicationName: 'belrecht test',
  })
  const drop = async () => {
    await store.close()
    await withClient(server.admin, (admin) => admin.query(`drop database ${name} with (force)`))
  }
  return { store, databaseUrl, server, drop }
}

/** The run's server, with the template in it. */
export async function testServer(): Promise<EmbeddedServer> {
  const dataDir = process.env.BELRECHT_TEST_DATA
  if (dataDir === undefined) throw new Error("vitest.config.ts lacks globalSetup: ['test/kit/global-setup.ts']")
  return startServer({ dataDir, flags: FLAGS, prepare: makeTemplate })
}

export function urlOf({ user, password, host, port, database }: EmbeddedServer['app']): string {
  return `postgres://${user}:${password}@${host}:${port}/${database}`
}

async function makeTemplate({ admin }: EmbeddedServer): Promise<void> {
  await withClient(admin, async (client) => {
    const made = await client.query('select from pg_database where datname = $1', [TEMPLATE])
    if (made.rowCount === 1) return
    // Renamed when whole: killed half way, the next suite begins again.
    const half = `${TEMPLATE}_half`
    await client.query(`drop database if exists ${half} with (force)`)
    await client.query(`create database ${half}`)
    await migrateEmbedded({ admin: { ...admin, database: half } })
    await client.query(`alter database ${half} rename to ${TEMPLATE}`)
  })
}

export const FIRST_PORTAL = 1001
export const SECOND_PORTAL = 2002

/** Two installed portals, the default fixture: give their records the same ids, and nothing may pass between them. */
export async function twoPortals(store: Store): Promise<readonly [first: number, second: number]> {
  for (const portalId of [FIRST_PORTAL, SECOND_PORTAL]) {
    await installPortal(store, {
      portalId,
      hubDomain: `portal-${portalId}.example`,
      installedBy: '1',
      scopes: ['oauth'],
      controller: 'main',
      settings: {},
      installedAt: Date.parse('2026-06-01T00:00:00Z'),
    })
  }
  return [FIRST_PORTAL, SECOND_PORTAL]
}
