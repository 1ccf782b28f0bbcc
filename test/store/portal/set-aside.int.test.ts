import { afterAll, beforeAll, expect, it } from 'vitest'
import { withPortal } from '../../../src/store/core/portal-tx.ts'
import { addSetAside, countSetAside, endSetAside, listSetAside } from '../../../src/store/portal/set-aside.ts'
import { createTestDatabase, type TestDatabase, twoPortals } from '../../kit/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await twoPortals(database.store)
})
afterAll(() => database.drop())

it('a record is one row a reason however often it fails, in its own portal, until it goes through', async () => {
  const { store } = database
  const row = { kind: 'contact', recordId: '55', reason: 'not-judged', detail: 'x\0y' }
  await withPortal(store, 1001, (tx) => addSetAside(tx, [row, row, { ...row, recordId: '56' }], 10))
  await withPortal(store, 1001, (tx) => addSetAside(tx, [{ ...row, detail: 'later' }], 20))
  expect(await withPortal(store, 1001, (tx) => listSetAside(tx, 10))).toEqual([
    { ...row, detail: 'later', since: 10, latest: 20, times: 2 },
    { ...row, recordId: '56', detail: 'x\ufffdy', since: 10, latest: 10, times: 1 },
  ])
  expect(await withPortal(store, 2002, countSetAside)).toBe(0)
  await withPortal(store, 1001, (tx) => endSetAside(tx, 'contact', ['55'], ['not-read']))
  expect(await withPortal(store, 1001, countSetAside)).toBe(2)
  await withPortal(store, 1001, (tx) => endSetAside(tx, 'contact', ['55']))
  expect(await withPortal(store, 1001, countSetAside)).toBe(1)
})
