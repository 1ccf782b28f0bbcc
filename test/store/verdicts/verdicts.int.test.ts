import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type PortalTx, withPortal } from '../../../src/store/core/portal-tx.ts'
import { withClient } from '../../../src/store/core/with-client.ts'
import { listBreaches, recordBreaches } from '../../../src/store/tasks/breaches.ts'
import {
  guardReport,
  type HeldTask,
  heldTaskIds,
  heldTasksOfContacts,
  loadHeldTasks,
  saveHeldTasks,
} from '../../../src/store/tasks/held-tasks.ts'
import { comingLapses, soonestChange, verdictCounts } from '../../../src/store/verdicts/verdict-counts.ts'
import {
  contactIdsFrom,
  dropVerdicts,
  dueVerdicts,
  loadVerdicts,
  markRefused,
  markWritten,
  type StoredVerdict,
  saveVerdicts,
  unwrittenVerdicts,
} from '../../../src/store/verdicts/verdicts.ts'
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts'
import { NUMBER } from '../facts.ts'

let database: TestDatabase
let portal = 100
const here = <T>(work: (tx: PortalTx) => Promise<T>) => withPortal(database.store, portal, work)

beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(() => {
  portal += 1
})
afterAll(() => database.drop())

const verdict = (contactId = '55', given: Partial<StoredVerdict> = {}): StoredVerdict => ({
  contactId,
  permission: 'allowed',
  basis: 'consent',
  reasons: [],
  until: 2_000,
  changesAt: 2_000,
  rulebook: 'nl-2026-07-01',
  decidedAt: 1_000,
  numbers: [{ number: NUMBER, permission: 'allowed', basis: 'consent', until: 2_000, reasons: [] }],
  ...given,
})
const save = async (...verdicts: StoredVerdict[]) => Object.fromEntries(await here((tx) => saveVerdicts(tx, verdicts)))

describe('verdicts', () => {
  it('are read as they were saved', async () => {
    await save(
      verdict(),
      verdict('56', { basis: null, permission: 'denied', until: null, changesAt: null, reasons: ['no-basis'] }),
    )
    const loaded = await here((tx) => loadVerdicts(tx, ['55', '56', '57']))
    expect(loaded.get('55')).toEqual(verdict())
    expect([...loaded.keys()].sort()).toEqual(['55', '56'])
  })

  it('wait to be written when anything that goes to HubSpot differs, and only then', async () => {
    expect(await save(verdict())).toEqual({ 55: { written: false, former: null } })
    expect(await save(verdict())).toEqual({ 55: { written: false, former: null } })
    await here((tx) => markWritten(tx, ['55']))
    expect(await save(verdict('55', { decidedAt: 9, changesAt: 3_000 }))).toEqual({
      55: { written: true, former: 'allowed' },
    })
    const differences: Partial<StoredVerdict>[] = [
      { permission: 'denied' },
      { basis: null },
      { reasons: ['unverified'] },
      { until: 1_999 },
      { rulebook: null },
      { numbers: [] },
    ]
    for (const difference of differences) {
      await save(verdict())
      await here((tx) => markWritten(tx, ['55']))
      expect(await save(verdict('55', difference)), JSON.stringify(difference)).toEqual({
        55: { written: false, former: 'allowed' },
      })
      expect(await here((tx) => unwrittenVerdicts(tx, 10))).toEqual(['55'])
    }
  })

  it('remember the permission last written to HubSpot, through a write that was interrupted', async () => {
    await save(verdict())
    await here((tx) => markWritten(tx, ['55']))
    await save(verdict('55', { permission: 'denied' }))
    expect(await save(verdict('55', { permission: 'denied' }))).toMatchObject({
      55: { written: false, former: 'allowed' },
    })
  })

  it('keep HubSpot’s refusal until the contact is judged again', async () => {
    await save(verdict())
    const refused = async () => (await here((tx) => tx.query('select refused from verdicts'))).rows
    await here((tx) => markRefused(tx, [{ contactId: '55', reason: 'PROPERTY_VALIDATION' }]))
    await here((tx) => markWritten(tx, ['55']))
    expect(await refused()).toEqual([{ refused: 'PROPERTY_VALIDATION' }])
    await save(verdict())
    expect(await refused()).toEqual([{ refused: null }])
  })

  it('are found by the instant they change, soonest first, in pages', async () => {
    await save(
      ...[
        ['1', 30],
        ['2', 10],
        ['3', 20],
        ['4', 20],
        ['5', 31],
        ['6', null],
      ].map(([id, at]) => verdict(id as string, { changesAt: at as number | null })),
    )
    expect(await here((tx) => dueVerdicts(tx, { before: 30, limit: 10 }))).toEqual(['2', '3', '4', '1'])
    expect(
      await here((tx) => dueVerdicts(tx, { before: 30, limit: 2, after: { changesAt: 20, contactId: '3' } })),
    ).toEqual(['4', '1'])
    expect(await here(soonestChange)).toBe(10)
    expect(await here((tx) => contactIdsFrom(tx, null, 4))).toEqual(['1', '2', '3', '4'])
    expect(await here((tx) => contactIdsFrom(tx, '4', 4))).toEqual(['5', '6'])
    await here((tx) => dropVerdicts(tx, ['2', '3']))
    expect(await here(soonestChange)).toBe(20)
  })

  it('are looked up in the index by the app’s role, wall and all, not searched for', async () => {
    await here(async (tx) => {
      await tx.query(
        `insert into verdicts (contact_id, permission, reasons, changes_at, decided_at, numbers, announced)
         select n::text, 'allowed', '{}', n, 1, '[]', true from generate_series(1, 20000) as n`,
      )
    })
    await withClient({ ...database.server.admin, database: String(database.store.connection.database) }, (admin) =>
      admin.query('analyze verdicts'),
    )
    const plans = await here(async (tx) => {
      const explain = async (text: string) =>
        JSON.stringify((await tx.query(`explain (format json) ${text}`)).rows).replaceAll('\\"', '')
      return [
        await explain(
          'select contact_id from verdicts where changes_at <= 50 order by changes_at, contact_id limit 10',
        ),
        await explain(`select contact_id from verdicts where contact_id > '5' order by contact_id limit 10`),
      ]
    })
    expect(plans[0]).toMatch(/"verdicts_due".*"Index Cond":"[^"]*"?[^"]*changes_at <= 50/)
    expect(plans[1]).toMatch(/"verdicts_pkey".*"Index Cond":"[^"]*"?[^"]*contact_id > '5'/)
  })

  it('are counted, with the lapses to come', async () => {
    await save(
      verdict('1'),
      verdict('2'),
      verdict('3', { permission: 'denied', basis: null, until: null }),
      verdict('4', { basis: 'donor', until: 9_000 }),
    )
    expect(await here(verdictCounts)).toEqual([
      { permission: 'allowed', basis: 'consent', count: 2 },
      { permission: 'allowed', basis: 'donor', count: 1 },
      { permission: 'denied', basis: null, count: 1 },
    ])
    expect(await here((tx) => comingLapses(tx, 2_000, 9_000))).toBe(2)
    expect(await here((tx) => comingLapses(tx, 2_001, 9_001))).toBe(1)
  })
})

const fields = { type: 'CALL', status: 'NOT_STARTED', subject: 'Bel Jo', body: '' }
const task = (taskId: string, given: Partial<HeldTask> = {}): HeldTask => ({
  taskId,
  state: 'held',
  originals: fields,
  written: { ...fields, type: 'TODO' },
  contactIds: ['55', '56'],
  reason: 'Geen toestemming.',
  since: 100,
  rewrites: 0,
  writtenAt: null,
  ...given,
})

describe('held tasks', () => {
  it('keep their originals, and the instant since when', async () => {
    await here((tx) =>
      saveHeldTasks(tx, [task('1'), task('2', { state: 'would-hold', originals: null, written: null })]),
    )
    await here((tx) => saveHeldTasks(tx, [task('1', { since: 200, reason: 'Bezwaar.' })]))
    const loaded = await here((tx) => loadHeldTasks(tx, ['1', '2', '3']))
    expect(loaded.get('1')).toEqual(task('1', { reason: 'Bezwaar.' }))
    await here((tx) => saveHeldTasks(tx, [task('1', { state: 'released', since: 300 })]))
    expect((await here((tx) => loadHeldTasks(tx, ['1']))).get('1')).toMatchObject({ state: 'released', since: 300 })
  })

  it('are found by contact and counted by state', async () => {
    await here((tx) =>
      saveHeldTasks(tx, [
        task('1'),
        task('2', { contactIds: ['57'], state: 'would-hold' }),
        task('3', { state: 'gone' }),
        task('4', { state: 'gone', originals: null, written: null }),
      ]),
    )
    expect((await here((tx) => heldTasksOfContacts(tx, ['56', '99']))).map(({ taskId }) => taskId)).toEqual(['1'])
    expect(await here((tx) => heldTaskIds(tx, 100))).toEqual(['1', '2'])
    // Gone with its originals kept: it may come back from the bin.
    expect(await here((tx) => heldTaskIds(tx, 99))).toEqual(['1', '2', '3'])
    expect(await here(guardReport)).toEqual({ held: 1, released: 0, 'would-hold': 1, refused: 0, gone: 2 })
  })
})

it('a breach is kept once: as it was judged last, recorded when it was first', async () => {
  const breach = {
    callId: '1',
    contactId: '55',
    number: NUMBER,
    at: 5,
    permission: 'denied',
    reasons: ['objection'],
    recordedAt: 6,
  } as const
  await here((tx) => recordBreaches(tx, [breach, { ...breach, callId: '2', at: 7 }]))
  await here((tx) => recordBreaches(tx, [{ ...breach, permission: 'needs-review', recordedAt: 9 }]))
  expect(await here((tx) => listBreaches(tx, 10))).toEqual([
    { ...breach, callId: '2', at: 7 },
    { ...breach, permission: 'needs-review' },
  ])
})
