import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withPortal } from '../../src/store/portal-tx.ts'
import { createTestDatabase, type TestDatabase, twoPortals } from '../kit/database.ts'

let database: TestDatabase
let [first, second] = [0, 0]

beforeAll(async () => {
  database = await createTestDatabase()
  ;[first, second] = await twoPortals(database.store)
})
afterAll(() => database.drop())

describe('the wall between portals', () => {
  it('shows no row to a read without a portal', async () => {
    expect((await database.store.pool.query('select from portals')).rowCount).toBe(0)
    const inside = await withPortal(database.store, first, (tx) =>
      tx.query<{ id: number }>('select portal_id as id from portals'),
    )
    expect(inside.rows).toEqual([{ id: first }])
    expect(second).not.toBe(first)
  })
})
