import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withPortal } from '../../../src/store/core/portal-tx.ts'
import { withClient } from '../../../src/store/core/with-client.ts'
import { createTestDatabase, FIRST_PORTAL, type TestDatabase } from '../../kit/database.ts'

let database: TestDatabase
const uncaught: unknown[] = []
const note = (error: unknown) => void uncaught.push(error)

beforeAll(async () => {
  database = await createTestDatabase()
  process.on('uncaughtException', note)
})
afterAll(async () => {
  process.off('uncaughtException', note)
  await database.drop()
})

it('a connection that breaks while a transaction waits on something else costs that transaction alone', async () => {
  const { store, server } = database
  const broken = withPortal(store, FIRST_PORTAL, async (tx) => {
    const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid')
    await withClient(server.admin, (admin) => admin.query('select pg_terminate_backend($1)', [rows[0]?.pid]))
    // Between two queries: nobody waits for the connection when it says that it is gone.
    await sleep(200)
    await tx.query('select 1')
  })
  await expect(broken).rejects.toThrow()
  expect(uncaught).toEqual([])
  expect(await withPortal(store, FIRST_PORTAL, async (tx) => (await tx.query('select 1')).rowCount)).toBe(1)
})
