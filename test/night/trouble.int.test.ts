import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { prune } from '../../src/night/prune.ts'
import { runNights } from '../../src/night/run.ts'
import { markIfUninstalled } from '../../src/portal/uninstalled.ts'
import { withPortal } from '../../src/store/core/portal-tx.ts'
import { installedPortals } from '../../src/store/portal/portals.ts'
import { onceOnly } from '../../src/store/portal/seen-once.ts'
import { unfinishedNights } from '../../src/store/verdicts/nights.ts'
import { callsLog, clearCalls, permissionOf } from '../kit/people.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'
import { atNight, crowd, dayAfter, NIGHTLY_AT, noLimit, portalOf, stateOf } from './night-crowd.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage({ startAt: '2026-08-03T09:00:00+02:00' })
})
afterAll(() => stage.close())
beforeEach(() => noLimit(stage, COMMERCIAL))

const nights = async (portalId = COMMERCIAL) => runNights(stage.context, await portalOf(stage, portalId), NIGHTLY_AT)

/** A refusal that is not tried again, so that the night stops right there; `after`: done, but nobody hears of it. */
const arm = (path: string, when: 'before' | 'after', more: object = {}) =>
  stage.sandbox.call('POST', '/sandbox/faults', {
    portalId: COMMERCIAL,
    method: 'POST',
    path,
    when,
    status: 403,
    ...more,
  })
const CONTACTS_READ = '/crm/objects/2026-09/contacts/batch/read'
const CONTACTS_WRITTEN = '/crm/objects/2026-09/contacts/batch/update'
const TASKS_FOUND = '/crm/associations/2026-09/contacts/tasks/batch/read'
const TASKS_READ = '/crm/objects/2026-09/tasks/batch/read'
const TASKS_WRITTEN = '/crm/objects/2026-09/tasks/batch/update'

describe('an interrupted night', () => {
  it.each([
    ['with verdicts stored', CONTACTS_READ, 'before'],
    ['with HubSpot written and nothing marked as written', CONTACTS_WRITTEN, 'after'],
    ['with HubSpot written', TASKS_FOUND, 'before'],
    ['with the tasks found', TASKS_READ, 'before'],
    ['with originals remembered', TASKS_WRITTEN, 'before'],
    ['with tasks held and nothing marked as written', TASKS_WRITTEN, 'after'],
  ] as const)('%s ends as one left in peace', async (_when, path, when) => {
    const { contacts, tasks } = await crowd(stage, COMMERCIAL, { count: 3, lastDay: dayAfter(stage), taskEvery: 2 })
    const date = dayAfter(stage, 2)
    await atNight(stage, date)
    await arm(path, when)
    await expect(nights()).rejects.toMatchObject({ code: 'hubspot-missing-scopes' })
    expect(await stage.inPortal(COMMERCIAL, unfinishedNights)).toMatchObject([{ localDate: date, attempt: 1 }])

    expect(await nights()).toMatchObject([{ date, due: 3, lapsed: 3, refused: 0 }])
    const { contacts: people, tasks: calls } = await stateOf(stage, COMMERCIAL, contacts, tasks)
    expect(people).toEqual(Array(3).fill(['denie', 'expir']))
    expect(calls).toEqual(Array(2).fill(['TODO', 'WAITI', '⛔ Nie']))
    const kept = 'select originals from held_tasks where task_id = any($1)'
    expect(await stage.query(COMMERCIAL, kept, [tasks])).toMatchObject(
      Array(2).fill({ originals: { type: 'CALL', status: 'NOT_STARTED', subject: 'Bellen over het aanbod' } }),
    )
    expect(await stage.query(COMMERCIAL, 'select 1 from verdicts where not announced')).toEqual([])
    expect(await stage.query(COMMERCIAL, 'select attempt from nights where local_date = $1', [date])).toEqual([
      { attempt: 2 },
    ])
  })

  it('between two batches does the rest only', async () => {
    const { contacts } = await crowd(stage, COMMERCIAL, { count: 1_100, lastDay: dayAfter(stage) })
    await atNight(stage, dayAfter(stage, 2))
    await arm(CONTACTS_READ, 'before', { skip: 10 })
    await expect(nights()).rejects.toMatchObject({ code: 'hubspot-missing-scopes' })
    await clearCalls(stage)
    expect(await nights()).toMatchObject([{ due: 1_100, lapsed: 1_100 }])
    expect((await callsLog(stage)).total).toBe(3)
    expect(await permissionOf(stage, contacts[1_099] ?? '')).toBe('denied')
  })
})

describe('one portal without HubSpot', () => {
  it('does not keep the other from its night, and has its own later', async () => {
    const lastDay = dayAfter(stage)
    const here = await crowd(stage, COMMERCIAL, { count: 2, lastDay })
    const there = await crowd(stage, CHARITY, { count: 2, lastDay })
    await atNight(stage, dayAfter(stage, 2))
    await stage.sandbox.call('POST', '/sandbox/faults', { portalId: COMMERCIAL, status: 403, count: 100 })
    await expect(nights(COMMERCIAL)).rejects.toThrow('403')
    expect((await nights(CHARITY)).at(-1)).toMatchObject({ due: 2, lapsed: 2 })
    expect(await permissionOf(stage, there.contacts[0] ?? '', CHARITY)).toBe('denied')
    expect(await permissionOf(stage, here.contacts[0] ?? '')).toBe('allowed')
    await stage.sandbox.call('DELETE', '/sandbox/faults')
    expect((await nights(COMMERCIAL)).at(-1)).toMatchObject({ due: 2, lapsed: 2 })
  })

  it('that took the app away in mid-night is marked as uninstalled, its facts kept', async () => {
    const { contacts } = await crowd(stage, CHARITY, { count: 1_100, lastDay: dayAfter(stage) })
    await atNight(stage, dayAfter(stage, 2))
    await stage.sandbox.call('POST', '/sandbox/faults', {
      portalId: CHARITY,
      path: CONTACTS_READ,
      status: 401,
      skip: 10,
      count: 2,
    })
    const portal = await portalOf(stage, CHARITY)
    const run = () => markIfUninstalled(stage.context, CHARITY, () => runNights(stage.context, portal, NIGHTLY_AT))
    const [, outcome] = await Promise.all([
      stage.sandbox.call('POST', `/sandbox/portals/${CHARITY}/kill-refresh-tokens`),
      run().catch((error: unknown) => error),
    ])
    expect(outcome).toBe('gone')
    expect(await installedPortals(stage.context.store)).toEqual([COMMERCIAL])
    const facts = 'select 1 from ledger where contact_id = $1'
    expect(await stage.query(CHARITY, facts, [contacts[0]])).toHaveLength(2)
  })
})

describe('what is no longer needed', () => {
  it('is deleted: events carried out and requests seen, but no event still pending or parked', async () => {
    const { store } = stage.context
    const day = 86_400_000
    await withPortal(store, COMMERCIAL, async (tx) => {
      await tx.query('delete from inbox')
      await tx.query(
        `insert into inbox (event_key, type, occurred_at, received_at, body, state)
         select state || age, 'contact.creation', 0, $1 - age * $2::bigint, '{}', state
         from unnest(array['pending', 'done', 'parked']) as state, unnest(array[29, 31]) as age`,
        [Date.now(), day],
      )
      await onceOnly(tx, 'new')
      await tx.query(`insert into seen_once (key, seen_at) values ('old', now() - interval '91 days')`)
    })
    await prune(store, COMMERCIAL)
    const left = await stage.query<{ key: string }>(COMMERCIAL, 'select event_key as key from inbox order by 1')
    expect(left.map(({ key }) => key)).toEqual(['done29', 'parked29', 'parked31', 'pending29', 'pending31'])
    expect(await stage.query(COMMERCIAL, 'select key from seen_once')).toEqual([{ key: 'new' }])
  })
})
