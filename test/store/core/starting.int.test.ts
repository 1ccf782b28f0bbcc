import { escapeLiteral } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withClient } from '../../../src/store/core/with-client.ts'
import { migrate, openStore } from '../../../src/store/store.ts'
import { createTestDatabase, type TestDatabase, urlOf } from '../../kit/database.ts'

let database: TestDatabase
const roles: string[] = []

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  const { server } = database
  await database.drop()
  await withClient(server.admin, async (admin) => {
    for (const name of roles.toReversed()) {
      await admin.query(`drop database if exists ${name} with (force)`)
      await admin.query(`drop role ${name}`)
    }
  })
})

async function role(rights: string, inside = ''): Promise<string> {
  const name = `start_${process.pid}_${roles.length}`
  roles.push(name)
  await withClient(database.server.admin, async (admin) => {
    await admin.query(`create role ${name} login ${rights} password ${escapeLiteral('secret')} ${inside}`)
    await admin.query(`create database ${name} owner ${name}`)
  })
  return name
}

const options = (name: string) => ({
  databaseUrl: urlOf({ ...database.server.app, user: name, password: 'secret', database: name }),
  dataDir: '/nowhere',
})

describe('starting on DATABASE_URL', () => {
  it.each(['superuser', 'bypassrls'])('refuses a role that is %s, naming the remedy', async (rights) => {
    const opening = openStore({ ...options(await role(rights)), applicationName: 'test' })
    await expect(opening).rejects.toMatchObject({
      code: 'database-role-too-strong',
      message: expect.stringContaining('create role'),
    })
  })

  it('refuses a role that can turn into one that the wall does not bind', async () => {
    const strong = await role('bypassrls')
    await expect(migrate(options(await role('nobypassrls', `in role ${strong}`)))).rejects.toMatchObject({
      code: 'database-role-too-strong',
      message: expect.stringContaining(strong),
    })
  })

  it('migrates once, however often and by however many it is asked', async () => {
    const to = options(await role('nosuperuser'))
    const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(to)))
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1)
    expect(applied.flat()).toContain('0003_ledger')
    expect(await migrate(to)).toEqual([])
  })

  it('says what is wrong where nobody answers', async () => {
    const nobody = migrate({ databaseUrl: 'postgres://a:b@127.0.0.1:1/x', dataDir: '/nowhere' })
    await expect(nobody).rejects.toMatchObject({
      code: 'database-unreachable',
      message: expect.stringContaining('DATABASE_URL'),
    })
  })

  it('leaves the app’s role room for the queue, and nothing else', async () => {
    const { pool } = database.store
    const { rows } = await pool.query<{ owner: string }>(
      `select nspowner::regrole::text as owner from pg_namespace where nspname = 'bullmq'`,
    )
    expect(rows).toEqual([{ owner: 'belrecht_app' }])
    await pool.query('create schema if not exists bullmq')
    await expect(pool.query('create table public.mine ()')).rejects.toMatchObject({ code: '42501' })
  })

  it('answers a ping, and says so when it cannot', async () => {
    const store = await openStore({ databaseUrl: database.databaseUrl, dataDir: '/nowhere', applicationName: 'ping' })
    expect(await store.ping()).toBeNull()
    await store.close()
    expect(await store.ping()).toContain('DATABASE_URL')
  })

  it('reads bigints as numbers, alone and in arrays', async () => {
    const { rows } = await database.store.pool.query(
      `select 1782000000000::bigint as one, array[1, 2]::bigint[] as more, '{}'::bigint[] as none`,
    )
    expect(rows).toEqual([{ one: 1_782_000_000_000, more: [1, 2], none: [] }])
  })
})
