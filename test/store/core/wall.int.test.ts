import { escapeLiteral } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withPortal } from '../../../src/store/core/portal-tx.ts'
import { withClient } from '../../../src/store/core/with-client.ts'
import { appendFacts } from '../../../src/store/ledger/ledger.ts'
import { openStore, type Store } from '../../../src/store/store.ts'
import { createTestDatabase, type TestDatabase, testKeyRing, twoPortals, urlOf } from '../../kit/database.ts'
import { row } from '../facts.ts'

/** Ids and status only, or bytes nobody has read yet; each says why in its migration. */
const UNWALLED = ['deliveries', 'oauth_states', 'portal_directory', 'rate_log', 'work']

let database: TestDatabase
let owned: { readonly store: Store; readonly drop: () => Promise<void> }

beforeAll(async () => {
  database = await createTestDatabase()
  owned = await ownedDatabase()
  for (const { store } of [database, owned]) {
    const portals = await twoPortals(store)
    for (const portalId of portals) await withPortal(store, portalId, (tx) => appendFacts(tx, [row()]))
  }
})
afterAll(async () => {
  await owned.drop()
  await database.drop()
})

/** As with DATABASE_URL: one role owns the database, migrates it and runs on it. */
async function ownedDatabase() {
  const { server } = database
  const name = `owner_${process.pid}`
  await withClient(server.admin, async (admin) => {
    await admin.query(`create role ${name} login nosuperuser nobypassrls password ${escapeLiteral('owner')}`)
    await admin.query(`create database ${name} owner ${name}`)
  })
  const databaseUrl = urlOf({ ...server.app, user: name, password: 'owner', database: name })
  const store = await openStore({ databaseUrl, dataDir: '/nowhere', keyRing: testKeyRing, applicationName: 'owner' })
  const drop = async () => {
    await store.close()
    await withClient(server.admin, async (admin) => {
      await admin.query(`drop database ${name} with (force)`)
      await admin.query(`drop role ${name}`)
    })
  }
  return { store, drop }
}

describe.each([
  ["as the app's own role", () => database.store],
  ['as the owner of the tables', () => owned.store],
])('the wall between portals, %s', (_role, storeOf) => {
  it('shows no row to a read without a portal', async () => {
    for (const table of ['portals', 'ledger']) {
      expect((await storeOf().pool.query(`select from ${table}`)).rowCount).toBe(0)
    }
  })

  it('shows a portal its own rows only, where another has the same ids', async () => {
    const { rows } = await withPortal(storeOf(), 1001, (tx) => tx.query('select portal_id, contact_id from ledger'))
    expect(rows).toEqual([{ portal_id: 1001, contact_id: '55' }])
  })

  it('takes no row for another portal', async () => {
    const smuggle = withPortal(storeOf(), 1001, (tx) =>
      tx.query(`insert into seen_once (portal_id, key) values (2002, 'x')`),
    )
    await expect(smuggle).rejects.toMatchObject({ code: '42501' })
  })

  it('does not let a row be moved to another portal, nor another portal’s be changed', async () => {
    const move = withPortal(storeOf(), 1001, (tx) => tx.query('update portals set portal_id = 3003'))
    await expect(move).rejects.toMatchObject({ code: '42501' })
    const reach = await withPortal(storeOf(), 1001, (tx) =>
      tx.query(`update portals set hub_domain = 'x' where portal_id = 2002`),
    )
    expect(reach.rowCount).toBe(0)
  })

  it('forgets the portal with the transaction, on the same connection too', async () => {
    await withPortal(storeOf(), 1001, (tx) => tx.query('select 1'))
    const clients = await Promise.all(Array.from({ length: 5 }, () => storeOf().pool.connect()))
    for (const client of clients) expect((await client.query('select from portals')).rowCount).toBe(0)
    for (const client of clients) client.release()
  })
})

describe('the schema', () => {
  it('walls every table off, apart from those that say why not', async () => {
    const { rows } = await database.store.pool.query<{ name: string; walled: boolean; first: string | null }>(
      `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as walled,
         (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
            where i.indrelid = c.oid and i.indisprimary) as first
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'pgmigrations' order by 1`,
    )
    expect(rows.filter(({ walled }) => !walled).map(({ name }) => name)).toEqual(UNWALLED)
    expect(rows.filter(({ walled, first }) => walled && first !== 'portal_id')).toEqual([])
    expect(rows.length).toBeGreaterThan(UNWALLED.length + 10)
  })

  it('gives the app no role to turn into, nothing to own and no way around', async () => {
    const { rows } = await database.store.pool.query(
      `select current_user as "user", rolsuper or rolbypassrls or rolcreaterole as strong,
         exists (select from pg_class where relowner = r.oid and relnamespace = 'public'::regnamespace) as owns
       from pg_roles r where rolname = current_user`,
    )
    expect(rows).toEqual([{ user: 'belrecht_app', strong: false, owns: false }])
  })
})

it('refuses what is no portal id', async () => {
  for (const id of [0, -1, 1.5, Number.NaN, 2 ** 53]) {
    await expect(withPortal(database.store, id, async () => 'in')).rejects.toThrow(RangeError)
  }
})

it('does not pass a transaction off as kept when a failed query was swallowed in it', async () => {
  const swallowing = withPortal(database.store, 1001, async (tx) => {
    await tx.query(`update portals set hub_domain = 'lost'`)
    await tx.query('select 1 / 0').catch(() => undefined)
  })
  await expect(swallowing).rejects.toMatchObject({ code: 'transaction-broken' })
})

it('runs again after a deadlock', async () => {
  const store = database.store
  const both = Promise.withResolvers<void>()
  let waiting = 0
  let runs = 0
  const lockIn = (order: readonly number[]) =>
    withPortal(store, 1001, async (tx) => {
      runs += 1
      await tx.query('select pg_advisory_xact_lock($1)', [order[0]])
      waiting += 1
      if (waiting >= 2) both.resolve()
      await both.promise
      await tx.query('select pg_advisory_xact_lock($1)', [order[1]])
    })
  await Promise.all([lockIn([1, 2]), lockIn([2, 1])])
  expect(runs).toBe(3)
})
