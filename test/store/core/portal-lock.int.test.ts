import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { withPortalLock } from '../../../src/store/core/portal-lock.ts'
import { withClient } from '../../../src/store/core/with-client.ts'
import { openStore, type Store } from '../../../src/store/store.ts'
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts'

let database: TestDatabase
let other: Store

beforeAll(async () => {
  database = await createTestDatabase()
  other = await openStore({
    databaseUrl: database.databaseUrl,
    dataDir: '/nowhere',
    applicationName: 'other process',
    poolSize: 1,
  })
})
afterAll(async () => {
  await other.close()
  await database.drop()
})

function gate() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { promise, open: () => resolve() }
}

describe('the portal’s lock', () => {
  it.each([
    ['this process', () => database.store],
    ['another', () => other],
  ])('keeps %s out while it is held, and lets it in afterwards', async (_who, storeOf) => {
    const inside = gate()
    const leave = gate()
    const holding = withPortalLock(database.store, 1, async () => {
      inside.open()
      await leave.promise
      return 'held'
    })
    await inside.promise
    expect(await withPortalLock(storeOf(), 1, async () => 'in', { wait: false })).toBe('busy')
    expect(await withPortalLock(storeOf(), 2, async () => 'in', { wait: false })).toBe('in')
    expect(await withPortalLock(storeOf(), 1, async () => 'in', { wait: false, name: 'tokens' })).toBe('in')
    const waiting = withPortalLock(storeOf(), 1, async () => 'waited')
    leave.open()
    expect(await holding).toBe('held')
    expect(await waiting).toBe('waited')
    expect(await withPortalLock(storeOf(), 1, async () => 'in', { wait: false })).toBe('in')
  })

  it('lets one worker in at a time', async () => {
    let inside = 0
    let most = 0
    const one = (store: Store) =>
      withPortalLock(store, 3, async () => {
        inside += 1
        most = Math.max(most, inside)
        await store.pool.query('select pg_sleep(0.005)')
        inside -= 1
      })
    await Promise.all(Array.from({ length: 12 }, (_, index) => one(index % 2 ? other : database.store)))
    expect(most).toBe(1)
  })

  it('does not take a connection from those who query', async () => {
    const rows = await withPortalLock(other, 4, () =>
      withPortalLock(other, 5, () => other.pool.query('select 1 as one')),
    )
    expect(rows.rows).toEqual([{ one: 1 }])
  })

  it('is released when the work inside throws', async () => {
    await expect(withPortalLock(other, 6, () => Promise.reject(new Error('broke')))).rejects.toThrow('broke')
    expect(await withPortalLock(database.store, 6, async () => 'in', { wait: false })).toBe('in')
  })

  it('is released when its connection dies, and the holder learns of it', async () => {
    await withPortalLock(other, 7, async (lost) => {
      const aborted = once(lost, 'abort')
      await withClient(database.server.admin, (admin) =>
        admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'other process locks'`,
        ),
      )
      await aborted
      await vi.waitFor(async () =>
        expect(await withPortalLock(database.store, 7, async () => 'in', { wait: false })).toBe('in'),
      )
    })
    expect(await withPortalLock(other, 7, async () => 'again', { wait: false })).toBe('again')
  })
})
