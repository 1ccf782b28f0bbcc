import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { HomeAnswer } from '../../src/answers/answers.ts'
import { askWork } from '../../src/store/inbox/work.ts'
import { asideOf, refuseRows } from '../kit/bad-records.ts'
import { callTask, change, consenting, merge, permissionOf, shown } from '../kit/people.ts'
import { signedCall } from '../kit/signed-calls.ts'
import { COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const rows = <Row>(text: string, values: unknown[] = []) => stage.query<Row>(COMMERCIAL, text, values)
const parked = () => rows(`select 1 from inbox where state = 'parked' and parked_reason = 'failed'`)
const dueInMinutes = async (kind: string) => {
  const { rows: found } = await stage.context.store.pool.query<{ due: number }>(
    'select due_at as due from work where portal_id = $1 and kind = $2',
    [COMMERCIAL, kind],
  )
  return found.map(({ due }) => Math.round((due - Date.now()) / 60_000))
}

describe('behind an event that fails again and again', () => {
  it('all other work gets its turn, and the event is tried ever more slowly until it goes through', async () => {
    const [into, from] = [await consenting(stage), await consenting(stage)]
    const [objecting, unwritten, asked] = [await consenting(stage), await consenting(stage), await consenting(stage)]
    await stage.settle()
    await refuseRows(stage, 'merges', [into.id])
    await merge(stage, COMMERCIAL, into.id, from.id)
    await change(stage, COMMERCIAL, objecting.id, { belrecht_do_not_call: 'true' })
    await rows('update verdicts set announced = false where contact_id = $1', [unwritten.id])
    await rows(`insert into refresh_requests (object_type, object_id, due_at, attempt) values ('contact', $1, 0, 0)`, [
      asked.id,
    ])
    await stage.inPortal(COMMERCIAL, (tx) => askWork(tx, COMMERCIAL, 'refresh', 0))
    await stage.inPortal(COMMERCIAL, (tx) => askWork(tx, COMMERCIAL, 'sweep', 0))

    await expect(stage.settle()).rejects.toThrow('could not be carried out')
    expect(await permissionOf(stage, objecting.id)).toBe('denied')
    expect(await rows('select 1 from verdicts where not announced')).toEqual([])
    expect(await rows(`select 1 from refresh_requests where object_id = $1 and due_at = 0`, [asked.id])).toEqual([])

    for (let time = 0; time < 4; time += 1) await stage.settle().catch(() => undefined)
    await stage.settle()
    expect(await dueInMinutes('sweep')).toEqual([])
    expect(await parked()).toHaveLength(1)
    expect(await dueInMinutes('failed-events')).toEqual([1])
    expect((await asideOf(stage, COMMERCIAL)).get(into.id)).toEqual(['event-failed'])
    // What the other record held, a withdrawal for one, is not known of this one yet.
    await stage.refreshAgain()
    expect(await permissionOf(stage, into.id)).toBe('needs_review')
    const home = await signedCall<HomeAnswer>(stage, 'GET', '/home?language=en')
    expect(home.body.setAside).toMatchObject([{ kind: 'contact', recordId: into.id, remedy: expect.any(String) }])

    const again = async () => {
      await stage.inPortal(COMMERCIAL, (tx) => askWork(tx, COMMERCIAL, 'failed-events', 0))
      await stage.settle().catch(() => undefined)
      await stage.settle()
    }
    await again()
    expect(await dueInMinutes('failed-events')).toEqual([2])
    await again()
    expect(await dueInMinutes('failed-events')).toEqual([4])
    expect(await parked()).toHaveLength(1)

    await refuseRows(stage, 'merges', [])
    await again()
    expect(await parked()).toEqual([])
    expect(await permissionOf(stage, into.id)).toBe('allowed')
    expect((await asideOf(stage, COMMERCIAL)).size).toBe(0)
    expect(await dueInMinutes('failed-events')).toEqual([])
    expect(await rows('select 1 from merges where into_id = $1', [into.id])).toHaveLength(1)
  })
})

describe('a call task that cannot be guarded', () => {
  it('is set aside, the others are held, and it is held when it can be', async () => {
    const person = await consenting(stage)
    const tasks = [
      await callTask(stage, [person.id]),
      await callTask(stage, [person.id]),
      await callTask(stage, [person.id]),
    ]
    const [first, bad, last] = tasks as [string, string, string]
    await stage.settle()
    await refuseRows(stage, 'held_tasks', [bad])
    await change(stage, COMMERCIAL, person.id, { belrecht_do_not_call: 'true' })
    await stage.settle()
    const typeOf = async (id: string) => (await shown(stage, id, COMMERCIAL, 'tasks')).hs_task_type
    expect([await typeOf(first), await typeOf(last)]).toEqual(['TODO', 'TODO'])
    expect((await asideOf(stage, COMMERCIAL)).get(bad)).toEqual(['not-guarded'])
    await refuseRows(stage, 'held_tasks', [])
    await stage.refreshAgain()
    expect(await typeOf(bad)).toBe('TODO')
    expect((await asideOf(stage, COMMERCIAL)).size).toBe(0)
  })
})
