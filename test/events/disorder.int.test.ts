import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listBreaches } from '../../src/store/tasks/breaches.ts'
import {
  callTask,
  change,
  freshEmail,
  freshNumber,
  link,
  merge,
  remove,
  shown,
  submit,
  twins,
  unlink,
  wonDeal,
} from '../kit/people.ts'
import { COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

/** One run of the script: everything that happens to a small company's people in a day. */
type Cast = { readonly ids: Readonly<Record<string, string>>; readonly acts: readonly (() => Promise<unknown>)[] }

const LONG_AGO = { at: '2024-02-01T10:00:00+01:00', as: { sourceType: 'FORM', sourceId: 'f/1' } }

async function cast(): Promise<Cast> {
  const [ann, bob, cas, dirk] = [freshNumber(), freshNumber(), freshNumber(), freshNumber()]
  const email = freshEmail()
  const person = (typed: string, mail = freshEmail()) => twins(stage, { email: mail, mobilephone: typed }, LONG_AGO)
  const ids: Record<string, string> = {
    ann: await person(ann.typed, email),
    bob: await person(bob.typed),
    double: await person(bob.typed),
    cas: await person(cas.typed),
    dirk: await person(dirk.typed),
  }
  const id = (name: string): string => ids[name] ?? ''
  const acts = [
    async () => {
      ids.annTask = await callTask(stage, [id('ann')])
      ids.sharedTask = await callTask(stage, [id('ann'), id('cas')])
      ids.doubleTask = await callTask(stage, [id('double')])
    },
    () => submit(stage, COMMERCIAL, { email, mobilephone: ann.typed, belrecht_opt_in: 'true' }),
    async () => {
      ids.deal = await wonDeal(stage, [id('cas'), id('dirk')], { closedate: '2025-03-10T12:00:00+01:00' })
    },
    () => change(stage, COMMERCIAL, id('bob'), { belrecht_do_not_call: 'true' }),
    () => change(stage, COMMERCIAL, id('bob'), { belrecht_do_not_call: 'false' }),
    () => unlink(stage, COMMERCIAL, { type: 'deals', id: id('deal') }, { type: 'contacts', id: id('dirk') }),
    async () => {
      const made = await stage.sandbox.create(COMMERCIAL, 'companies', { properties: { belrecht_legal_form: 'bv' } })
      await link(
        stage,
        COMMERCIAL,
        { type: 'contacts', id: id('dirk') },
        { type: 'companies', id: made.id, primary: true },
      )
      ids.company = made.id
    },
    () => remove(stage, COMMERCIAL, 'companies', id('company')),
    async () => {
      await stage.sandbox.create(COMMERCIAL, 'calls', {
        properties: { hs_call_direction: 'OUTBOUND', hs_call_status: 'COMPLETED' },
        associations: [{ type: 'contacts', id: id('double') }],
      })
    },
    async () => {
      const gone = await person(freshNumber().typed)
      ids.merged = (await merge(stage, COMMERCIAL, id('double'), gone)).id
    },
  ]
  return { ids, acts }
}

/** What can be seen in the end, in words that are the same in every run. */
async function endState({ ids }: Cast): Promise<unknown> {
  const people = ['ann', 'bob', 'double', 'cas', 'dirk']
  const contacts = await Promise.all(people.map((name) => shown(stage, ids[name] ?? '')))
  const tasks = await Promise.all(
    ['annTask', 'sharedTask', 'doubleTask'].map((name) => shown(stage, ids[name] ?? '', COMMERCIAL, 'tasks')),
  )
  const breaches = await stage.inPortal(COMMERCIAL, (tx) => listBreaches(tx, 1_000))
  return {
    contacts: contacts.map((contact) =>
      ['permission', 'basis', 'reason', 'relation', 'consent_status', 'consent_method', 'do_not_call'].map(
        (name) => contact[`belrecht_${name}`] ?? '',
      ),
    ),
    tasks: tasks.map((task) => [task.hs_task_type, task.hs_task_status, task.hs_task_subject]),
    breaches: breaches
      .filter(({ contactId }) => Object.values(ids).includes(contactId ?? ''))
      .map(({ reasons }) => reasons),
  }
}

const knobs = (given: object) => stage.sandbox.call('POST', '/sandbox/webhooks/knobs', given)
const hook = (verb: string) => stage.sandbox.call('POST', `/sandbox/webhooks/${verb}`)

it('duplicated, shuffled or late, the deliveries of a day end in the same state', async () => {
  const orderly = await cast()
  for (const act of orderly.acts) {
    await act()
    await stage.settle()
  }
  const expected = await endState(orderly)
  expect(expected).toMatchObject({
    contacts: [
      ['allowed', 'consent', expect.any(String), 'none', 'given', 'web-form', ''],
      ['denied', '', expect.stringContaining('bezwaar'), 'none', 'none', '', 'true'],
      ['denied', '', expect.stringContaining('bezwaar'), 'none', 'none', '', ''],
      ['allowed', 'customer', expect.any(String), 'customer', 'none', '', ''],
      ['denied', '', expect.any(String), 'none', 'none', '', ''],
    ],
    tasks: [
      ['CALL', 'NOT_STARTED', 'Bellen over het aanbod'],
      ['CALL', 'NOT_STARTED', 'Bellen over het aanbod'],
      ['TODO', 'WAITING', expect.stringContaining('Niet bellen')],
    ],
    breaches: [['objection']],
  })

  const disorder = fc.record({
    duplicate: fc.integer({ min: 0, max: 2 }),
    batchSize: fc.constantFrom(1, 3, 100),
    omitSourceId: fc.boolean(),
    /** After which acts the events held so far are released, shuffled. */
    gaps: fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
  })
  await fc.assert(
    fc.asyncProperty(disorder, async ({ gaps, ...how }) => {
      const run = await cast()
      await stage.settle()
      await knobs({ ...how, hold: true })
      for (const [index, act] of run.acts.entries()) {
        await act()
        if (!gaps[index]) continue
        await hook('shuffle')
        await hook('release')
        await stage.settle()
        await knobs({ hold: true })
      }
      await hook('shuffle')
      await hook('release')
      await stage.settle()
      await stage.refreshAgain()
      await stage.refreshAgain()
      await knobs({ duplicate: 0, batchSize: 100, omitSourceId: false })
      expect(await endState(run)).toEqual(expected)
    }),
    { numRuns: 5, endOnFailure: true },
  )
}, 180_000)
