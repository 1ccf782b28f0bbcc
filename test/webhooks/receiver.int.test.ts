import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { APP } from '../../demo/stage/app-environment.ts'
import { withClient } from '../../src/store/core/with-client.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'
import { deliver, event } from './deliveries.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const stored = async (): Promise<number> => {
  const { rows } = await stage.context.store.pool.query<{ count: number }>('select count(*) as count from deliveries')
  return Number(rows[0]?.count)
}
const inboxOf = (portalId: number, eventId: unknown) =>
  stage.query<{ state: string; reason: string | null; body: Record<string, unknown> }>(
    portalId,
    `select state, parked_reason as reason, body from inbox where body ->> 'eventId' = $1`,
    [String(eventId)],
  )

const minutesFromNow = (minutes: number): string => String(Date.now() + minutes * 60_000)
const good = () => JSON.stringify([event(COMMERCIAL)])

describe('refused with a clear status, and nothing stored', () => {
  const REFUSED: readonly (readonly [
    why: string,
    send: () => ReturnType<typeof deliver>,
    status: number,
    code: string,
  ])[] = [
    ['no signature', () => deliver(stage, good(), { version: 'none' }), 401, 'signature-missing'],
    ['another secret', () => deliver(stage, good(), { secret: 'guessed' }), 401, 'signature-mismatch'],
    ['other bytes than were signed', () => deliver(stage, good(), { sent: good() }), 401, 'signature-mismatch'],
    ['truncated bytes', () => deliver(stage, good(), { sent: good().slice(0, 100) }), 401, 'signature-mismatch'],
    ['another address', () => deliver(stage, good(), { path: '/webhooks/hubspot?x=1' }), 401, 'signature-mismatch'],
    ['six minutes old', () => deliver(stage, good(), { timestamp: minutesFromNow(-6) }), 401, 'signature-stale'],
    ['six minutes ahead', () => deliver(stage, good(), { timestamp: minutesFromNow(6) }), 401, 'signature-stale'],
    ['a timestamp that is none', () => deliver(stage, good(), { timestamp: 'now' }), 401, 'signature-malformed'],
    ['v1, which replays for ever', () => deliver(stage, good(), { version: 'v1' }), 401, 'signature-missing'],
    ['v2, which replays for ever', () => deliver(stage, good(), { version: 'v2' }), 401, 'signature-missing'],
    ['no JSON', () => deliver(stage, 'portalId=7001'), 400, 'not-a-delivery'],
    ['truncated before it was signed', () => deliver(stage, good().slice(0, 100)), 400, 'not-a-delivery'],
    ['nothing at all', () => deliver(stage, ''), 400, 'not-a-delivery'],
    ['an object where a list is due', () => deliver(stage, event(COMMERCIAL)), 400, 'not-a-delivery'],
    ['an event of no portal', () => deliver(stage, [{ subscriptionType: 'contact.creation' }]), 400, 'not-a-delivery'],
    ['an event of no type', () => deliver(stage, [{ portalId: COMMERCIAL }]), 400, 'not-a-delivery'],
    [
      'more than 1 MB',
      () => deliver(stage, [event(COMMERCIAL, { propertyValue: 'x'.repeat(1_048_576) })]),
      413,
      'delivery-too-large',
    ],
  ]
  for (const [why, send, status, code] of REFUSED) {
    it(why, async () => {
      const before = await stored()
      expect(await send()).toEqual({ status, code, type: expect.stringContaining('application/problem+json') })
      expect(await stored()).toBe(before)
    })
  }
})

describe('stored with 204', () => {
  it('an empty list: nothing to do is no error', async () => {
    expect((await deliver(stage, [])).status).toBe(204)
    await stage.settle()
  })

  it('four minutes old and four ahead', async () => {
    for (const minutes of [-4, 4])
      expect((await deliver(stage, good(), { timestamp: minutesFromNow(minutes) })).status).toBe(204)
    await stage.settle()
  })

  it('the same bytes twice are one delivery, the same event in other bytes one event', async () => {
    const one = event(COMMERCIAL)
    const before = await stored()
    for (const body of [[one], [one], [{ ...one, attemptNumber: 1 }]])
      expect((await deliver(stage, body)).status).toBe(204)
    expect(await stored()).toBe(before + 2)
    await stage.settle()
    expect(await inboxOf(COMMERCIAL, one.eventId)).toHaveLength(1)
  })

  it('several portals’ events in one body each reach their own', async () => {
    const [here, there] = [event(COMMERCIAL), event(CHARITY)]
    expect((await deliver(stage, [here, there, event(COMMERCIAL)])).status).toBe(204)
    await stage.settle()
    expect(await inboxOf(COMMERCIAL, here.eventId)).toMatchObject([{ state: 'done' }])
    expect(await inboxOf(COMMERCIAL, there.eventId)).toEqual([])
    expect(await inboxOf(CHARITY, there.eventId)).toMatchObject([{ state: 'done' }])
  })

  it('an item that names no portal is parked beside its neighbours, which are carried out', async () => {
    const whole = event(COMMERCIAL)
    const lost = { subscriptionType: 'contact.creation', eventId: `lost-${whole.eventId}`, objectId: 1 }
    expect((await deliver(stage, [lost, whole])).status).toBe(204)
    await stage.settle()
    expect(await inboxOf(COMMERCIAL, whole.eventId)).toMatchObject([{ state: 'done' }])
    expect(await inboxOf(COMMERCIAL, lost.eventId)).toMatchObject([{ state: 'parked', reason: 'unreadable-event' }])
  })

  it('characters that PostgreSQL cannot store stop no events', async () => {
    const odd = event(COMMERCIAL, { changeSource: 'a\u0000b\ud800c', propertyValue: '\u0000' })
    const other = event(COMMERCIAL)
    expect((await deliver(stage, [odd, other])).status).toBe(204)
    await stage.settle()
    expect(await inboxOf(COMMERCIAL, odd.eventId)).toMatchObject([
      { state: 'done', body: { changeSource: 'a\ufffdb\ufffdc' } },
    ])
    expect(await inboxOf(COMMERCIAL, other.eventId)).toMatchObject([{ state: 'done' }])
  })

  it('an invalid time stops no event', async () => {
    const odd = event(COMMERCIAL, { occurredAt: 1.5 })
    expect((await deliver(stage, [odd])).status).toBe(204)
    await stage.settle()
    expect(await inboxOf(COMMERCIAL, odd.eventId)).toMatchObject([{ state: 'done' }])
  })
})

describe('parked, not dropped', () => {
  const PARKED: readonly (readonly [why: string, but: Record<string, unknown>, reason: string])[] = [
    ['a type nobody knows', { subscriptionType: 'contact.teleported' }, 'unknown-type'],
    ['an object we do not watch', { subscriptionType: 'object.creation', objectTypeId: '0-999' }, 'unknown-type'],
    ['a type from nowhere', { subscriptionType: 'weather' }, 'unknown-type'],
    ['another app’s event', { appId: 1 }, 'other-app'],
    ['an event about nothing', { objectId: undefined }, 'no-object-id'],
    ['an event that is oddly made', { objectId: { nested: true } }, 'unreadable-event'],
  ]
  for (const [why, but, reason] of PARKED) {
    it(why, async () => {
      const odd = event(COMMERCIAL, but)
      expect((await deliver(stage, [odd])).status).toBe(204)
      await stage.settle()
      expect(await inboxOf(COMMERCIAL, odd.eventId)).toMatchObject([{ state: 'parked', reason }])
    })
  }

  it('an unknown portal’s events wait for its install, and are then carried out', async () => {
    const portalId = 7003
    const early = event(portalId, { subscriptionType: 'contact.creation' })
    expect((await deliver(stage, [early])).status).toBe(204)
    await stage.settle()
    expect(await inboxOf(portalId, early.eventId)).toMatchObject([{ state: 'parked', reason: 'unknown-portal' }])
    const users = [{ id: 1001, email: 'a@b.nl', firstName: 'A', lastName: 'B' }]
    await stage.sandbox.call('POST', '/sandbox/portals', {
      portalId,
      name: 'Later',
      hubDomain: 'later.nl',
      users,
      appInstalled: false,
    })
    await stage.install(portalId)
    await stage.settle()
    expect(await inboxOf(portalId, early.eventId)).toMatchObject([{ state: 'done', reason: null }])
  })

  it('after a day an unknown portal’s events are deleted', async () => {
    const portalId = 7999
    const early = event(portalId)
    await deliver(stage, [early])
    await stage.settle()
    await stage.query(portalId, `update inbox set received_at = received_at - 25 * 3600000`)
    await stage.context.store.pool.query('update work set due_at = 0 where portal_id = $1', [portalId])
    await stage.settle()
    expect(await inboxOf(portalId, early.eventId)).toEqual([])
    const { rows } = await stage.context.store.pool.query('select 1 from work where portal_id = $1', [portalId])
    expect(rows).toEqual([])
  })
})

it('a database that cannot take it: 503, and HubSpot’s next try is stored', async () => {
  const { server, databaseUrl } = stage.database
  const database = new URL(databaseUrl).pathname.slice(1)
  const rename = (from: string, to: string) =>
    withClient({ ...server.admin, database }, (admin) => admin.query(`alter table ${from} rename to ${to}`))
  const body = good()
  await rename('deliveries', 'deliveries_away')
  try {
    expect(await deliver(stage, body)).toMatchObject({ status: 503, code: 'store-unavailable' })
  } finally {
    await rename('deliveries_away', 'deliveries')
  }
  expect((await deliver(stage, body)).status).toBe(204)
})

it('with WEBHOOK_SIGNATURES=legacy the older signatures are taken, but not beside a bad v3', async () => {
  const legacy = await openStage({
    env: { WEBHOOK_SIGNATURES: 'legacy', HUBSPOT_CLIENT_SECRET: `${APP.clientSecret},former-secret-of-the-app` },
  })
  try {
    for (const version of ['v1', 'v2', 'v3'] as const)
      expect((await deliver(legacy, good(), { version })).status).toBe(204)
    expect((await deliver(legacy, good(), { secret: 'former-secret-of-the-app' })).status).toBe(204)
    expect((await deliver(legacy, good(), { version: 'v1', secret: 'guessed' })).status).toBe(401)
    expect((await deliver(legacy, good(), { timestamp: minutesFromNow(-6) })).status).toBe(401)
  } finally {
    await legacy.close()
  }
})
