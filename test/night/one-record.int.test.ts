import { afterAll, beforeAll, expect, it } from 'vitest'
import { runNights } from '../../src/night/run.ts'
import { askWork } from '../../src/store/inbox/work.ts'
import { asideOf, mendLedger, refuseRows, spoilLedger, UNREADABLE_FACTS } from '../kit/bad-records.ts'
import { change } from '../kit/people.ts'
import { COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'
import { atNight, crowd, dayAfter, NIGHTLY_AT, noLimit, portalOf, stateOf } from './night-crowd.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage({ startAt: '2026-08-03T09:00:00+02:00' })
})
afterAll(() => stage.close())

const COUNT = 120
const REFUSING = ['ledger', 'verdicts', 'contact_numbers'] as const
type Trouble = (typeof REFUSING)[number] | 'fact'

/** Repeatable: a failure names its seed. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}

async function lookAtAll(contacts: readonly string[]): Promise<void> {
  await stage.query(
    COMMERCIAL,
    `insert into refresh_requests (object_type, object_id, due_at, attempt) select 'contact', id, 0, 0 from unnest($1::text[]) as id
     on conflict (portal_id, object_type, object_id) do update set due_at = 0, attempt = 0`,
    [contacts],
  )
  await stage.inPortal(COMMERCIAL, (tx) => askWork(tx, COMMERCIAL, 'refresh', 0))
  await stage.settle()
}

/** A crowd, some of whom object or change their number before all are looked at, then a night in which consents end. */
async function scenario(trouble: (contacts: readonly string[]) => Promise<void>) {
  const people = await crowd(stage, COMMERCIAL, { count: COUNT, lastDay: dayAfter(stage), taskEvery: 10 })
  const { contacts, tasks } = people
  await trouble(contacts)
  for (const [index, id] of contacts.entries()) {
    if (index % 5 === 0) await change(stage, COMMERCIAL, id, { belrecht_do_not_call: 'true' })
    if (index % 5 === 1) await change(stage, COMMERCIAL, id, { mobilephone: `06${id.padStart(8, '9').slice(-8)}` })
  }
  await lookAtAll(contacts)
  const looked = await standing(contacts, tasks)
  await atNight(stage, dayAfter(stage, 2))
  await noLimit(stage, COMMERCIAL)
  await runNights(stage.context, await portalOf(stage, COMMERCIAL), NIGHTLY_AT)
  return { contacts, tasks, looked, slept: await standing(contacts, tasks) }
}

async function standing(contacts: string[], tasks: string[]) {
  const shown = await stateOf(stage, COMMERCIAL, contacts, tasks)
  // Whether an objection or an expiry came first to the status is no verdict.
  return { contacts: shown.contacts.map(([permission]) => permission), tasks: shown.tasks.map(([type]) => type) }
}

async function spoil(contacts: readonly string[], seed: number): Promise<Map<string, Trouble>> {
  const random = randomFrom(seed)
  const bad = new Map<string, Trouble>()
  for (const id of contacts) {
    if (random() > 0.15) continue
    const kind = ([...REFUSING, 'fact'] as const)[Math.floor(random() * 4)] ?? 'fact'
    bad.set(id, kind)
    if (kind === 'fact')
      await spoilLedger(stage, COMMERCIAL, id, UNREADABLE_FACTS[Math.floor(random() * UNREADABLE_FACTS.length)])
  }
  for (const table of REFUSING)
    await refuseRows(
      stage,
      table,
      [...bad].flatMap(([id, kind]) => (kind === table ? [id] : [])),
    )
  return bad
}

let peace: Awaited<ReturnType<typeof scenario>>

it('left in peace', async () => {
  peace = await scenario(async () => undefined)
  expect(new Set(peace.looked.contacts)).toEqual(new Set(['allow', 'denie']))
  expect(new Set(peace.slept.contacts)).toEqual(new Set(['denie']))
}, 120_000)

it.each([1, 2, 3])(
  'with random trouble (seed %i) all others end the same, and all when it is over',
  async (seed) => {
    let bad = new Map<string, Trouble>()
    const now = await scenario(async (contacts) => {
      bad = await spoil(contacts, seed)
    })
    const others = now.contacts.flatMap((id, index) => (bad.has(id) ? [] : [index]))
    for (const moment of ['looked', 'slept'] as const) {
      const at = (run: typeof peace) => others.map((index) => run[moment].contacts[index])
      expect(at(now)).toEqual(at(peace))
    }
    const aside = await asideOf(stage, COMMERCIAL)
    for (const [id, kind] of bad) {
      const index = now.contacts.indexOf(id)
      // A database that refuses no row of theirs, because there was none to write, is no trouble.
      const troubled = kind !== 'ledger' || index % 5 < 2
      expect([id, kind, aside.has(id)]).toEqual([id, kind, troubled])
      if (troubled) expect(now.looked.contacts[index]).not.toBe('allow')
    }
    const still = now.tasks.filter((_, index) => now.slept.tasks[index] === 'CALL')
    expect(still).toEqual([])

    for (const table of REFUSING) await refuseRows(stage, table, [])
    await mendLedger(stage, COMMERCIAL)
    await stage.refreshAgain()
    expect(await standing(now.contacts, now.tasks)).toEqual(peace.slept)
    expect((await asideOf(stage, COMMERCIAL)).size).toBe(0)
  },
  120_000,
)
