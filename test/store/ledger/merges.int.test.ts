import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withPortal } from '../../../src/store/core/portal-tx.ts'
import { contactsWithNumbers, setContactNumbers } from '../../../src/store/ledger/contact-numbers.ts'
import { appendFacts, loadFacts } from '../../../src/store/ledger/ledger.ts'
import { mergedWith, recordMerge, survivorOf } from '../../../src/store/ledger/merges.ts'
import { createTestDatabase, type TestDatabase, twoPortals } from '../../kit/database.ts'
import { row } from '../facts.ts'

let database: TestDatabase
const rollback = new Error('rolled back')

beforeAll(async () => {
  database = await createTestDatabase()
  await twoPortals(database.store)
})
afterAll(() => database.drop())

/** Tries something in a transaction that leaves nothing behind. */
async function trying(work: Parameters<typeof withPortal>[2]) {
  await expect(
    withPortal(database.store, 1001, async (tx) => {
      await work(tx)
      throw rollback
    }),
  ).rejects.toBe(rollback)
}

const MERGES: [string[], string][] = [
  [['1'], '2'],
  [['2'], '3'],
  [['3', '4'], '5'],
]
const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
]

describe('merged records', () => {
  it.each(orders)('are one person whatever the order of events (%i, %i, %i)', async (...order) => {
    await trying(async (tx) => {
      await appendFacts(
        tx,
        ['1', '2', '4', '5', '9'].map((contactId) => row({ contactId, key: contactId })),
      )
      for (const which of [...order, ...order]) await recordMerge(tx, ...(MERGES[which] as [string[], string]))
      const facts = await loadFacts(tx, ['5', '1', '9'])
      const keys = (id: string) => facts.get(id)?.map(({ key }) => key)
      expect(keys('5')).toEqual(['1', '2', '4', '5'])
      expect(keys('1'), 'a question about a merged record has the same answer').toEqual(keys('5'))
      expect(keys('9')).toEqual(['9'])
      expect(Object.fromEntries(await survivorOf(tx, ['1', '2', '3', '4', '5', '9']))).toEqual({
        1: '5',
        2: '5',
        3: '5',
        4: '5',
        5: '5',
        9: '9',
      })
      expect((await mergedWith(tx, ['4'])).sort()).toEqual(['1', '2', '3', '4', '5'])
    })
  })

  it('end even where the events go round in a circle', async () => {
    await trying(async (tx) => {
      await recordMerge(tx, ['1'], '2')
      await recordMerge(tx, ['2', '1'], '1')
      expect([...new Set((await survivorOf(tx, ['1', '2'])).values())]).toHaveLength(1)
    })
  })

  it('no longer share a number with another contact', async () => {
    await trying(async (tx) => {
      await setContactNumbers(tx, [
        { contactId: '1', numbers: ['+31612345678'] },
        { contactId: '2', numbers: ['+31612345678', '+31201234567'] },
      ])
      await setContactNumbers(tx, [{ contactId: '2', numbers: ['+31612345678'] }])
      const numbers = ['+31612345678', '+31201234567']
      expect(await contactsWithNumbers(tx, numbers)).toEqual(new Map([['+31612345678', ['1', '2']]]))
      await recordMerge(tx, ['1'], '2')
      expect(await contactsWithNumbers(tx, numbers)).toEqual(new Map([['+31612345678', ['2']]]))
    })
  })
})
