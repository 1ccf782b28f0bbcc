import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guardReport, loadHeldTasks } from '../../src/store/tasks/held-tasks.ts'
import {
  callsLog,
  callTask,
  change,
  clearCalls,
  consenting,
  freshEmail,
  freshNumber,
  link,
  remove,
  restore,
  shown,
  twins,
  unlink,
} from '../kit/people.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'
import { HELD, ORIGINAL } from './held-task.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const task = (id: string, portalId: number = COMMERCIAL) => shown(stage, id, portalId, 'tasks')
const edit = (id: string, properties: Record<string, string>, portalId: number = COMMERCIAL) =>
  stage.sandbox.change(portalId, 'tasks', id, { properties })
const stateOf = async (id: string, portalId: number = COMMERCIAL) =>
  (await stage.inPortal(portalId, (tx) => loadHeldTasks(tx, [id]))).get(id)?.state
const stranger = () => twins(stage, { email: freshEmail(), mobilephone: freshNumber().typed })

describe('a call task', () => {
  it('for a contact who may not be called is held with the reason; consent gives it back exactly as it was', async () => {
    const { id, email, number } = await consenting(stage)
    await change(stage, COMMERCIAL, id, { belrecht_opt_in: 'false' })
    const call = await callTask(stage, [id])
    await stage.settle()
    const held = await task(call)
    expect(held).toMatchObject(HELD)
    expect(held.hs_task_body).toBe(
      '<p>⛔ Belrecht: Niet bellen: de toestemming is ingetrokken.</p><p>Vraag naar het dak</p>',
    )
    expect(held.belrecht_hold_reason).toBe('Niet bellen: de toestemming is ingetrokken.')
    await stage.sandbox.submitForm(COMMERCIAL, {
      properties: { email, mobilephone: number.typed, belrecht_opt_in: 'true' },
    })
    await stage.settle()
    expect(await task(call)).toMatchObject({ ...ORIGINAL, belrecht_hold: 'released', belrecht_hold_reason: '' })
    expect(await stateOf(call)).toBe('released')
  })

  it('for a contact who may be called is left, and costs no write', async () => {
    const { id } = await consenting(stage)
    await stage.settle()
    await clearCalls(stage)
    const call = await callTask(stage, [id])
    await stage.settle()
    expect(await task(call)).toMatchObject(ORIGINAL)
    const { calls } = await callsLog(stage)
    expect(Object.keys(calls).filter((path) => path.includes('update'))).toEqual([])
  })

  it('is held at once when its contact objects', async () => {
    const { id } = await consenting(stage)
    const call = await callTask(stage, [id])
    await stage.settle()
    await change(stage, COMMERCIAL, id, { belrecht_do_not_call: 'true' })
    await stage.settle()
    expect(await task(call)).toMatchObject(HELD)
  })

  it('is held at once when a contact with the same number objects', async () => {
    const { id, number } = await consenting(stage)
    const call = await callTask(stage, [id])
    await stage.settle()
    await twins(stage, { email: freshEmail(), mobilephone: number.typed, belrecht_do_not_call: 'true' })
    await stage.settle()
    expect(await task(call)).toMatchObject(HELD)
  })

  it('of one portal is never touched by the other', async () => {
    const id = await stranger()
    const [here, there] = [await callTask(stage, [id]), await callTask(stage, [id], {}, CHARITY)]
    await change(stage, CHARITY, id, { belrecht_relation_kind: 'volunteer' })
    await stage.settle()
    expect(await task(here)).toMatchObject(HELD)
    await change(stage, COMMERCIAL, id, { belrecht_do_not_call: 'true' })
    await stage.settle()
    // The charity knows no collection before 2024 nor any objection: a volunteer of today may be called.
    expect(await task(there, CHARITY)).toMatchObject(ORIGINAL)
  })

  it('with several contacts follows the strictest', async () => {
    const [one, other] = [await consenting(stage), await consenting(stage)]
    const call = await callTask(stage, [one.id, other.id])
    await stage.settle()
    expect(await task(call)).toMatchObject(ORIGINAL)
    await change(stage, COMMERCIAL, other.id, { belrecht_opt_in: 'false' })
    await stage.settle()
    expect(await task(call)).toMatchObject(HELD)
    await unlink(stage, COMMERCIAL, { type: 'tasks', id: call }, { type: 'contacts', id: other.id })
    await stage.settle()
    expect(await task(call)).toMatchObject(ORIGINAL)
    await link(stage, COMMERCIAL, { type: 'tasks', id: call }, { type: 'contacts', id: other.id })
    await stage.settle()
    expect(await task(call)).toMatchObject(HELD)
  })

  it('edited while it is held keeps the rep’s words and comes back with them', async () => {
    const { id } = await consenting(stage)
    await change(stage, COMMERCIAL, id, { belrecht_do_not_call: 'true' })
    const call = await callTask(stage, [id])
    await stage.settle()
    await edit(call, { hs_task_subject: 'Toch bellen', hs_task_type: 'CALL', hs_task_priority: 'HIGH' })
    await stage.settle()
    expect(await task(call)).toMatchObject({
      hs_task_type: 'TODO',
      hs_task_status: 'WAITING',
      hs_task_subject: '⛔ Niet bellen – Toch bellen',
    })
    await stage.saveSettings(COMMERCIAL, { guard: 'report' })
    await stage.settle()
    expect(await task(call)).toMatchObject({ ...ORIGINAL, hs_task_subject: 'Toch bellen', hs_task_priority: 'HIGH' })
    await stage.saveSettings(COMMERCIAL, { guard: 'hold' })
    await stage.settle()
    expect(await task(call)).toMatchObject({ hs_task_type: 'TODO' })
  })

  it('made something else by a rep while it is held is released', async () => {
    const call = await callTask(stage, [await stranger()])
    await stage.settle()
    await edit(call, { hs_task_type: 'EMAIL' })
    await stage.settle()
    expect(await task(call)).toMatchObject({ ...ORIGINAL, hs_task_type: 'EMAIL' })
    await edit(call, { hs_task_type: 'CALL' })
    await stage.settle()
    expect(await task(call)).toMatchObject(HELD)
  })

  it('completed by a rep while it is held is left alone', async () => {
    const call = await callTask(stage, [await stranger()])
    await stage.settle()
    await edit(call, { hs_task_status: 'COMPLETED' })
    await stage.settle()
    expect(await task(call)).toMatchObject({ hs_task_status: 'COMPLETED' })
    expect(await stateOf(call)).toBe('gone')
  })

  it('completed already is not held', async () => {
    const call = await callTask(stage, [await stranger()], { hs_task_status: 'COMPLETED' })
    await stage.settle()
    expect(await task(call)).toMatchObject({ ...ORIGINAL, hs_task_status: 'COMPLETED' })
  })

  it('deleted while it is held is forgotten; restored it is held again', async () => {
    const call = await callTask(stage, [await stranger()])
    await stage.settle()
    await remove(stage, COMMERCIAL, 'tasks', call)
    await stage.settle()
    expect(await stateOf(call)).toBe('gone')
    await edit(call, {}).catch(() => null)
    await restore(stage, COMMERCIAL, 'tasks', call)
    await edit(call, { hs_task_type: 'CALL' })
    await stage.settle()
    expect(await task(call)).toMatchObject({ hs_task_type: 'TODO', hs_task_status: 'WAITING' })
  })

  it('that reaches us before its contact is held when the association comes', async () => {
    const id = await stranger()
    await stage.settle()
    const call = await callTask(stage, [])
    await stage.settle()
    expect(await task(call)).toMatchObject(ORIGINAL)
    await link(stage, COMMERCIAL, { type: 'tasks', id: call }, { type: 'contacts', id })
    await stage.settle()
    expect(await task(call)).toMatchObject(HELD)
  })

  it('whose association sends no event is refreshed twice more, after 2 s and 10 s', async () => {
    const id = await stranger()
    await stage.settle()
    const refreshRequests = () =>
      stage.query<{ due: number; attempt: number }>(
        COMMERCIAL,
        'select due_at as due, attempt from refresh_requests where object_id = $1',
        [call],
      )
    const call = await callTask(stage, [])
    const asked = Date.now()
    await stage.settle()
    const [first, ...others] = await refreshRequests()
    expect([others.length, first?.attempt]).toEqual([0, 1])
    expect(Math.abs((first?.due ?? 0) - asked - 2_000)).toBeLessThan(1_000)
    await stage.refreshAgain()
    const again = Date.now()
    const [second] = await refreshRequests()
    expect(second?.attempt).toBe(2)
    expect(Math.abs((second?.due ?? 0) - again - 10_000)).toBeLessThan(1_000)
    // The event of this link is lost on its way.
    await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { drop: 1_000 })
    await link(stage, COMMERCIAL, { type: 'tasks', id: call }, { type: 'contacts', id })
    await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { drop: 0 })
    await stage.refreshAgain()
    expect(await refreshRequests()).toEqual([])
    expect(await task(call)).toMatchObject(HELD)
  })

  it('that never gets a contact is not refreshed again', async () => {
    const call = await callTask(stage, [])
    await stage.settle()
    await stage.refreshAgain()
    await stage.refreshAgain()
    expect(await stage.query(COMMERCIAL, 'select 1 from refresh_requests where object_id = $1', [call])).toEqual([])
    expect(await task(call)).toMatchObject(ORIGINAL)
  })

  it('is held by an objection that HubSpot’s clock dates a little ahead of ours, and stays so', async () => {
    const { id } = await consenting(stage)
    const call = await callTask(stage, [id])
    await stage.settle()
    const ahead = new Date(stage.context.clock.now() + 60_000).toISOString()
    await change(stage, COMMERCIAL, id, { belrecht_do_not_call: 'true' }, { at: ahead })
    await stage.settle()
    expect(await task(call)).toMatchObject(HELD)
    await edit(call, { hs_task_type: 'CALL' })
    await stage.settle()
    expect(await task(call)).toMatchObject(HELD)
  })
})

describe('HubSpot refuses to write a task', () => {
  const refuse = (ids: string[]) =>
    stage.sandbox.call('POST', `/sandbox/portals/${COMMERCIAL}/rules`, {
      objectType: 'tasks',
      ids,
      multiStatus: true,
      error: 'MISSING_REQUIRED_PROPERTY',
      message: 'Kies eerst een wachtrij',
    })
  const accept = () => stage.sandbox.call('DELETE', `/sandbox/portals/${COMMERCIAL}/rules`)

  it('the others are held, the reason is kept, and it is tried again when the task changes', async () => {
    const id = await stranger()
    await stage.settle()
    const [bad, good] = [await callTask(stage, [id]), await callTask(stage, [id])]
    await refuse([bad])
    await stage.settle()
    expect(await task(good)).toMatchObject(HELD)
    const row = (await stage.inPortal(COMMERCIAL, (tx) => loadHeldTasks(tx, [bad]))).get(bad)
    expect(row?.state).toBe('refused')
    expect(row?.reason).toContain('Kies eerst een wachtrij')
    await accept()
    await edit(bad, { hs_task_subject: 'Bellen, met wachtrij' })
    await stage.settle()
    expect(await task(bad)).toMatchObject({ ...HELD, hs_task_subject: '⛔ Niet bellen – Bellen, met wachtrij' })
  })

  it('a held task whose new mark HubSpot refuses keeps its originals', async () => {
    const { id } = await consenting(stage)
    await change(stage, COMMERCIAL, id, { belrecht_do_not_call: 'true' })
    const call = await callTask(stage, [id], { hs_task_status: 'IN_PROGRESS' })
    await stage.settle()
    await edit(call, { hs_task_subject: 'Anders' })
    await refuse([call])
    await stage.settle()
    await accept()
    await stage.saveSettings(COMMERCIAL, { guard: 'report' })
    await stage.settle()
    expect(await task(call)).toMatchObject({ ...ORIGINAL, hs_task_status: 'IN_PROGRESS', hs_task_subject: 'Anders' })
    await stage.saveSettings(COMMERCIAL, { guard: 'hold' })
    await stage.settle()
  })
})

it('report changes nothing and counts what it would hold; hold holds it; report again releases it', async () => {
  await stage.saveSettings(COMMERCIAL, { guard: 'report' })
  await stage.settle()
  const before = await stage.inPortal(COMMERCIAL, guardReport)
  expect(before.held).toBe(0)
  await clearCalls(stage)
  const id = await stranger()
  const calls = [await callTask(stage, [id]), await callTask(stage, [id])]
  await stage.settle()
  for (const call of calls) expect(await task(call)).toMatchObject(ORIGINAL)
  expect(Object.keys((await callsLog(stage)).calls).filter((path) => /tasks.*(update|create)/.test(path))).toEqual([])
  expect((await stage.inPortal(COMMERCIAL, guardReport))['would-hold']).toBe(before['would-hold'] + 2)
  await stage.saveSettings(COMMERCIAL, { guard: 'hold' })
  await stage.settle()
  for (const call of calls) expect(await task(call)).toMatchObject(HELD)
  const held = await stage.inPortal(COMMERCIAL, guardReport)
  expect([held['would-hold'], held.held]).toEqual([0, before['would-hold'] + 2])
  await stage.saveSettings(COMMERCIAL, { guard: 'report' })
  await stage.settle()
  for (const call of calls) expect(await task(call)).toMatchObject({ ...ORIGINAL, belrecht_hold: 'released' })
  const back = await stage.inPortal(COMMERCIAL, guardReport)
  expect([back['would-hold'], back.held]).toEqual([before['would-hold'] + 2, 0])
})
