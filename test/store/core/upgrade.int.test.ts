import { afterAll, beforeAll, expect, it } from 'vitest'
import { migrateDatabase } from '../../../src/store/core/migrate.ts'
import { withPortal } from '../../../src/store/core/portal-tx.ts'
import { withClient } from '../../../src/store/core/with-client.ts'
import { appendFacts } from '../../../src/store/ledger/ledger.ts'
import { contactsThatHad } from '../../../src/store/ledger/numbers-seen.ts'
import { openStore } from '../../../src/store/store.ts'
import { testKeyRing, testServer, twoPortals } from '../../kit/database.ts'
import { row } from '../facts.ts'
import { type OlderDatabase, openOlderDatabase } from './older-database.ts'

let database: OlderDatabase
/** The last migration before numbers were remembered. */
const BEFORE = 7

beforeAll(async () => {
  database = await openOlderDatabase(await testServer(), `upgraded_${process.pid}`, BEFORE)
})
afterAll(() => database.drop())

it('remembers the numbers that every portal knew before, though the wall binds the role that migrates', async () => {
  const { databaseUrl } = database
  await withClient(databaseUrl, async (client) => {
    // As the service of then wrote them, portal by portal.
    for (const portalId of [1001, 2002]) {
      await client.query(`select set_config('app.portal_id', '${portalId}', false)`)
      await client.query(`insert into portal_directory values (${portalId}, 'installed')`)
      const fact = { type: 'numbers', at: '2026-01-01T00:00:00+01:00', numbers: [`+3161234${portalId}`] }
      await client.query(
        `insert into ledger (contact_id, origin, fact_key, generation, type, at, body, recorded_at) values ('55', 'x', 'k', 0, 'numbers', 1, $1, 1)`,
        [fact],
      )
    }
  })
  expect(await migrateDatabase(databaseUrl)).toContain('0008_consents-and-numbers')
  const store = await openStore({ databaseUrl, dataDir: '/nowhere', keyRing: testKeyRing, applicationName: 'upgraded' })
  try {
    for (const [portalId, other] of [
      [1001, 2002],
      [2002, 1001],
    ] as const) {
      const had = await withPortal(store, portalId, (tx) =>
        contactsThatHad(tx, [`+3161234${portalId}`, `+3161234${other}`]),
      )
      expect(had).toEqual(new Map([[`+3161234${portalId}`, ['55']]]))
    }
    // What is written once stays so, its new column included.
    await twoPortals(store)
    await withPortal(store, 1001, (tx) => appendFacts(tx, [row()]))
    await expect(withPortal(store, 1001, (tx) => tx.query('update ledger set type = type'))).rejects.toThrow(
      'written once',
    )
  } finally {
    await store.close()
  }
})
