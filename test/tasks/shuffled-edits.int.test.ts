import { afterAll, beforeAll, expect, it } from 'vitest'
import { guardReport, loadHeldTasks } from '../../src/store/tasks/held-tasks.ts'
import { callTask, change, consenting, remove, restore, shown } from '../kit/people.ts'
import { COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'

/**
 * Whatever reps do to call tasks, in whatever order, while verdicts come and go: at the end a task whose contact may be
 * called has the rep's own words and no mark of ours, and one whose contact may not is held exactly once.
 */

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const TASKS = 8
const STEPS = 14
const SEEDS = [11, 47, 2026]

/** Small and seeded, so that a failure can be played again. */
function randomFrom(seed: number) {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.floor((state / 0x80000000) * below)
  }
}

type Played = {
  readonly contactId: string
  readonly taskIds: string[]
  /** What the rep wrote last, by task. */
  readonly words: Map<string, { subject: string; body: string }>
  readonly binned: Set<string>
}

const task = (id: string) => shown(stage, id, COMMERCIAL, 'tasks')
const edit = (id: string, properties: Record<string, string>) =>
  stage.sandbox.change(COMMERCIAL, 'tasks', id, { properties })
const saysYes = (id: string) =>
  change(stage, COMMERCIAL, id, { belrecht_opt_in: 'true' }, { as: { sourceType: 'FORM', sourceId: 'f1' } })
const saysNo = (id: string) => change(stage, COMMERCIAL, id, { belrecht_opt_in: 'false' })

async function begin(): Promise<Played> {
  const { id: contactId } = await consenting(stage)
  const first = { subject: 'Bel over het dak', body: '<p>Vraag naar het dak</p>' }
  const taskId = await callTask(stage, [contactId], { hs_task_subject: first.subject, hs_task_body: first.body })
  return { contactId, taskIds: [taskId], words: new Map([[taskId, first]]), binned: new Set() }
}

async function step(played: Played, random: (below: number) => number, round: number): Promise<void> {
  const { contactId, taskIds, words, binned } = played
  const id = taskIds[random(taskIds.length)] ?? ''
  const said = words.get(id)
  if (said === undefined) throw new Error(`no task ${id}`)
  if (binned.has(id)) {
    binned.delete(id)
    await restore(stage, COMMERCIAL, 'tasks', id)
    return
  }
  const acts: readonly (() => Promise<unknown>)[] = [
    () => saysYes(contactId),
    () => saysNo(contactId),
    () => edit(id, { hs_task_type: 'CALL' }),
    () => edit(id, { hs_task_status: ['NOT_STARTED', 'IN_PROGRESS', 'DEFERRED'][random(3)] ?? '' }),
    () => edit(id, { hs_task_status: 'COMPLETED' }),
    async () => {
      said.subject = `Onderwerp ${round}`
      await edit(id, { hs_task_subject: said.subject })
    },
    // In front of what stands there, our mark left as it is.
    async () => {
      const before = (await task(id)).hs_task_subject ?? ''
      said.subject = `${said.subject} (${round})`
      await edit(id, { hs_task_subject: `${before} (${round})` })
    },
    async () => {
      said.body = `<p>Tekst ${round}</p>`
      await edit(id, { hs_task_body: said.body })
    },
    async () => {
      said.body = `${said.body}<p>PS ${round}</p>`
      await edit(id, { hs_task_body: `${(await task(id)).hs_task_body}<p>PS ${round}</p>` })
    },
    async () => {
      binned.add(id)
      await remove(stage, COMMERCIAL, 'tasks', id)
    },
    async () => {
      const { hs_task_type = '', hs_task_status = '', hs_task_subject = '', hs_task_body = '' } = await task(id)
      const copy = await callTask(stage, [contactId], { hs_task_type, hs_task_status, hs_task_subject, hs_task_body })
      taskIds.push(copy)
      words.set(copy, { ...said })
    },
  ]
  await acts[random(acts.length)]?.()
}

/** Everything out of the bin and reopened; who is still answering somebody slowly has had the time. */
async function atRest(all: readonly Played[]): Promise<void> {
  for (const { binned, taskIds } of all) {
    for (const id of binned) await restore(stage, COMMERCIAL, 'tasks', id)
    binned.clear()
    for (const id of taskIds)
      if ((await task(id)).hs_task_status === 'COMPLETED') await edit(id, { hs_task_status: 'NOT_STARTED' })
  }
  await stage.settle()
  await stage.setClock(new Date(stage.context.clock.now() + 5 * 3_600_000).toISOString())
  await stage.refreshAgain()
}

async function heldOnce(taskIds: readonly string[], words: Played['words']): Promise<void> {
  for (const id of taskIds) {
    const held = await task(id)
    expect(held, `denied, task ${id}`).toMatchObject({ hs_task_type: 'TODO', hs_task_status: 'WAITING' })
    expect(held.hs_task_subject).toBe(`⛔ Niet bellen – ${words.get(id)?.subject}`)
    expect(held.hs_task_body?.split('⛔'), `denied, task ${id}`).toHaveLength(2)
  }
}

async function givenBack(taskIds: readonly string[], words: Played['words']): Promise<void> {
  const rows = await stage.inPortal(COMMERCIAL, (tx) => loadHeldTasks(tx, taskIds))
  for (const id of taskIds) {
    const { subject, body } = words.get(id) ?? {}
    expect(await task(id), `allowed, task ${id}`).toMatchObject({
      hs_task_type: 'CALL',
      hs_task_subject: subject,
      hs_task_body: body,
    })
    expect(rows.get(id)?.originals ?? null).toBeNull()
  }
}

for (const seed of SEEDS) {
  it(`the rep’s words stand at the end, and no call task is held twice or not at all (seed ${seed})`, async () => {
    const random = randomFrom(seed)
    const all: Played[] = []
    for (let n = 0; n < TASKS; n++) all.push(await begin())
    await stage.settle()
    for (let round = 0; round < STEPS; round++) {
      for (const played of all) await step(played, random, round)
      // Sometimes several edits are looked at once.
      if (random(3) > 0) await stage.settle()
    }
    for (const { contactId } of all) await saysNo(contactId)
    await atRest(all)
    for (const { taskIds, words } of all) await heldOnce(taskIds, words)
    for (const { contactId } of all) await saysYes(contactId)
    await atRest(all)
    for (const { taskIds, words } of all) await givenBack(taskIds, words)
    expect((await stage.inPortal(COMMERCIAL, guardReport)).held).toBe(0)
  }, 120_000)
}
