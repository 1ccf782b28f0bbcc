import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withPortal } from '../../../src/store/core/portal-tx.ts'
import { dueRefreshRequests, finishRefreshRequests, requestRefresh } from '../../../src/store/inbox/refresh-requests.ts'
import {
  askWork,
  dueWorkOf,
  finishWork,
  portalsWithWork,
  postponeWork,
  saveCursor,
} from '../../../src/store/inbox/work.ts'
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe('work', () => {
  it('is due at the earliest time asked for, one row a kind', async () => {
    const { store } = database
    for (const dueAt of [300, 100, 200]) await askWork(store.pool, 1, 'inbox', dueAt)
    await askWork(store.pool, 1, 'sweep', 500, { after: '7' })
    await askWork(store.pool, 2, 'inbox', 50)
    expect(await portalsWithWork(store, 99)).toEqual([2])
    expect(await portalsWithWork(store, 500)).toEqual([2, 1])
    expect(await dueWorkOf(store, 2, 500)).toMatchObject([{ portalId: 2, kind: 'inbox', cursor: null }])
    expect((await dueWorkOf(store, 1, 500)).map(({ portalId, kind, cursor }) => [portalId, kind, cursor])).toEqual([
      [1, 'inbox', null],
      [1, 'sweep', { after: '7' }],
    ])
    expect((await dueWorkOf(store, 1, 100)).map(({ kind }) => kind)).toEqual(['inbox'])
  })

  it('asked for while it is being done is not finished with it', async () => {
    const { store } = database
    await askWork(store.pool, 3, 'sweep', 0)
    const [taken] = await dueWorkOf(store, 3, 0)
    const seq = taken?.seq ?? 0
    expect(await saveCursor(store, 3, 'sweep', seq, { after: '9' })).toBe(true)
    await askWork(store.pool, 3, 'sweep', 0)
    expect(await saveCursor(store, 3, 'sweep', seq, { after: '99' })).toBe(false)
    expect(await postponeWork(store, 3, 'sweep', seq, 9_999)).toBe(false)
    expect(await finishWork(store, 3, 'sweep', seq)).toBe(false)
    const [again] = await dueWorkOf(store, 3, 0)
    expect(again).toMatchObject({ cursor: null, tries: 0 })
    expect(await postponeWork(store, 3, 'sweep', again?.seq ?? 0, 9_999)).toBe(true)
    expect(await dueWorkOf(store, 3, 9_998)).toEqual([])
    expect(await dueWorkOf(store, 3, 9_999)).toMatchObject([{ tries: 1 }])
    expect(await finishWork(store, 3, 'sweep', again?.seq ?? 0)).toBe(true)
    expect(await dueWorkOf(store, 3, 9_999)).toEqual([])
  })

  it('asked for in a transaction still open is waited for, then kept', async () => {
    const { store } = database
    await askWork(store.pool, 4, 'inbox', 0)
    const seq = (await dueWorkOf(store, 4, 0))[0]?.seq ?? 0
    let finished: Promise<boolean> | undefined
    await withPortal(store, 4, async (tx) => {
      await askWork(tx, 4, 'inbox', 0)
      finished = finishWork(store, 4, 'inbox', seq)
      await tx.query('select pg_sleep(0.05)')
    })
    expect(await finished).toBe(false)
    expect(await dueWorkOf(store, 4, 0)).toHaveLength(1)
  })

  it('rolled back with its transaction was never asked for', async () => {
    const failing = withPortal(database.store, 5, async (tx) => {
      await askWork(tx, 5, 'inbox', 0)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await dueWorkOf(database.store, 5, 0)).toEqual([])
  })
})

describe('refresh requests', () => {
  const request = (dueAt: number, attempt = 1, objectId = '7') => ({ objectType: 'task', objectId, dueAt, attempt })
  const here = <T>(work: Parameters<typeof withPortal<T>>[2]) => withPortal(database.store, 6, work)

  it('happen at the earliest time asked for, and ask for work', async () => {
    await here((tx) => requestRefresh(tx, [request(300), request(100), request(400, 1, '8')]))
    await here((tx) => requestRefresh(tx, [request(200)]))
    expect(await here((tx) => dueRefreshRequests(tx, 399, 10))).toEqual([{ ...request(100), seq: 2 }])
    expect(await dueWorkOf(database.store, 6, 100)).toMatchObject([{ kind: 'refresh' }])
    expect(await here((tx) => dueRefreshRequests(tx, 400, 1))).toHaveLength(1)
  })

  it('are removed once done, unless another was asked for meanwhile', async () => {
    const due = await here((tx) => dueRefreshRequests(tx, 1_000, 10))
    await here((tx) => requestRefresh(tx, [request(5_000, 2)]))
    await here((tx) => finishRefreshRequests(tx, due))
    expect(await here((tx) => dueRefreshRequests(tx, 9_999, 10))).toEqual([{ ...request(5_000, 2), seq: 3 }])
    expect(await dueWorkOf(database.store, 6, 4_999)).toEqual([])
    expect(await dueWorkOf(database.store, 6, 5_000)).toMatchObject([{ kind: 'refresh' }])
  })
})
