import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { CardAnswer, HomeAnswer, RecheckAnswer, SettingsPreview } from '../../src/answers/answers.ts'
import { askWork } from '../../src/store/inbox/work.ts'
import { apiOf, keyOf } from '../http/v1/v1-kit.ts'
import { asideOf, mendLedger, refuseRows, spoilLedger, UNREADABLE_FACTS } from '../kit/bad-records.ts'
import { callTask, change, consenting, permissionOf, shown } from '../kit/people.ts'
import { signedCall } from '../kit/signed-calls.ts'
import { COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'

let stage: Stage
let api: ReturnType<typeof apiOf>

beforeAll(async () => {
  stage = await openStage()
  api = apiOf(stage, await keyOf(stage))
})
afterAll(() => stage.close())
afterEach(async () => {
  await mendLedger(stage, COMMERCIAL)
  for (const table of ['ledger', 'verdicts', 'contact_numbers'] as const) await refuseRows(stage, table, [])
  await stage.refreshAgain()
})

type Person = Awaited<ReturnType<typeof consenting>>

async function three(): Promise<[Person, Person, Person]> {
  const people: [Person, Person, Person] = [await consenting(stage), await consenting(stage), await consenting(stage)]
  await stage.settle()
  return people
}

const look = async (people: readonly Person[], at = Date.now()) => {
  for (const { id } of people) await change(stage, COMMERCIAL, id, { firstname: `Jan ${at}` })
  for (const { id } of people)
    await stage.query(
      COMMERCIAL,
      `insert into refresh_requests (object_type, object_id, due_at, attempt) values ('contact', $1, 0, 0)
       on conflict (portal_id, object_type, object_id) do update set due_at = 0, attempt = 0`,
      [id],
    )
  await stage.inPortal(COMMERCIAL, (tx) => askWork(tx, COMMERCIAL, 'refresh', 0))
  await stage.settle()
}
const permissions = (people: readonly Person[]) => Promise.all(people.map(({ id }) => permissionOf(stage, id)))
const answersOf = async (people: readonly Person[]) => {
  const numbers = people.map(({ number }) => number.e164)
  const { body } = await api('POST', '/v1/permission/batch', { numbers })
  return (body.results as { permission: string; reasons: string[] }[]).map(({ permission, reasons }) => [
    permission,
    ...reasons,
  ])
}

describe.each(UNREADABLE_FACTS.map((body) => [JSON.stringify(body), body] as const))('a stored fact %s', (_, body) => {
  it('costs its contact the yes, and nobody else', async () => {
    const people = await three()
    const [, bad] = people
    const task = await callTask(stage, [bad.id])
    await spoilLedger(stage, COMMERCIAL, bad.id, body)
    expect(await answersOf(people)).toEqual([
      ['allowed', 'unverified'],
      ['needs-review', 'not-judged'],
      ['allowed', 'unverified'],
    ])
    await look(people)
    expect(await permissions(people)).toEqual(['allowed', 'needs_review', 'allowed'])
    expect(await shown(stage, bad.id)).toMatchObject({
      belrecht_basis: '',
      belrecht_valid_until: '',
      belrecht_allowed_numbers: '',
    })
    expect(await shown(stage, task, COMMERCIAL, 'tasks')).toMatchObject({ hs_task_type: 'TODO' })
    expect([...(await asideOf(stage, COMMERCIAL))]).toEqual([[bad.id, ['not-judged']]])

    await mendLedger(stage, COMMERCIAL)
    await stage.refreshAgain()
    expect(await permissions(people)).toEqual(['allowed', 'allowed', 'allowed'])
    expect(await shown(stage, task, COMMERCIAL, 'tasks')).toMatchObject({ hs_task_type: 'CALL' })
    expect((await asideOf(stage, COMMERCIAL)).size).toBe(0)
  })
})

describe('with one contact that cannot be judged', () => {
  let people: [Person, Person, Person]

  it('an objection of it is still recorded, and still a no', async () => {
    people = await three()
    const [, bad] = people
    await spoilLedger(stage, COMMERCIAL, bad.id, 7)
    await change(stage, COMMERCIAL, bad.id, { belrecht_do_not_call: 'true' })
    await stage.settle()
    expect(await permissions(people)).toEqual(['allowed', 'denied', 'allowed'])
    expect((await answersOf(people))[1]).toEqual(['denied', 'objection'])
  })

  it('a withdrawn yes stands nowhere: card, workflow, bulk re-check and preview', async () => {
    people = await three()
    const [good, bad] = people
    await spoilLedger(stage, COMMERCIAL, bad.id, { type: 'numbers', at: '2026-06-01T00:00:00Z', numbers: 5 })
    const card = await signedCall<CardAnswer>(stage, 'GET', `/card/permission?objectType=contacts&objectId=${bad.id}`)
    expect(card).toMatchObject({ status: 200, body: { contacts: [{ permission: 'needs-review' }] } })
    const workflow = await signedCall<{ outputFields: object }>(stage, 'POST', '/workflow/check-permission', {
      bare: true,
      body: { callbackId: 'c1', origin: { portalId: COMMERCIAL }, object: { objectId: bad.id, objectType: 'CONTACT' } },
    })
    expect(workflow.body.outputFields).toMatchObject({ permission: 'needs_review', basis: '' })
    const rechecked = await signedCall<RecheckAnswer>(stage, 'POST', '/actions/recheck', {
      body: { contactIds: people.map(({ id }) => id) },
    })
    expect(rechecked).toMatchObject({ status: 200, body: { checked: 3, allowed: 2, refused: 1, written: true } })
    const preview = await signedCall<SettingsPreview>(stage, 'POST', '/settings/preview', {
      body: { house: { consentYears: 2 } },
    })
    expect(preview.status).toBe(200)
    expect(preview.body.before['needs-review']).toBe(1)
    const home = await signedCall<HomeAnswer>(stage, 'GET', '/home?language=en')
    expect(home.body.setAside).toMatchObject([
      { kind: 'contact', recordId: bad.id, reason: expect.stringContaining('judged'), remedy: expect.any(String) },
    ])
    expect(await permissionOf(stage, good.id)).toBe('allowed')
  })
})

describe.each(['ledger', 'verdicts', 'contact_numbers'] as const)('a row the database refuses in %s', (table) => {
  it('costs its contact the yes, and nobody else; when it is taken, all is as it would have been', async () => {
    const people = await three()
    const [first, bad, last] = people
    const task = await callTask(stage, [bad.id])
    await stage.settle()
    await refuseRows(stage, table, [bad.id])
    for (const { id } of people) await change(stage, COMMERCIAL, id, { mobilephone: '0687654321' })
    await stage.settle()
    // A consent for the former number is none for the new one.
    expect(await permissions([first, last])).toEqual(['denied', 'denied'])
    expect(await permissionOf(stage, bad.id)).not.toBe('allowed')
    expect(await shown(stage, task, COMMERCIAL, 'tasks')).toMatchObject({ hs_task_type: 'TODO' })
    expect([...(await asideOf(stage, COMMERCIAL)).keys()]).toEqual([bad.id])

    await refuseRows(stage, table, [])
    await stage.refreshAgain()
    expect(await permissions(people)).toEqual(['denied', 'denied', 'denied'])
    expect((await asideOf(stage, COMMERCIAL)).size).toBe(0)
  })
})

it('a record set aside is tried again ever more slowly, at most a day later', async () => {
  const [bad] = await three()
  await spoilLedger(stage, COMMERCIAL, bad.id, 7)
  const wait = async () => {
    await look([bad])
    const text = `select due_at as due from refresh_requests where object_type = 'contact' and object_id = $1`
    const [row] = await stage.query<{ due: number }>(COMMERCIAL, text, [bad.id])
    return Math.round(((row?.due ?? 0) - Date.now()) / 60_000)
  }
  const waits: number[] = []
  for (let time = 0; time < 12; time += 1) waits.push(await wait())
  expect(waits.slice(0, 4)).toEqual([1, 2, 4, 8])
  expect(waits.at(-1)).toBe(1440)
})
