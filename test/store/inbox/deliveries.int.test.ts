import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type PortalTx, withPortal } from '../../../src/store/core/portal-tx.ts'
import { deliveryCounts, pruneDeliveries, storeDelivery } from '../../../src/store/inbox/deliveries.ts'
import {
  expireParked,
  finishEvents,
  noteFailure,
  parkEvents,
  parkedCount,
  pendingEvents,
  pruneInbox,
  reopenEvents,
  unparkEvents,
} from '../../../src/store/inbox/inbox.ts'
import { KEEP_UNKNOWN_PORTAL_MS } from '../../../src/store/inbox/parking.ts'
import { type SplitEvent, splitDeliveries } from '../../../src/store/inbox/split-deliveries.ts'
import { dueWorkOf } from '../../../src/store/inbox/work.ts'
import { installPortal, markUninstalled } from '../../../src/store/portal/portals.ts'
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts'

let database: TestDatabase
let portal = 100
const NOW = 1_782_000_000_000

beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(async () => {
  portal += 2
  await install(portal)
})
afterAll(() => database.drop())

const install = (portalId: number) =>
  installPortal(database.store, {
    portalId,
    hubDomain: 'x',
    installedBy: '1',
    scopes: [],
    controller: 'main',
    settings: {},
    installedAt: 1,
  })
const here = <T>(work: (tx: PortalTx) => Promise<T>, portalId = portal) => withPortal(database.store, portalId, work)
const event = (key: string, given: Partial<SplitEvent> = {}): SplitEvent => {
  return { portalId: portal, key, type: 'contact.creation', occurredAt: NOW, body: { objectId: 55 }, ...given }
}
const deliver = (events: readonly SplitEvent[] | string) =>
  storeDelivery(database.store, {
    body: Buffer.from(typeof events === 'string' ? events : JSON.stringify(events)),
    receivedAt: NOW,
  })
const split = (limit = 100) =>
  splitDeliveries(database.store, limit, (body) => JSON.parse(body.toString()) as SplitEvent[]).then(
    ({ portals }) => portals,
  )
const unsplitCount = async () => (await deliveryCounts(database.store.pool)).unsplit
const pendingKeys = async (portalId = portal) => {
  const { rows } = await here(
    (tx) => tx.query<{ event_key: string }>(`select event_key from inbox where state = 'pending' order by seq`),
    portalId,
  )
  return rows.map((row) => row.event_key)
}

describe('splitting deliveries', () => {
  it('takes the same bytes in once, however many bring them', async () => {
    const brought = await Promise.all(Array.from({ length: 6 }, () => deliver([event('a')])))
    expect(brought.sort()).toEqual(['known', 'known', 'known', 'known', 'known', 'stored'])
    expect(await unsplitCount()).toBe(1)
    expect(await split()).toEqual(new Set([portal]))
    expect(await unsplitCount()).toBe(0)
    expect(await deliver([event('a')])).toBe('known')
    expect(await split()).toEqual(new Set())
  })

  it('splits by portal and event, each event once, and asks work of both', async () => {
    const other = portal + 1
    await install(other)
    await deliver([event('a'), event('b', { portalId: other }), event('a')])
    await deliver([event('b'), event('a')])
    expect(await split()).toEqual(new Set([portal, other]))
    expect((await pendingKeys()).sort()).toEqual(['a', 'b'])
    expect(await pendingKeys(other)).toEqual(['b'])
    for (const portalId of [portal, other])
      expect(await dueWorkOf(database.store, portalId, NOW)).toMatchObject([{ kind: 'inbox' }])
    expect((await here((tx) => pendingEvents(tx, 1)))[0]).toMatchObject({
      type: 'contact.creation',
      occurredAt: NOW,
      body: { objectId: 55 },
      tries: 0,
    })
  })

  it('loses and doubles nothing when several split at once', async () => {
    const keys = Array.from({ length: 40 }, (_, n) => `e${n}`)
    for (const key of keys) await deliver([event(key), event('shared')])
    await Promise.all(
      Array.from({ length: 5 }, async () => {
        while ((await unsplitCount()) > 0) await split(3)
      }),
    )
    expect((await pendingKeys()).sort()).toEqual([...keys, 'shared'].sort())
  })

  it('keeps what it cannot read with the reason, and goes on', async () => {
    await deliver('not json')
    await deliver([event('a'), event('', {})])
    await deliver([event('b', { occurredAt: Number.NaN })])
    await deliver([event('fine\0 \ud83d', { body: { value: 'a\0b \ud83d 😀' } })])
    await split()
    expect(await unsplitCount()).toBe(0)
    expect((await here((tx) => pendingEvents(tx, 9))).map(({ body }) => body)).toEqual([
      { value: 'a\ufffdb \ufffd 😀' },
    ])
    expect(await deliveryCounts(database.store.pool)).toEqual({ unsplit: 0, broken: 3 })
    const kept = 'select error, body from deliveries where error is not null order by id desc'
    const broken = (await database.store.pool.query<{ error: string; body: Buffer }>(kept)).rows
    expect(broken.map(({ error }) => error)).toEqual([
      expect.stringContaining('occurredAt'),
      expect.stringContaining('key'),
      expect.stringContaining('JSON'),
    ])
    expect(broken[2]?.body.toString()).toBe('not json')
    await pruneDeliveries(database.store, NOW + 1)
    expect((await database.store.pool.query('select from deliveries')).rowCount).toBe(3)
    await database.store.pool.query('delete from deliveries')
  })

  it('forgets the bytes of what it has split', async () => {
    await deliver([event('a')])
    await split()
    expect((await database.store.pool.query('select from deliveries where body is not null')).rowCount).toBe(0)
  })
})

describe('events of a portal without the app', () => {
  it('are parked, and become pending at install', async () => {
    const stranger = portal + 1
    await deliver([event('early', { portalId: stranger }), event('odd', { portalId: stranger, park: 'unknown-type' })])
    await split()
    expect(await pendingKeys(stranger)).toEqual([])
    expect(await here(parkedCount, stranger)).toEqual({ 'unknown-portal': 1, 'unknown-type': 1 })
    expect(await dueWorkOf(database.store, stranger, NOW + KEEP_UNKNOWN_PORTAL_MS - 1)).toEqual([])
    expect(await dueWorkOf(database.store, stranger, NOW + KEEP_UNKNOWN_PORTAL_MS)).toHaveLength(1)
    await install(stranger)
    expect(await here((tx) => unparkEvents(tx, 'unknown-portal'), stranger)).toBe(1)
    expect(await pendingKeys(stranger)).toEqual(['early'])
    expect(await dueWorkOf(database.store, stranger, NOW)).toHaveLength(1)
  })

  it('are deleted when no install came', async () => {
    await markUninstalled(database.store, portal, NOW)
    await deliver([event('late')])
    await split()
    expect(await here((tx) => expireParked(tx, 'unknown-portal', NOW))).toBe(0)
    expect(await here((tx) => expireParked(tx, 'unknown-portal', NOW + 1))).toBe(1)
    expect(await here(parkedCount)).toEqual({})
  })

  it('that are being parked while the install runs are not forgotten by it', async () => {
    const stranger = portal + 1
    await deliver([event('racing', { portalId: stranger })])
    let installed: Promise<number> | undefined
    await withPortal(database.store, stranger, async (tx) => {
      // As splitting does: knows no such portal yet, parks, has not committed.
      await tx.query(`select pg_advisory_xact_lock_shared(hashtextextended($1, 0))`, [`belrecht install ${stranger}`])
      installed = install(stranger).then(() => here((other) => unparkEvents(other, 'unknown-portal'), stranger))
      await tx.query('select pg_sleep(0.05)')
      await tx.query(
        `insert into inbox (event_key, type, occurred_at, received_at, body, state, parked_reason) values ('racing', 't', 1, 1, '{}', 'parked', $1)`,
        ['unknown-portal'],
      )
    })
    expect(await installed).toBe(1)
    await split()
    expect(await pendingKeys(stranger)).toEqual(['racing'])
  })
})

describe('the inbox', () => {
  const fill = async () => {
    await deliver(['a', 'b', 'c'].map((key) => event(`${key}${portal}`)))
    await split()
    return (await here((tx) => pendingEvents(tx, 10))).map(({ seq }) => seq) as [number, number, number]
  }

  it('gives events in the order they came, until they are finished or parked', async () => {
    const [first, second, third] = await fill()
    expect(first < second && second < third).toBe(true)
    await here((tx) => finishEvents(tx, [first]))
    await here((tx) => parkEvents(tx, [second], 'failed'))
    await here((tx) => noteFailure(tx, [third], 'HubSpot said \0 no'))
    expect(await here((tx) => pendingEvents(tx, 10))).toMatchObject([{ seq: third, tries: 1 }])
    await here((tx) => finishEvents(tx, [second]))
    expect(await here(parkedCount), 'finishing a batch does not finish what was parked out of it').toEqual({
      failed: 1,
    })
  })

  it('opens again for a replay, and asks work', async () => {
    const [first, second, third] = await fill()
    await here((tx) => finishEvents(tx, [first, second]))
    await here((tx) => parkEvents(tx, [third], 'unknown-type'))
    expect(await here((tx) => reopenEvents(tx, NOW + 1))).toBe(0)
    expect(await here((tx) => reopenEvents(tx, NOW))).toBe(3)
    expect(await here((tx) => reopenEvents(tx))).toBe(0)
    expect((await here((tx) => pendingEvents(tx, 10))).map(({ seq }) => seq)).toEqual([first, second, third])
    expect(await dueWorkOf(database.store, portal, 0)).toHaveLength(1)
  })

  it('forgets finished events only', async () => {
    const [first, second] = await fill()
    await here((tx) => finishEvents(tx, [first]))
    await here((tx) => parkEvents(tx, [second], 'failed'))
    expect(await here((tx) => pruneInbox(tx, NOW + 1))).toBe(1)
    expect((await here((tx) => tx.query('select from inbox'))).rowCount).toBe(2)
  })
})
