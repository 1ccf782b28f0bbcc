import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { WATERHULP, ZONNIG } from '../demo/portals.ts'
import { saveSettings } from '../demo/stage/portals-with-app.ts'
import { type Job, jobHandlers } from '../jobs/jobs.ts'
import { startApp } from '../src/app.ts'
import type { Handlers } from '../src/queue/queue.ts'
import { withPortal } from '../src/store/core/portal-tx.ts'
import { createApiKey } from '../src/store/portal/api-keys.ts'
import { configOf } from '../test/kit/config-of.ts'
import { splitDelivery } from '../webhooks/delivery.ts'
import { eventEffect } from '../webhooks/effects.ts'
import { type Coverage, openCoverage } from './coverage.ts'
import { type BenchStage, openBenchStage } from './stage.ts'

const [SHOP, CHARITY] = [ZONNIG.portalId, WATERHULP.portalId]
const OBJECTOR = { id: '201', task: '501', mobilephone: '0612345001' }
const CONSENTING = { id: '202', task: '502', mobilephone: '0612345002' }
const DONOR = { id: '203', task: '503', mobilephone: '0612345003' }
const AFTER_THE_GIFT = '2027-02-11T00:05:01+01:00'

/** A wake-up that was held back (at most one in 200 ms) must not fall into the next flow. */
const QUIET_MS = 300

type Print = (figure: Record<string, unknown>) => void

/** What the app does, by its jobs' own handlers, with nothing running by itself in between. */
type Worker = {
  readonly handlers: Handlers<Job>
  /** Until HubSpot's deliveries are acknowledged and no portal has work left. */
  readonly settle: () => Promise<void>
}

/** How much code a reader meets: files and functions that run once, for each of the flows that readers ask about. */
export async function run(print: Print): Promise<void> {
  const stage = await openBenchStage()
  const web = await startApp(configOf(stage.env), 'web')
  const coverage = await openCoverage(join(import.meta.dirname, '..'), ['src', 'webhooks', 'jobs'])
  try {
    await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { hold: false, flushMs: 1 })
    const worker = openWorker(stage)
    await worker.settle()
    await people(stage)
    await worker.settle()
    await sleep(QUIET_MS)
    await measure(stage, worker, coverage, print)
  } finally {
    await coverage.close()
    await web.stop()
    await stage.close()
  }
}

function openWorker({ sandbox, parts: { context } }: BenchStage): Worker {
  const woken = new Set<number>()
  const handlers = jobHandlers({
    context,
    splitDelivery,
    eventEffect: (body) => eventEffect(body, context.appId),
    nightlyAt: '00:05',
    wakePortal: async (portalId) => woken.add(portalId),
    wakeNight: async () => undefined,
  })
  const signal = new AbortController().signal
  const settle = async () => {
    do {
      await sandbox.deliveriesSettled()
      woken.clear()
      await handlers.poll({}, signal)
      for (const portalId of woken) await handlers['portal-work']({ portalId }, signal)
    } while (woken.size > 0)
  }
  return { handlers, settle }
}

/**
 * A company whose task may be called, a person who consented with
 * a form, a donor whose window ends soon; each has a call task.
 */
async function people({ sandbox }: BenchStage): Promise<void> {
  const { mobilephone } = OBJECTOR
  await sandbox.create(SHOP, 'contacts', { id: OBJECTOR.id, properties: { mobilephone, belrecht_legal_form: 'bv' } })
  const email = 'jo@example.nl'
  await sandbox.create(SHOP, 'contacts', { id: CONSENTING.id, properties: { email } })
  await sandbox.submitForm(SHOP, {
    formName: 'Terugbellen',
    properties: { email, mobilephone: CONSENTING.mobilephone, belrecht_opt_in: 'true' },
  })
  await sandbox.create(CHARITY, 'contacts', {
    id: DONOR.id,
    at: '2024-02-01T10:00:00+01:00',
    as: { sourceType: 'FORM', sourceId: 'f/1' },
    properties: { mobilephone: DONOR.mobilephone },
  })
  const closedate = '2024-02-10T12:00:00+01:00'
  await sandbox.create(CHARITY, 'deals', {
    at: closedate,
    properties: { dealname: 'Gift', dealstage: 'closedwon', closedate, amount: '50' },
    associations: [{ type: 'contacts', id: DONOR.id }],
  })
  for (const [portalId, { id, task }] of [
    [SHOP, OBJECTOR],
    [SHOP, CONSENTING],
    [CHARITY, DONOR],
  ] as const)
    await sandbox.create(portalId, 'tasks', {
      id: task,
      properties: { hs_task_type: 'CALL', hs_task_subject: 'Bel', hs_task_status: 'NOT_STARTED' },
      associations: [{ type: 'contacts', id }],
    })
}

async function measure(
  stage: BenchStage,
  { handlers, settle }: Worker,
  coverage: Coverage,
  print: Print,
): Promise<void> {
  const { sandbox, appUrl, parts } = stage
  const signal = new AbortController().signal
  const flow = async (name: string, work: () => Promise<void>) => {
    const ran = await coverage.during(work)
    print({ bench: 'paths', flow: name, ...ran })
    await settle()
    await sleep(QUIET_MS)
  }
  const isHeld = async (portalId: number, task: string, held: boolean) => {
    const { properties } = await sandbox.read(portalId, 'tasks', task)
    if ((properties.hs_task_type === 'TODO') !== held) throw new Error(`task ${task}: ${JSON.stringify(properties)}`)
  }
  for (const { task } of [OBJECTOR, CONSENTING]) await isHeld(SHOP, task, false)
  await isHeld(CHARITY, DONOR.task, false)

  await flow('event', async () => {
    await sandbox.change(SHOP, 'contacts', OBJECTOR.id, { properties: { belrecht_do_not_call: 'true' } })
    await sandbox.deliveriesSettled()
    await handlers.drain({}, signal)
    await handlers['portal-work']({ portalId: SHOP }, signal)
  })
  await isHeld(SHOP, OBJECTOR.task, true)

  const { key } = await withPortal(parts.context.store, SHOP, (tx) => createApiKey(tx, 'dialer', '1001'))
  await flow('verdict', async () => {
    const query = new URLSearchParams({ number: CONSENTING.mobilephone })
    const headers = { authorization: `Bearer ${key}` }
    const answer = await (await fetch(`${appUrl}/v1/permission?${query}`, { headers })).text()
    if (!answer.includes('"allowed"')) throw new Error(`a verdict: ${answer}`)
  })

  const { properties } = await sandbox.read(SHOP, 'contacts', CONSENTING.id)
  const page = properties.belrecht_preferences_url ?? ''
  await flow('withdrawal', async () => {
    const answer = await fetch(page, { method: 'POST', body: new URLSearchParams({ act: 'withdraw' }) })
    if (answer.status !== 200) throw new Error(`a withdrawal: ${answer.status} ${await answer.text()}`)
  })
  await isHeld(SHOP, CONSENTING.task, true)

  // The sweep that it asks for is another flow.
  await flow('settings', () => saveSettings(stage, SHOP, { b2b: false }))

  await sandbox.setClock(AFTER_THE_GIFT)
  // The app reads the clock's file at most twenty times a second.
  await sleep(QUIET_MS)
  await flow('night', () => handlers.night({ portalId: CHARITY }, signal))
  await isHeld(CHARITY, DONOR.task, true)
}
