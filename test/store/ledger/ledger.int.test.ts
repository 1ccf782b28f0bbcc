import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type PortalTx, withPortal } from '../../../src/store/core/portal-tx.ts'
import { withClient } from '../../../src/store/core/with-client.ts'
import { appendFacts, contactsOfOrigins, loadFacts, retractFacts } from '../../../src/store/ledger/ledger.ts'
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts'
import { consent, objection, row } from '../facts.ts'

let database: TestDatabase
/** Another for each test: what is written once cannot be cleared away. */
let portal = 1_000
const here = <T>(work: (tx: PortalTx) => Promise<T>) => withPortal(database.store, portal, work)

beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(() => {
  portal += 1
})
afterAll(() => database.drop())

const keysOf = async (contactId = '55', asKnownAt?: number) => {
  const loaded = await here((tx) => loadFacts(tx, [contactId], asKnownAt === undefined ? {} : { asKnownAt }))
  return loaded.get(contactId)?.map(({ key }) => key)
}
const retract = async (recordedAt: number, key = 'k1') => {
  const live = (await here((tx) => loadFacts(tx, ['55']))).get('55')?.filter((fact) => fact.key === key) ?? []
  await here((tx) =>
    retractFacts(
      tx,
      live.map(({ factId }) => ({ factId, at: recordedAt, recordedAt, reason: 'test' })),
    ),
  )
}

describe('appending', () => {
  it('gives back what was put in', async () => {
    expect(await here((tx) => appendFacts(tx, [row(), row({ key: 'k2', fact: objection() })]))).toEqual(['k1', 'k2'])
    const facts = (await here((tx) => loadFacts(tx, ['55', '56']))) as Map<string, unknown[]>
    expect(facts.get('55')).toEqual([
      { ...row(), factId: expect.any(Number) },
      { ...row({ key: 'k2', fact: objection() }), factId: expect.any(Number) },
    ])
    expect(facts.get('56')).toEqual([])
  })

  it('takes a key once, said again or twice at once', async () => {
    await here((tx) => appendFacts(tx, [row()]))
    expect(
      await here((tx) => appendFacts(tx, [row({ fact: objection() }), row({ key: 'k2' }), row({ key: 'k2' })])),
    ).toEqual(['k2'])
    await Promise.all(Array.from({ length: 8 }, () => here((tx) => appendFacts(tx, [row({ key: 'k3' })]))))
    expect(await keysOf()).toEqual(['k1', 'k2', 'k3'])
  })

  it('keeps portals apart that use the same ids and keys', async () => {
    await here((tx) => appendFacts(tx, [row()]))
    expect(
      await withPortal(database.store, portal + 5_000, (tx) => appendFacts(tx, [row({ fact: objection() })])),
    ).toEqual(['k1'])
    const other = await withPortal(database.store, portal + 5_000, (tx) => loadFacts(tx, ['55']))
    expect(other.get('55')?.map(({ fact }) => fact.type)).toEqual(['objection'])
  })

  it('refuses a fact whose instant cannot be read, and keeps odd characters out of the database', async () => {
    await expect(here((tx) => appendFacts(tx, [row({ fact: consent('soon') })]))).rejects.toMatchObject({
      code: 'fact-instant-unreadable',
    })
    await here((tx) => appendFacts(tx, [row({ recordedBy: { label: 'a\0b\ud800' } })]))
    expect((await here((tx) => loadFacts(tx, ['55']))).get('55')?.[0]?.recordedBy).toEqual({ label: 'a\ufffdb\ufffd' })
  })
})

describe('taking back', () => {
  it('append, retract, append, retract: each leaves its trace, replays change nothing', async () => {
    const append = (recordedAt: number) => here((tx) => appendFacts(tx, [row({ recordedAt })]))
    expect(await append(1_000)).toEqual(['k1'])
    await retract(2_000)
    expect(await keysOf()).toEqual([])
    await retract(2_500)
    expect(await append(3_000)).toEqual(['k1'])
    expect(await append(3_500)).toEqual([])
    await retract(4_000)
    expect(await keysOf()).toEqual([])
    expect(await append(5_000)).toEqual(['k1'])
    expect(await keysOf()).toEqual(['k1'])
    const { rows } = await here((tx) => tx.query('select generation, recorded_at as at from ledger order by 1'))
    expect(rows).toEqual([
      { generation: 0, at: 1_000 },
      { generation: 1, at: 3_000 },
      { generation: 2, at: 5_000 },
    ])
    for (const [asKnownAt, known] of [
      [999, 0],
      [1_000, 1],
      [2_000, 0],
      [3_200, 1],
      [4_100, 0],
      [9_999, 1],
    ] as const) {
      expect(await keysOf('55', asKnownAt), `as known at ${asKnownAt}`).toHaveLength(known)
    }
  })

  it('is seen through the record a fact was drawn from', async () => {
    await here((tx) =>
      appendFacts(tx, [
        row({ origin: 'deal:9' }),
        row({ key: 'k2', contactId: '56', origin: 'deal:9' }),
        row({ key: 'k3' }),
      ]),
    )
    expect((await here((tx) => contactsOfOrigins(tx, ['deal:9', 'deal:8']))).sort()).toEqual(['55', '56'])
    await retract(2_000)
    expect(await here((tx) => contactsOfOrigins(tx, ['deal:9']))).toEqual(['56'])
  })
})

describe('rows written once', () => {
  const tables = ['ledger', 'retractions', 'number_objections'] as const
  const attempts = (table: string) => [
    `update ${table} set portal_id = portal_id`,
    `delete from ${table}`,
    `truncate ${table} cascade`,
  ]

  const fill = async ({ store }: TestDatabase) => {
    await withPortal(store, portal, (tx) => appendFacts(tx, [row()]))
    await retract(2_000)
    await withPortal(store, portal, (tx) =>
      tx.query(`insert into number_objections (number_mac, at, fact_key) values ('\\x00', 1, 'k')`),
    )
  }

  it.each(tables)('%s: the app has no right to change them', async (table) => {
    await fill(database)
    for (const attempt of attempts(table))
      await expect(
        here((tx) => tx.query(attempt)),
        attempt,
      ).rejects.toMatchObject({ code: '42501' })
  })

  it.each(tables)('%s: their owner is stopped too, and nobody’s key opens an update', async (table) => {
    await fill(database)
    await withClient(
      { ...database.server.admin, database: String(database.store.connection.database) },
      async (owner) => {
        for (const attempt of attempts(table))
          await expect(owner.query(attempt), attempt).rejects.toMatchObject({ code: '23001' })
        await owner.query(`set app.forgetting = 'yes'`)
        await expect(owner.query(`update ${table} set portal_id = 5`)).rejects.toMatchObject({ code: '23001' })
      },
    )
  })
})

describe('facts of the first edition with an instant nobody can judge by', () => {
  // As it stored them: its parser read years that the law's does not.
  const stored = (key: string, fact: object) =>
    here((tx) =>
      tx.query(
        `insert into ledger (contact_id, origin, fact_key, generation, type, at, body, recorded_at)
         values ('55', 'deal:9', $1, 0, $2, 0, $3, $4)`,
        [key, (fact as { type: string }).type, fact, Date.parse('2026-05-01T10:00:00Z')],
      ),
    )

  it('count as a no from the moment they were recorded, as no end, or not at all', async () => {
    const relation = { type: 'relation', event: 'ended', at: '+010000-01-01T00:00:00.000+01:00' }
    await stored('far', relation)
    await stored('long ago', { type: 'objection', at: '1021-05-05T10:00:00+00:17' })
    await stored('taken back', { type: 'consent-withdrawn', at: '0021-05-05T10:00:00+00:17', consent: null })
    await stored('given', { type: 'consent-given', at: '1021-05-05T10:00:00+00:17' })
    const loaded = await here((tx) => loadFacts(tx, ['55']))
    expect(loaded.get('55')?.map(({ fact }) => [fact.type, fact.at])).toEqual([
      ['objection', '2026-05-01T12:00:00+02:00'],
      ['consent-withdrawn', '2026-05-01T12:00:00+02:00'],
    ])
  })

  it.each(['1899-12-31T23:59:59Z', '9999-01-01T00:00:00Z', '+010000-01-01T00:00:00Z', '2026-07-01'])(
    'are not stored any more: %s',
    async (at) => {
      const fact = { type: 'objection', at } as const
      await expect(here((tx) => appendFacts(tx, [row({ key: at, fact })]))).rejects.toMatchObject({
        code: 'fact-instant-unreadable',
      })
    },
  )
})
