import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listSetAside } from '../../src/store/portal/set-aside.ts'
import { callTask, change, consenting, shown } from '../kit/people.ts'
import { COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await stage.settle()
})
afterAll(() => stage.close())
beforeEach(async () => {
  await admin('DELETE', 'rules')
  // An hour later, so that properties may be made again.
  await stage.query(COMMERCIAL, 'update portals set provisioned_at = 0')
})

const admin = (method: string, path: string, body?: object) =>
  stage.sandbox.call(method, `/sandbox/portals/${COMMERCIAL}/${path}`, body)
const rule = (body: object) => admin('POST', 'rules', { objectType: 'contacts', multiStatus: false, ...body })
const refusedProperties = async () =>
  (await stage.inPortal(COMMERCIAL, (tx) => listSetAside(tx, 50))).filter(({ kind }) => kind === 'property')

async function allowed() {
  const { id } = await consenting(stage)
  await stage.settle()
  expect(await shown(stage, id)).toMatchObject({ belrecht_permission: 'allowed', belrecht_basis: 'consent' })
  return id
}
const object = (id: string) => change(stage, COMMERCIAL, id, { belrecht_do_not_call: 'true' })

const NO_YES = { belrecht_basis: '', belrecht_valid_until: '', belrecht_allowed_numbers: '' }

describe('the former yes never stands', () => {
  it.each([
    ['a removed option', ['allowed', 'needs_evidence', 'needs_review'], 'needs_review'],
    ['two removed options', ['allowed', 'needs_evidence'], 'needs_evidence'],
    ['only the yes left', ['allowed'], ''],
  ])('%s: something else that is no yes is written, the rest as well', async (_, options, instead) => {
    const id = await allowed()
    await admin('PATCH', 'properties', { objectType: 'contacts', name: 'belrecht_permission', options })
    // Nothing mends the options meanwhile: the account refuses that too.
    await stage.query(COMMERCIAL, 'update portals set provisioned_at = $1', [Date.now()])
    await object(id)
    await stage.settle()
    const after = await shown(stage, id)
    expect(after).toMatchObject({ belrecht_permission: instead, ...NO_YES })
    expect(after.belrecht_objected_at).not.toBe('')
    expect((await refusedProperties()).map(({ recordId, reason }) => [recordId, reason])).toEqual([
      ['contacts.belrecht_permission', 'property-refused'],
    ])
    // The property is what is to be mended: its contacts are neither named one by one nor tried over and over.
    const named = await stage.query(COMMERCIAL, `select 1 from set_aside where kind = 'contact' and record_id = $1`, [
      id,
    ])
    const again = await stage.query(COMMERCIAL, 'select 1 from refresh_requests where object_id = $1', [id])
    expect([named, again]).toEqual([[], []])
  })

  it('the options come back, and then the no itself is written and nothing is set aside', async () => {
    const id = await allowed()
    await admin('PATCH', 'properties', { objectType: 'contacts', name: 'belrecht_permission', options: ['allowed'] })
    await object(id)
    await stage.settle()
    expect(await shown(stage, id)).toMatchObject({ belrecht_permission: 'denied' })
    expect(await refusedProperties()).toEqual([])
  })

  it('a property that another makes required: what makes it so is left out', async () => {
    const id = await allowed()
    await rule({
      property: 'belrecht_permission',
      values: ['denied'],
      error: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY',
      names: 'lead_tier',
      message: 'lead_tier is required because of a conditional property rule based on [belrecht_permission]',
    })
    await object(id)
    await stage.settle()
    expect(await shown(stage, id)).toMatchObject({ belrecht_permission: 'needs_review', ...NO_YES })
  })

  it('an archived verdict is made again, and a no that came meanwhile replaces the value that came back', async () => {
    const [gone, other] = [await allowed(), await allowed()]
    await admin('PATCH', 'properties', { objectType: 'contacts', name: 'belrecht_permission', archived: true })
    await object(gone)
    await stage.settle()
    expect(await shown(stage, gone)).toMatchObject({ belrecht_permission: 'denied', ...NO_YES })
    expect(await shown(stage, other)).toMatchObject({ belrecht_permission: 'allowed' })
    expect(await refusedProperties()).toEqual([])
  })
})

describe('one property never keeps the others from being written', () => {
  it.each([
    [
      'archived',
      () => admin('PATCH', 'properties', { objectType: 'contacts', name: 'belrecht_rulebook', archived: true }),
    ],
    ['read-only', () => rule({ property: 'belrecht_rulebook', error: 'READ_ONLY_VALUE', message: 'read only' })],
    ['ruled', () => rule({ property: 'belrecht_rulebook', error: 'VALIDATION_RULE', message: 'must start with X' })],
  ])('%s: a hundred contacts in few calls', async (_, refuse) => {
    await refuse()
    await stage.query(COMMERCIAL, 'update portals set provisioned_at = $1', [Date.now()])
    const people = await Promise.all(Array.from({ length: 12 }, () => consenting(stage)))
    await stage.settle()
    for (const { id } of people) expect(await shown(stage, id)).toMatchObject({ belrecht_permission: 'allowed' })
    expect((await refusedProperties()).map(({ recordId }) => recordId)).toEqual(['contacts.belrecht_rulebook'])
    await admin('PATCH', 'properties', { objectType: 'contacts', name: 'belrecht_rulebook', archived: false })
  })

  it('a task is held without our mark when that property is archived', async () => {
    const id = await allowed()
    const task = await callTask(stage, [id])
    await admin('PATCH', 'properties', { objectType: 'tasks', name: 'belrecht_hold', archived: true })
    await stage.query(COMMERCIAL, 'update portals set provisioned_at = $1', [Date.now()])
    await object(id)
    await stage.settle()
    expect(await shown(stage, task, COMMERCIAL, 'tasks')).toMatchObject({ hs_task_type: 'TODO' })
    expect((await refusedProperties()).map(({ recordId }) => recordId)).toContain('tasks.belrecht_hold')
  })

  it('a new type that is refused leaves the task marked as refused', async () => {
    const id = await allowed()
    const task = await callTask(stage, [id])
    await admin('POST', 'rules', { objectType: 'tasks', property: 'hs_task_type', values: ['TODO'], message: 'no' })
    await object(id)
    await stage.settle()
    expect(await shown(stage, task, COMMERCIAL, 'tasks')).toMatchObject({ hs_task_type: 'CALL' })
    const rows = await stage.query<{ state: string }>(COMMERCIAL, 'select state from held_tasks where task_id = $1', [
      task,
    ])
    expect(rows).toEqual([{ state: 'refused' }])
  })
})
