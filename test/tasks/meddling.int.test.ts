import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { listSetAside } from '../../src/store/portal/set-aside.ts'
import { loadHeldTasks } from '../../src/store/tasks/held-tasks.ts'
import { callTask, change, consenting, freshEmail, freshNumber, remove, restore, shown, twins } from '../kit/people.ts'
import { COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'
import { HELD, ORIGINAL } from './held-task.ts'

/** What HubSpot, workflows and people do to tasks that we wrote. */

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())
afterEach(async () => {
  await stage.sandbox.call('DELETE', `/sandbox/portals/${COMMERCIAL}/meddling`)
  await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { drop: 0 })
})

const task = (id: string) => shown(stage, id, COMMERCIAL, 'tasks')
const edit = (id: string, properties: Record<string, string>) =>
  stage.sandbox.change(COMMERCIAL, 'tasks', id, { properties })
const stranger = () => twins(stage, { email: freshEmail(), mobilephone: freshNumber().typed })
const meddle = (what: 'rewrites' | 'workflows', body: object) =>
  stage.sandbox.call('POST', `/sandbox/portals/${COMMERCIAL}/${what}`, { objectType: 'tasks', ...body })
const versions = async (id: string, property: string) =>
  (await stage.sandbox.read(COMMERCIAL, 'tasks', id)).propertiesWithHistory?.[property]?.length ?? 0
const setAsideOf = async (id: string) =>
  (await stage.inPortal(COMMERCIAL, (tx) => listSetAside(tx, 100))).filter(({ recordId }) => recordId === id)

describe('a held task', () => {
  for (const [how, change_] of [
    ['completed and reopened', completed],
    ['deleted and restored', deleted],
  ] as const) {
    it(`${how} after its contact said yes is released with its originals`, async () => {
      const { id } = await consenting(stage)
      await change(stage, COMMERCIAL, id, { belrecht_opt_in: 'false' })
      const call = await callTask(stage, [id], { hs_task_status: 'NOT_STARTED' })
      await stage.settle()
      expect(await task(call)).toMatchObject(HELD)
      const back = await change_(call)
      await change(stage, COMMERCIAL, id, { belrecht_opt_in: 'true' }, { as: { sourceType: 'FORM', sourceId: 'f1' } })
      await stage.settle()
      await back()
      await stage.settle()
      expect(await task(call)).toMatchObject({ ...ORIGINAL, belrecht_hold: 'released' })
    })

    it(`${how} while its contact may not be called is held again, once, and still has its originals`, async () => {
      const call = await callTask(stage, [await stranger()])
      await stage.settle()
      const back = await change_(call)
      await back()
      await stage.settle()
      expect(await task(call)).toMatchObject(HELD)
      expect((await task(call)).hs_task_body?.match(/Belrecht/g)).toHaveLength(1)
      await stage.saveSettings(COMMERCIAL, { guard: 'report' })
      await stage.settle()
      expect(await task(call)).toMatchObject(ORIGINAL)
      await stage.saveSettings(COMMERCIAL, { guard: 'hold' })
      await stage.settle()
    })

    it(`${how} without an event is found by the sweep`, async () => {
      const call = await callTask(stage, [await stranger()])
      await stage.settle()
      const back = await change_(call)
      await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { drop: 1_000 })
      await back()
      await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { drop: 0 })
      await stage.saveSettings(COMMERCIAL, { guard: 'report' })
      await stage.settle()
      expect(await task(call)).toMatchObject(ORIGINAL)
      await stage.saveSettings(COMMERCIAL, { guard: 'hold' })
      await stage.settle()
    })
  }

  it('whose contact was forgotten keeps no text of ours, and loses our marks', async () => {
    const contactId = await stranger()
    const call = await callTask(stage, [contactId])
    await stage.settle()
    await remove(stage, COMMERCIAL, 'tasks', call)
    await stage.settle()
    await stage.sandbox.call('POST', `/sandbox/portals/${COMMERCIAL}/contacts/${contactId}/privacy-delete`, {})
    await stage.settle()
    const row = (await stage.inPortal(COMMERCIAL, (tx) => loadHeldTasks(tx, [call]))).get(call)
    expect([row?.originals, row?.written]).toEqual([null, null])
    await restore(stage, COMMERCIAL, 'tasks', call)
    await stage.settle()
    expect(await task(call)).toMatchObject(ORIGINAL)
  })
})

async function completed(call: string) {
  await edit(call, { hs_task_status: 'COMPLETED' })
  await stage.settle()
  return () => edit(call, { hs_task_status: 'NOT_STARTED' })
}

async function deleted(call: string) {
  await remove(stage, COMMERCIAL, 'tasks', call)
  await stage.settle()
  return () => restore(stage, COMMERCIAL, 'tasks', call)
}

describe('a copy of a held task', () => {
  const copyOf = async (call: string, contactIds: readonly string[]) => {
    const { hs_task_type, hs_task_status, hs_task_subject, hs_task_body } = await task(call)
    const fields = { hs_task_type, hs_task_status, hs_task_subject, hs_task_body } as Record<string, string>
    return callTask(stage, contactIds, fields)
  }

  it('for a contact who may be called is a call task without our marks', async () => {
    const { id } = await consenting(stage)
    const held = await callTask(stage, [await stranger()])
    await stage.settle()
    const copy = await copyOf(held, [id])
    await stage.settle()
    expect(await task(copy)).toMatchObject(ORIGINAL)
  })

  it('for a contact who may not is held itself, marked once, and released with the first one’s originals', async () => {
    const { id } = await consenting(stage)
    await change(stage, COMMERCIAL, id, { belrecht_opt_in: 'false' })
    const held = await callTask(stage, [id])
    await stage.settle()
    const copy = await copyOf(held, [id])
    await stage.settle()
    expect(await task(copy)).toMatchObject(HELD)
    await change(stage, COMMERCIAL, id, { belrecht_opt_in: 'true' }, { as: { sourceType: 'FORM', sourceId: 'f1' } })
    await stage.settle()
    expect(await task(copy)).toMatchObject({ ...ORIGINAL, belrecht_hold: 'released' })
  })

  it('of which no event came is found by the sweep', async () => {
    const { id } = await consenting(stage)
    const held = await callTask(stage, [await stranger()])
    await stage.settle()
    await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { drop: 1_000 })
    const copy = await copyOf(held, [id])
    await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { drop: 0 })
    await stage.saveSettings(COMMERCIAL, { guard: 'report' })
    await stage.settle()
    expect(await task(copy)).toMatchObject(ORIGINAL)
    await stage.saveSettings(COMMERCIAL, { guard: 'hold' })
    await stage.settle()
  })
})

describe('HubSpot rewrites the body it is given', () => {
  for (const how of ['wrap', 'escape', 'entities', 'attributes', 'trim', 'cut'] as const) {
    it(`(${how}): one write, then it stands still, and the rep’s text comes back`, async () => {
      const { id } = await consenting(stage)
      await change(stage, COMMERCIAL, id, { belrecht_opt_in: 'false' })
      const call = await callTask(stage, [id], { hs_task_body: '<p>Vraag naar het café  &amp; dak</p> ' })
      await meddle('rewrites', { property: 'hs_task_body', how, length: 80 })
      await meddle('rewrites', { property: 'hs_task_subject', how: 'trim' })
      await stage.settle()
      expect(await task(call)).toMatchObject(HELD)
      const written = [await versions(call, 'hs_task_body'), await versions(call, 'hs_task_subject')]
      for (let look = 0; look < 3; look++) {
        await edit(call, { hs_task_status: 'IN_PROGRESS' })
        await stage.settle()
        await edit(call, { hs_task_priority: look % 2 === 0 ? 'LOW' : 'HIGH' })
        await stage.settle()
      }
      expect([await versions(call, 'hs_task_body'), await versions(call, 'hs_task_subject')]).toEqual(written)
      expect((await task(call)).hs_task_body?.match(/Belrecht/g)).toHaveLength(1)
      await stage.sandbox.call('DELETE', `/sandbox/portals/${COMMERCIAL}/meddling`)
      await change(stage, COMMERCIAL, id, { belrecht_opt_in: 'true' }, { as: { sourceType: 'FORM', sourceId: 'f1' } })
      await stage.settle()
      expect(await task(call)).toMatchObject({
        ...ORIGINAL,
        hs_task_status: 'IN_PROGRESS',
        hs_task_body: '<p>Vraag naar het café  &amp; dak</p> ',
      })
    })
  }
})

describe('a workflow that keeps undoing what we write', () => {
  const fight = async () => {
    await meddle('workflows', { when: { hs_task_status: 'WAITING' }, set: { hs_task_type: 'CALL' } })
    const call = await callTask(stage, [await stranger()])
    await stage.settle()
    return call
  }

  it('is answered more and more slowly, and named', async () => {
    const call = await fight()
    expect(await task(call)).toMatchObject({ hs_task_type: 'CALL', hs_task_subject: HELD.hs_task_subject })
    const writes = await versions(call, 'hs_task_type')
    expect(await setAsideOf(call)).toMatchObject([{ kind: 'task', reason: 'undone-again' }])
    await edit(call, { hs_task_priority: 'HIGH', hs_task_subject: 'Bellen!' })
    await stage.settle()
    await stage.refreshAgain()
    expect(await versions(call, 'hs_task_type')).toBe(writes)
    await wait(61_000)
    await stage.refreshAgain()
    expect(await versions(call, 'hs_task_type')).toBe(writes + 2)
    await wait(61_000)
    await stage.refreshAgain()
    expect(await versions(call, 'hs_task_type')).toBe(writes + 2)
    await wait(4 * 60_000)
    await stage.refreshAgain()
    expect(await versions(call, 'hs_task_type')).toBe(writes + 4)
  })

  it('is answered for ever, and when it stops, the task is held and nothing is named any more', async () => {
    const call = await fight()
    for (let round = 0; round < 6; round++) {
      await wait(4 * 3_600_000)
      await stage.refreshAgain()
    }
    const writes = await versions(call, 'hs_task_type')
    await stage.sandbox.call('DELETE', `/sandbox/portals/${COMMERCIAL}/meddling`)
    await wait(4 * 3_600_000)
    await stage.refreshAgain()
    expect(await versions(call, 'hs_task_type')).toBeGreaterThan(Math.min(writes, 19))
    expect(await task(call)).toMatchObject(HELD)
    await wait(4 * 3_600_000)
    await stage.refreshAgain()
    expect(await setAsideOf(call)).toEqual([])
  })

  it('does not delay the release when the contact says yes', async () => {
    const { id } = await consenting(stage)
    await change(stage, COMMERCIAL, id, { belrecht_opt_in: 'false' })
    await meddle('workflows', { when: { hs_task_status: 'WAITING' }, set: { hs_task_type: 'CALL' } })
    const call = await callTask(stage, [id])
    await stage.settle()
    expect(await setAsideOf(call)).toHaveLength(1)
    await change(stage, COMMERCIAL, id, { belrecht_opt_in: 'true' }, { as: { sourceType: 'FORM', sourceId: 'f1' } })
    await stage.settle()
    expect(await task(call)).toMatchObject(ORIGINAL)
    expect(await setAsideOf(call)).toEqual([])
  })

  it('our own writes undo nothing, whoever HubSpot names as their writer', async () => {
    await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { omitSourceId: true })
    const call = await callTask(stage, [await stranger()])
    await stage.settle()
    await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { omitSourceId: false })
    const row = (await stage.inPortal(COMMERCIAL, (tx) => loadHeldTasks(tx, [call]))).get(call)
    expect([row?.state, row?.rewrites]).toEqual(['held', 0])
  })
})

const wait = async (ms: number) => stage.setClock(new Date(stage.context.clock.now() + ms).toISOString())

it('of several refused contacts the strictest one’s reason is said', async () => {
  const doubtful = await twins(stage, {
    email: freshEmail(),
    mobilephone: freshNumber().typed,
    belrecht_opt_in: 'true',
  })
  const denied = await twins(stage, {
    email: freshEmail(),
    mobilephone: freshNumber().typed,
    belrecht_do_not_call: 'true',
  })
  await stage.settle()
  for (const order of [
    [doubtful, denied],
    [denied, doubtful],
  ]) {
    const call = await callTask(stage, order)
    await stage.settle()
    expect((await task(call)).belrecht_hold_reason).toContain('wil niet gebeld worden')
  }
})

it('a task whose contact comes later without any event is found by the sweep', async () => {
  const id = await stranger()
  await stage.settle()
  const call = await callTask(stage, [])
  await stage.settle()
  await stage.refreshAgain()
  await stage.refreshAgain()
  await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { drop: 1_000 })
  await stage.sandbox.call('POST', `/sandbox/portals/${COMMERCIAL}/associations`, {
    from: { type: 'tasks', id: call },
    to: { type: 'contacts', id },
  })
  await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { drop: 0 })
  await stage.saveSettings(COMMERCIAL, { guard: 'report' })
  await stage.saveSettings(COMMERCIAL, { guard: 'hold' })
  await stage.settle()
  expect(await task(call)).toMatchObject(HELD)
})
