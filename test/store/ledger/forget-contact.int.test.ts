import { afterAll, beforeAll, expect, it } from 'vitest'
import { withPortal } from '../../../src/store/core/portal-tx.ts'
import { withClient } from '../../../src/store/core/with-client.ts'
import { storeDelivery } from '../../../src/store/inbox/deliveries.ts'
import { splitDeliveries } from '../../../src/store/inbox/split-deliveries.ts'
import { contactsWithNumbers, setContactNumbers } from '../../../src/store/ledger/contact-numbers.ts'
import { forgetContact } from '../../../src/store/ledger/forget-contact.ts'
import { appendFacts, loadFacts, retractFacts } from '../../../src/store/ledger/ledger.ts'
import { recordMerge } from '../../../src/store/ledger/merges.ts'
import { blockNumbers, objectionsOn } from '../../../src/store/ledger/number-objections.ts'
import { listBreaches, recordBreaches } from '../../../src/store/tasks/breaches.ts'
import { loadHeldTasks, saveHeldTasks } from '../../../src/store/tasks/held-tasks.ts'
import { loadVerdicts, saveVerdicts } from '../../../src/store/verdicts/verdicts.ts'
import { createTestDatabase, type TestDatabase, twoPortals } from '../../kit/database.ts'
import { NUMBER, objection, row } from '../facts.ts'

let database: TestDatabase
const SECRET = 'Jo Janssen'

beforeAll(async () => {
  database = await createTestDatabase()
  await twoPortals(database.store)
  for (const portalId of [1001, 2002]) await live(portalId)
})
afterAll(() => database.drop())

/** Contact 55, with 54 merged into it, and its neighbour 56. */
async function live(portalId: number): Promise<void> {
  const fields = { type: 'CALL', status: 'NOT_STARTED', subject: `Bel ${SECRET}`, body: '' }
  await withPortal(database.store, portalId, async (tx) => {
    for (const contactId of ['54', '55', '56']) {
      const by = { label: contactId === '56' ? 'x' : SECRET }
      await appendFacts(tx, [
        row({ contactId, key: `${contactId}-1`, recordedBy: by }),
        row({ contactId, key: `${contactId}-2`, fact: objection() }),
      ])
      const [fact] = (await loadFacts(tx, [contactId])).get(contactId) ?? []
      await retractFacts(tx, [{ factId: fact?.factId ?? 0, at: 2, recordedAt: 2, reason: 'test' }])
      await setContactNumbers(tx, [{ contactId, numbers: [NUMBER] }])
      await saveVerdicts(tx, [
        {
          contactId,
          permission: 'denied',
          basis: null,
          reasons: [],
          until: null,
          changesAt: null,
          rulebook: null,
          decidedAt: 1,
          numbers: [],
        },
      ])
      await recordBreaches(tx, [
        { callId: contactId, contactId, number: NUMBER, at: 1, permission: 'denied', reasons: [], recordedAt: 1 },
      ])
    }
    await saveHeldTasks(tx, [
      {
        taskId: '1',
        state: 'held',
        originals: fields,
        written: fields,
        contactIds: ['55', '56'],
        reason: 'x',
        since: 1,
      },
      {
        taskId: '2',
        state: 'held',
        originals: { ...fields, subject: 'Bel' },
        written: null,
        contactIds: ['56'],
        reason: 'x',
        since: 1,
      },
    ])
    await blockNumbers(tx, [NUMBER], 1, '55-2')
    await recordMerge(tx, ['54'], '55')
  })
  const body = Buffer.from(JSON.stringify({ portalId }))
  await storeDelivery(database.store, { body, receivedAt: 1 })
  await splitDeliveries(database.store, 10, () =>
    [55, 56].map((objectId) => ({
      portalId,
      key: `e${objectId}`,
      type: 'contact.propertyChange',
      occurredAt: 1,
      body: { objectId, propertyName: 'firstname', propertyValue: objectId === 55 ? SECRET : 'x' },
    })),
  )
}

it('forgets a person under every id, keeps the objection, and leaves neighbours and other portals alone', async () => {
  await withPortal(database.store, 1001, (tx) => forgetContact(tx, '55'))
  await withPortal(database.store, 1001, async (tx) => {
    expect(await loadFacts(tx, ['54', '55', '56'])).toMatchObject(
      new Map([
        ['54', []],
        ['55', []],
        ['56', [{ key: '56-2' }]],
      ]),
    )
    expect([...(await loadVerdicts(tx, ['54', '55', '56'])).keys()]).toEqual(['56'])
    expect(await contactsWithNumbers(tx, [NUMBER])).toEqual(new Map([[NUMBER, ['56']]]))
    expect((await objectionsOn(tx, [NUMBER])).get(NUMBER)).toEqual([1])
    const tasks = await loadHeldTasks(tx, ['1', '2'])
    expect(tasks.get('1')).toMatchObject({ state: 'gone', originals: null, written: null, contactIds: ['56'] })
    expect(tasks.get('2')).toMatchObject({ state: 'held', originals: { subject: 'Bel' } })
    expect((await listBreaches(tx, 9)).map(({ contactId, number }) => [contactId, number])).toEqual(
      expect.arrayContaining([
        [null, null],
        [null, null],
        ['56', NUMBER],
      ]),
    )
    const { rows } = await tx.query('select body from inbox order by event_key')
    expect(rows.map(({ body }) => body)).toEqual([
      { objectId: 55, propertyName: 'firstname' },
      { objectId: 56, propertyName: 'firstname', propertyValue: 'x' },
    ])
    expect((await tx.query('select from retractions')).rowCount).toBe(1)
  })
  expect(await textOf(1001)).not.toContain(SECRET)
  const other = await withPortal(database.store, 2002, (tx) => loadFacts(tx, ['55']))
  expect(other.get('55')).toHaveLength(2)
  expect(await textOf(2002)).toContain(SECRET)
})

it('may be said again, and closes the door behind itself', async () => {
  await withPortal(database.store, 1001, (tx) => forgetContact(tx, '55'))
  const { server, store } = database
  await withClient({ ...server.admin, database: String(store.connection.database) }, async (owner) => {
    await owner.query(`begin; select set_config('app.portal_id', '2002', true); select forget_contacts('{54}')`)
    await expect(owner.query('delete from ledger')).rejects.toMatchObject({ code: '23001' })
  })
  await expect(store.pool.query(`select forget_contacts('{56}')`)).rejects.toThrow('app.portal_id')
})

/** Everything a portal's walled tables hold, as text. */
async function textOf(portalId: number): Promise<string> {
  return withPortal(database.store, portalId, async (tx) => {
    const { rows: tables } = await tx.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity`,
    )
    const parts: string[] = []
    for (const { name } of tables) parts.push(JSON.stringify((await tx.query(`select * from ${name}`)).rows))
    return parts.join('\n')
  })
}
