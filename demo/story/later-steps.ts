import { isDeepStrictEqual } from 'node:util'
import { WATERHULP, ZONNIG } from '../portals.ts'
import type { Stage } from '../stage/demo-stage.ts'
import { AT_A_BV, asUser, CONSENTED, CUSTOMER, DONOR, MANY, NOBODY_ASKED, numberOf, TASK_OF } from './cast.ts'
import { eventually, expectProperties } from './expect.ts'
import { callTask, expectHeld, type Step } from './steps.ts'

const zonnig = ZONNIG.portalId
const waterhulp = WATERHULP.portalId

export const lawChanges: Step = async ({ sandbox }) => {
  await sandbox.setClock('2026-07-01T00:05:01+02:00')
  await expectProperties(sandbox, zonnig, 'contacts', CUSTOMER, {
    belrecht_permission: 'denied',
    belrecht_rulebook: 'nl-2026-07-01',
  })
  await expectHeld(sandbox, zonnig, TASK_OF[CUSTOMER], true)
  await expectProperties(sandbox, waterhulp, 'contacts', DONOR, {
    belrecht_permission: 'allowed',
    belrecht_rulebook: 'nl-2026-07-01',
  })
  await expectHeld(sandbox, waterhulp, TASK_OF[DONOR], false)
  const { properties } = await sandbox.read(zonnig, 'contacts', CUSTOMER)
  return `the night of 1 July 2026: the customer's task is held (“${properties.belrecht_reason}”), the donor stays allowed`
}

export const objects: Step = async ({ sandbox }) => {
  await sandbox.change(zonnig, 'contacts', CONSENTED, { as: asUser, properties: { belrecht_do_not_call: 'true' } })
  await expectHeld(sandbox, zonnig, TASK_OF[CONSENTED], true)
  const seen = await expectProperties(sandbox, zonnig, 'contacts', CONSENTED, {
    belrecht_permission: 'denied',
    belrecht_allowed_numbers: '',
  })
  return `one tick “do not call”: ${seen.belrecht_permission}, task held at once`
}

export const threeYearsOn: Step = async ({ sandbox }) => {
  await fillForms(sandbox)
  await sandbox.setClock('2029-06-30T00:05:01+02:00')
  await expectProperties(sandbox, zonnig, 'contacts', NOBODY_ASKED, {
    belrecht_permission: 'denied',
    belrecht_consent_status: 'expired',
    belrecht_opt_in: '',
  })
  await expectHeld(sandbox, zonnig, TASK_OF[NOBODY_ASKED], true)
  await expectProperties(sandbox, waterhulp, 'contacts', DONOR, {
    belrecht_permission: 'denied',
    belrecht_relation: 'none',
  })
  await expectHeld(sandbox, waterhulp, TASK_OF[DONOR], true)
  await expectHeld(sandbox, zonnig, TASK_OF[AT_A_BV], false)
  return 'three years on the nights ended a consent and a donor’s window, both tasks are held; the BV’s contact may still be called'
}

// Consents that end on 2 July 2029, given in one portal by people whose tasks are waiting.
async function fillForms(sandbox: Stage['sandbox']): Promise<void> {
  await sandbox.setClock('2026-07-02T09:00:00+02:00')
  const form = { formId: 'f-terugbel', formName: 'Terugbelformulier', page: 'https://zonnig-energie.nl/bel-mij' }
  for (const id of MANY) {
    const email = `m${id}@example.nl`
    await sandbox.create(zonnig, 'contacts', { id, as: asUser, properties: { email } })
    await sandbox.submitForm(zonnig, {
      ...form,
      submissionId: `m-${id}`,
      properties: { email, mobilephone: numberOf(id), belrecht_opt_in: 'true' },
    })
    await callTask(sandbox, zonnig, `7${id}`, id)
  }
  for (const id of MANY)
    await expectProperties(sandbox, zonnig, 'contacts', id, {
      belrecht_permission: 'allowed',
      belrecht_valid_until: '2029-07-01',
    })
}

export const killedAtNight: Step = async (stage) => {
  const { sandbox } = stage
  // The write of the night's verdicts arrives, its answer never does: that is where the worker is killed.
  await sandbox.call('POST', '/sandbox/faults', {
    portalId: zonnig,
    method: 'POST',
    path: '/crm/objects/2026-09/contacts/batch/update',
    kind: 'hang',
    when: 'after',
    count: 1,
  })
  await sandbox.setClock('2029-07-02T00:05:01+02:00')
  await eventually(
    'the night should be writing',
    async () => (await sandbox.read(zonnig, 'contacts', MANY[0] ?? '')).properties.belrecht_permission,
    (seen) => seen === 'denied',
  )
  await stage.worker.kill()
  const cut = await Promise.all(
    MANY.map(async (id) => (await sandbox.read(zonnig, 'tasks', `7${id}`)).properties.hs_task_type),
  )
  if (cut.includes('TODO')) throw new Error('the night was through before the worker was killed')
  stage.startWorker()
  for (const id of MANY) {
    await expectHeld(sandbox, zonnig, `7${id}`, true)
    await expectProperties(sandbox, zonnig, 'contacts', id, {
      belrecht_permission: 'denied',
      belrecht_consent_status: 'expired',
    })
  }
  return `the worker was killed with ${MANY.length} verdicts written and no task held; started again, all ${MANY.length} tasks are held`
}

export const comesTwice: Step = async ({ sandbox }) => {
  await sandbox.deliveriesSettled()
  const before = await everything(sandbox)
  const { queued } = await sandbox.call<{ queued: number }>('POST', '/sandbox/webhooks/resend-all', { shuffle: true })
  const { idle } = await sandbox.deliveriesSettled()
  if (!idle || queued === 0) throw new Error(`the deliveries did not settle: ${queued} sent again, idle ${idle}`)
  // A marker behind them all: once it is through, so is everything before it.
  await sandbox.create(zonnig, 'contacts', { id: '999', as: asUser, properties: { email: 'marker@example.nl' } })
  await expectProperties(sandbox, zonnig, 'contacts', '999', { belrecht_permission: 'denied' })
  const after = await everything(sandbox)
  const moved = Object.keys(before).filter((key) => !isDeepStrictEqual(before[key], after[key]))
  if (moved.length > 0) throw new Error(`changed by repeated deliveries: ${moved.join(', ')}`)
  return `${queued} events came again, shuffled: ${Object.keys(before).length} records compared, nothing changed`
}

async function everything(sandbox: Stage['sandbox']): Promise<Record<string, unknown>> {
  const wanted = [
    ...[CONSENTED, NOBODY_ASKED, CUSTOMER, AT_A_BV, ...MANY].map((id) => [zonnig, 'contacts', id] as const),
    ...[...Object.values(TASK_OF), ...MANY.map((id) => `7${id}`)].map((id) => [zonnig, 'tasks', id] as const),
    [waterhulp, 'contacts', DONOR] as const,
    [waterhulp, 'tasks', TASK_OF[DONOR]] as const,
  ]
  const read = wanted.map(
    async ([portalId, type, id]) =>
      [`${portalId}/${type}/${id}`, (await sandbox.read(portalId, type, id)).properties] as const,
  )
  return Object.fromEntries(await Promise.all(read))
}
