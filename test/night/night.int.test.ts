import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { openParts } from '../../src/app.ts'
import { workForPortal } from '../../src/events/portal-work.ts'
import { runNights } from '../../src/night/run.ts'
import { nightStep } from '../../src/night/step.ts'
import { nothingWaiting } from '../../src/night/waiting-tasks.ts'
import { splitDeliveries } from '../../src/store/inbox/split-deliveries.ts'
import { lastNight, openNights, unfinishedNights } from '../../src/store/verdicts/nights.ts'
import { dueVerdicts } from '../../src/store/verdicts/verdicts.ts'
import { splitDelivery } from '../../webhooks/delivery.ts'
import {
  callsLog,
  callTask,
  clearCalls,
  freshEmail,
  freshNumber,
  permissionOf,
  shown,
  submit,
  wonDeal,
} from '../kit/people.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'
import { atNight, crowd, dayAfter, localDate, NIGHTLY_AT, noLimit, portalOf, stateOf } from './night-crowd.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())
beforeEach(() => noLimit(stage, COMMERCIAL))

const nights = async (portalId = COMMERCIAL) => runNights(stage.context, await portalOf(stage, portalId), NIGHTLY_AT)

describe('the law of 1 July 2026', () => {
  it('ends the customers of a shop and leaves the donors of a charity, whose tasks are not even read', async () => {
    const people = await Promise.all(
      [COMMERCIAL, CHARITY].map(async (portalId) => {
        const { contacts } = await aCustomer(portalId)
        return { portalId, contact: contacts, task: await callTask(stage, [contacts], {}, portalId) }
      }),
    )
    await stage.settle()
    for (const { portalId, contact } of people) expect(await permissionOf(stage, contact, portalId)).toBe('allowed')

    await atNight(stage, '2026-07-01')
    await clearCalls(stage, CHARITY)
    const [shop] = (await nights(COMMERCIAL)).slice(-1)
    const [charity] = (await nights(CHARITY)).slice(-1)
    expect(shop).toMatchObject({ date: '2026-07-01', due: 1, lapsed: 1, tasksHeld: 1 })
    expect(charity).toMatchObject({ date: '2026-07-01', due: 1, lapsed: 0, tasksHeld: 0, hubspotCalls: 2 })
    const { calls } = await callsLog(stage, CHARITY)
    expect(Object.keys(calls).filter((call) => call.includes('task'))).toEqual([])

    const [customer, donor] = people as [(typeof people)[0], (typeof people)[0]]
    expect(await shown(stage, customer.contact)).toMatchObject({
      belrecht_permission: 'denied',
      belrecht_rulebook: 'nl-2026-07-01',
    })
    expect(await shown(stage, customer.task, COMMERCIAL, 'tasks')).toMatchObject({ hs_task_type: 'TODO' })
    expect(await shown(stage, donor.contact, CHARITY)).toMatchObject({
      belrecht_permission: 'allowed',
      belrecht_rulebook: 'nl-2026-07-01',
    })
    expect(await shown(stage, donor.task, CHARITY, 'tasks')).toMatchObject({ hs_task_type: 'CALL' })
  })
})

describe('a night', () => {
  it('of 2,000 contacts and 500 call tasks costs 52 calls and reads the index, not the table', async () => {
    const lastDay = dayAfter(stage)
    const { contacts, tasks } = await crowd(stage, COMMERCIAL, { count: 2_000, lastDay, taskEvery: 4 })
    await atNight(stage, dayAfter(stage, 2))
    const plan = await stage.inPortal(COMMERCIAL, async (tx) => {
      await tx.query('analyze verdicts', []).catch(() => undefined)
      const explained: string[] = []
      const query: typeof tx.query = async (text, values) => {
        const { rows } = await tx.query<{ 'QUERY PLAN': string }>(`explain ${text}`, values)
        explained.push(...rows.map((row) => row['QUERY PLAN']))
        return tx.query(text, values)
      }
      await dueVerdicts({ ...tx, query }, { before: stage.context.clock.now(), limit: 1_000 })
      return explained.join('\n')
    })
    expect(plan).toContain('verdicts_due')
    expect(plan).not.toContain('Seq Scan')

    await clearCalls(stage)
    const summaries = await nights()
    const { total } = await callsLog(stage)
    expect(summaries.at(-1)).toMatchObject({ due: 2_000, lapsed: 2_000, tasksHeld: 500, hubspotCalls: total })
    expect(total).toBe(2 * 20 + 2 + 2 * 5)
    expect(summaries.at(-1)?.seconds).toBeGreaterThan(0)
    const ends = await stateOf(
      stage,
      COMMERCIAL,
      [contacts[0], contacts[1999]] as string[],
      [tasks[0], tasks[499]] as string[],
    )
    expect(ends.contacts).toEqual(Array(2).fill(['denie', 'expir']))
    expect(ends.tasks).toEqual(Array(2).fill(['TODO', 'WAITI', '⛔ Nie']))
  })

  it('is run once, however many ask for it at once or again', async () => {
    const { contacts } = await crowd(stage, COMMERCIAL, { count: 120, lastDay: dayAfter(stage) })
    const date = dayAfter(stage, 2)
    await atNight(stage, date)
    const others = await Promise.all(['a', 'b'].map((name) => openParts(stage.config, name)))
    try {
      const portal = await portalOf(stage, COMMERCIAL)
      const all = await Promise.all(
        [stage.context, ...others.map((parts) => parts.context)].map((context) =>
          runNights(context, portal, NIGHTLY_AT, { wait: true }),
        ),
      )
      expect(all.flat().filter((night) => night.date === date)).toMatchObject([{ due: 120, lapsed: 120 }])
      expect(await nights()).toEqual([])
      expect(await permissionOf(stage, contacts[0] ?? '')).toBe('denied')
    } finally {
      for (const parts of others) await parts.close()
    }
  })

  it('that another process runs is left to it', async () => {
    await atNight(stage, dayAfter(stage))
    const other = await openParts(stage.config, 'other')
    try {
      const portal = await portalOf(stage, COMMERCIAL)
      const busy = other.context.store.locks.hold(`belrecht night ${COMMERCIAL}`, true, () => nights())
      expect(await busy).toEqual({ kind: 'held', value: [] })
      expect(await runNights(other.context, portal, NIGHTLY_AT)).toHaveLength(1)
    } finally {
      await other.close()
    }
  })

  it('continues with the others where HubSpot refuses one write, and tries that one again when it changes', async () => {
    const { contacts } = await crowd(stage, COMMERCIAL, { count: 3, lastDay: dayAfter(stage) })
    const [stubborn = '', ...others] = contacts
    const rule = { objectType: 'contacts', ids: [stubborn], property: 'belrecht_permission', values: ['denied'] }
    await stage.sandbox.call('POST', `/sandbox/portals/${COMMERCIAL}/rules`, { ...rule, message: 'Not on a Friday.' })
    await atNight(stage, dayAfter(stage, 2))
    expect((await nights()).at(-1)).toMatchObject({ due: 3, lapsed: 3, refused: 1 })
    for (const id of others) expect(await permissionOf(stage, id)).toBe('denied')
    expect(await permissionOf(stage, stubborn)).toBe('needs_review')
    const refused = () =>
      stage.query<{ refused: string | null }>(COMMERCIAL, 'select refused from verdicts where contact_id = $1', [
        stubborn,
      ])
    expect((await refused())[0]?.refused).toContain('Not on a Friday.')

    await stage.sandbox.call('DELETE', `/sandbox/portals/${COMMERCIAL}/rules`)
    await stage.sandbox.change(COMMERCIAL, 'contacts', stubborn, { properties: { phone: freshNumber().typed } })
    await stage.settle()
    expect(await permissionOf(stage, stubborn)).toBe('denied')
    expect(await refused()).toEqual([{ refused: null }])
  })

  it('deletes the verdict of a contact that HubSpot no longer has', async () => {
    const { contacts } = await crowd(stage, COMMERCIAL, { count: 3, lastDay: dayAfter(stage) })
    const [gone = '', ...others] = contacts
    await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { drop: 1 })
    await stage.sandbox.call('DELETE', `/sandbox/portals/${COMMERCIAL}/contacts/${gone}`)
    await atNight(stage, dayAfter(stage, 2))
    expect((await nights()).at(-1)).toMatchObject({ due: 3, lapsed: 2, refused: 0 })
    expect(await permissionOf(stage, others[0] ?? '')).toBe('denied')
    expect(await stage.query(COMMERCIAL, 'select 1 from verdicts where contact_id = $1', [gone])).toEqual([])
    await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { drop: 0 })
  })

  it('does not hold the task of a person who consents while it is under way', async () => {
    const { contacts, tasks } = await crowd(stage, COMMERCIAL, { count: 2, lastDay: dayAfter(stage), taskEvery: 1 })
    await atNight(stage, dayAfter(stage, 2))
    const portal = await portalOf(stage, COMMERCIAL)
    await stage.inPortal(COMMERCIAL, (tx) => openNights(tx, [localDate(stage.context.clock.now())]))
    const waiting = nothingWaiting()
    const due = stage.context.clock.now()
    expect(await nightStep(stage.context, portal, due, waiting)).toMatchObject({ judged: 0, tasksHeld: 0 })
    const { properties } = await stage.sandbox.read(COMMERCIAL, 'contacts', contacts[0] ?? '')
    await submit(stage, COMMERCIAL, {
      email: properties.email ?? '',
      mobilephone: freshNumber().typed,
      belrecht_opt_in: 'true',
    })
    await stage.settle()
    expect(await nightStep(stage.context, portal, due, waiting)).toMatchObject({ judged: 2, lapsed: 2, tasksHeld: 1 })
    expect(await nightStep(stage.context, portal, due, waiting)).toBeNull()
    expect((await stateOf(stage, COMMERCIAL, contacts, tasks)).tasks.map(([type]) => type)).toEqual(['CALL', 'TODO'])
    expect(await stage.query(COMMERCIAL, 'select 1 from verdicts where not announced')).toEqual([])
  })
})

describe('an objection during a long night', () => {
  it('goes first between two batches', async () => {
    const lasting = await crowd(stage, COMMERCIAL, { count: 1, lastDay: dayAfter(stage, 300) })
    await crowd(stage, COMMERCIAL, { count: 1_500, lastDay: dayAfter(stage) })
    await atNight(stage, dayAfter(stage, 2))
    const [person = ''] = lasting.contacts
    const night = nights()
    await stage.sandbox.change(COMMERCIAL, 'contacts', person, { properties: { belrecht_do_not_call: 'true' } })
    await stage.sandbox.deliveriesSettled()
    await splitDeliveries(stage.context.store, 200, splitDelivery)
    // As a worker does: who finds the portal busy asks again.
    const work = async () => (await workForPortal(stage.context, COMMERCIAL, stage.eventEffect)) !== 'busy'
    await vi.waitUntil(work, { timeout: 15_000, interval: 50 })
    expect(await permissionOf(stage, person)).toBe('denied')
    expect(await stage.inPortal(COMMERCIAL, unfinishedNights)).toHaveLength(1)
    expect((await night).at(-1)).toMatchObject({ due: 1_500, lapsed: 1_500 })
  })
})

describe('nights missed', () => {
  it('are caught up oldest first, each with what was due in it', async () => {
    const start = stage.context.clock.now()
    for (const [index, count] of [2, 0, 3].entries()) {
      if (count > 0) await crowd(stage, COMMERCIAL, { count, lastDay: dayAfter(stage, index + 1) })
    }
    await atNight(stage, dayAfter(stage, 5))
    const done = (await nights()).map(({ date, due }) => [date, due])
    const day = (n: number) => localDate(start + n * 86_400_000)
    expect(done).toEqual([
      [day(2), 2],
      [day(4), 3],
      [day(5), 0],
    ])
  })

  it('over years pass quickly, none left open and none run twice', async () => {
    const lastDay = dayAfter(stage, 700)
    const ends = dayAfter(stage, 701)
    await crowd(stage, COMMERCIAL, { count: 1, lastDay })
    const before = await rows()
    await atNight(stage, '2031-03-30')
    const done = await nights()
    expect(done.find(({ date }) => date === ends)).toMatchObject({ due: 1, lapsed: 1 })
    expect(done.at(-1)).toMatchObject({ date: '2031-03-30', due: 0 })
    const after = await rows()
    expect(after.length - before.length).toBeGreaterThan(1_500)
    expect(new Set(after.map(({ date }) => date)).size).toBe(after.length)
    expect(await stage.inPortal(COMMERCIAL, unfinishedNights)).toEqual([])
    expect(await stage.inPortal(COMMERCIAL, lastNight)).toMatchObject({ localDate: '2031-03-30' })
    expect(await nights()).toEqual([])
  })

  const rows = () => stage.query<{ date: string }>(COMMERCIAL, 'select local_date as date from nights')
})

async function aCustomer(portalId: number): Promise<{ contacts: string }> {
  const { id } = await stage.sandbox.create(portalId, 'contacts', {
    at: '2025-03-03T10:00:00+01:00',
    as: { sourceType: 'FORM', sourceId: 'f', sourceLabel: 'Bestelling' },
    properties: { email: freshEmail(), mobilephone: freshNumber().typed },
  })
  await wonDeal(stage, [id], { closedate: '2025-03-03T12:00:00+01:00', amount: '250' }, portalId)
  return { contacts: id }
}
