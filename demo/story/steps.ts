import { PORTALS, WATERHULP, ZONNIG } from '../portals.ts'
import { APP } from '../stage/app-environment.ts'
import type { Stage } from '../stage/demo-stage.ts'
import { installApp } from '../stage/portals-with-app.ts'
import { AT_A_BV, asUser, COMPANY, CONSENTED, CUSTOMER, DEAL, DONOR, NOBODY_ASKED, numberOf, TASK_OF } from './cast.ts'
import { eventually, expectProperties } from './expect.ts'

/** One step: what happens, and a sentence of what was read back from the sandbox. */
export type Step = (stage: Stage) => Promise<string>

const zonnig = ZONNIG.portalId
const waterhulp = WATERHULP.portalId

export const installs: Step = async (stage) => {
  const made: number[] = []
  for (const { portalId } of PORTALS) {
    await installApp(stage, portalId)
    const { access_token: token } = await stage.sandbox.call<{ access_token: string }>(
      'POST',
      `/sandbox/portals/${portalId}/tokens`,
      { appId: APP.appId },
    )
    const answer = await fetch(`${stage.sandbox.url}/crm/properties/2026-09/contacts`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const { results } = (await answer.json()) as { results: { name: string }[] }
    made.push(results.filter(({ name }) => name.startsWith('belrecht_')).length)
  }
  if (made.some((count) => count < 25))
    throw new Error(`custom properties created: ${made.join(', ')}; at least 25 expected in each portal`)
  return `installed in ${PORTALS.map(({ name }) => name).join(' and ')}; contact properties there: ${made.join(' and ')}`
}

export const optsIn: Step = async ({ sandbox }) => {
  await sandbox.create(zonnig, 'contacts', {
    id: CONSENTED,
    as: asUser,
    properties: { email: 'jan@example.nl', firstname: 'Jan', lastname: 'Jansen' },
  })
  const form = {
    formId: 'f-terugbel',
    formName: 'Terugbelformulier',
    page: 'https://zonnig-energie.nl/bel-mij',
    submissionId: 's-1',
  }
  await sandbox.submitForm(zonnig, {
    ...form,
    properties: { email: 'jan@example.nl', mobilephone: numberOf(CONSENTED), belrecht_opt_in: 'true' },
  })
  const seen = await expectProperties(sandbox, zonnig, 'contacts', CONSENTED, {
    belrecht_permission: 'allowed',
    belrecht_basis: 'consent',
    belrecht_consent_status: 'given',
    belrecht_consent_method: 'web-form',
    belrecht_consent_given_by: `Jan Jansen, ${numberOf(CONSENTED)}`,
    belrecht_valid_until: '2029-06-28',
  })
  const { properties } = await sandbox.read(zonnig, 'contacts', CONSENTED)
  const answers = ['source', 'given_at', 'scope'].map((answer) => properties[`belrecht_consent_${answer}`])
  if (answers.some((answer) => !answer)) throw new Error(`an answer is missing: ${JSON.stringify(answers)}`)
  return `a form gave six answers: ${seen.belrecht_consent_given_by} · ${seen.belrecht_consent_method} · ${answers.join(' · ')} · ${seen.belrecht_consent_status}`
}

export const opensWindows: Step = async ({ sandbox }) => {
  for (const portalId of [zonnig, waterhulp]) {
    const name =
      portalId === zonnig ? { firstname: 'Karin', lastname: 'Klant' } : { firstname: 'Dirk', lastname: 'Donateur' }
    const form = {
      formId: 'f-bestel',
      formName: 'Bestelling',
      page: 'https://example.nl/bestel',
      submissionId: `order-${portalId}`,
    }
    await sandbox.create(portalId, 'contacts', {
      id: CUSTOMER,
      at: '2025-03-03T10:00:00+01:00',
      as: { sourceType: 'FORM', sourceId: form.formId, sourceLabel: form.formName },
      properties: { ...name, email: `c${portalId}@example.nl`, mobilephone: numberOf(CUSTOMER) },
    })
    await sandbox.create(portalId, 'deals', {
      id: DEAL,
      as: asUser,
      properties: {
        dealname: 'Zonnepanelen of gift',
        dealstage: 'closedwon',
        closedate: '2025-03-03T12:00:00+01:00',
        amount: '250',
      },
      associations: [{ type: 'contacts', id: CUSTOMER }],
    })
  }
  const shop = await expectProperties(sandbox, zonnig, 'contacts', CUSTOMER, {
    belrecht_relation: 'customer',
    belrecht_permission: 'allowed',
    belrecht_valid_until: '2026-06-30',
  })
  const gift = await expectProperties(sandbox, waterhulp, 'contacts', DONOR, {
    belrecht_relation: 'donor',
    belrecht_permission: 'allowed',
    belrecht_valid_until: '2028-03-02',
  })
  return `a deal won opens a window until ${shop.belrecht_valid_until} (the law ends it), a gift one until ${gift.belrecht_valid_until}`
}

export const blocksTasks: Step = async ({ sandbox }) => {
  await sandbox.create(zonnig, 'contacts', {
    id: NOBODY_ASKED,
    as: asUser,
    properties: { email: 'n@example.nl', firstname: 'Nina', phone: numberOf(NOBODY_ASKED) },
  })
  await sandbox.create(zonnig, 'companies', {
    id: COMPANY,
    as: asUser,
    properties: { name: 'Bakker BV', belrecht_legal_form: 'bv' },
  })
  await sandbox.create(zonnig, 'contacts', {
    id: AT_A_BV,
    as: asUser,
    properties: { email: 'b@bakker.example', firstname: 'Bas', phone: numberOf(AT_A_BV) },
    associations: [{ type: 'companies', id: COMPANY, primary: true }],
  })
  for (const [contact, task] of Object.entries(TASK_OF)) await callTask(sandbox, zonnig, task, contact)
  await callTask(sandbox, waterhulp, TASK_OF[DONOR], DONOR)
  await expectHeld(sandbox, zonnig, TASK_OF[NOBODY_ASKED], true)
  const seen: string[] = []
  for (const contact of [CONSENTED, CUSTOMER, AT_A_BV] as const) {
    const { properties } = await expectProperties(sandbox, zonnig, 'contacts', contact, {
      belrecht_permission: 'allowed',
    }).then(() => sandbox.read(zonnig, 'contacts', contact))
    await expectHeld(sandbox, zonnig, TASK_OF[contact], false)
    seen.push(String(properties.belrecht_basis))
  }
  return `of four call tasks only the one without permission is held; the others stand on ${seen.join(', ')}`
}

export const releases: Step = async ({ sandbox }) => {
  const form = {
    formId: 'f-terugbel',
    formName: 'Terugbelformulier',
    page: 'https://zonnig-energie.nl/bel-mij',
    submissionId: 's-2',
  }
  await sandbox.submitForm(zonnig, {
    ...form,
    properties: { email: 'n@example.nl', phone: numberOf(NOBODY_ASKED), belrecht_opt_in: 'true' },
  })
  await expectHeld(sandbox, zonnig, TASK_OF[NOBODY_ASKED], false)
  const { properties } = await sandbox.read(zonnig, 'tasks', TASK_OF[NOBODY_ASKED])
  return `she consented, her task is a call again: ${properties.hs_task_subject}`
}

export async function callTask(
  sandbox: Stage['sandbox'],
  portalId: number,
  id: string,
  contactId: string,
): Promise<void> {
  await sandbox.create(portalId, 'tasks', {
    id,
    as: asUser,
    properties: {
      hs_task_type: 'CALL',
      hs_task_subject: `Bel over het aanbod (${contactId})`,
      hs_task_status: 'NOT_STARTED',
      hs_task_body: '<p>Vraag naar het dak.</p>',
    },
    associations: [{ type: 'contacts', id: contactId }],
  })
}

export async function expectHeld(
  sandbox: Stage['sandbox'],
  portalId: number,
  taskId: string,
  held: boolean,
): Promise<void> {
  const read = async () => (await sandbox.read(portalId, 'tasks', taskId)).properties
  await eventually(`task ${taskId} of portal ${portalId} should be ${held ? 'held' : 'a call task'}`, read, (task) => {
    const marked = (task.hs_task_subject ?? '').startsWith('⛔ Niet bellen – ')
    return held
      ? marked &&
          task.hs_task_type === 'TODO' &&
          task.hs_task_status === 'WAITING' &&
          (task.hs_task_body ?? '').startsWith('<p>⛔')
      : !marked &&
          task.hs_task_type === 'CALL' &&
          task.hs_task_status === 'NOT_STARTED' &&
          task.hs_task_body === '<p>Vraag naar het dak.</p>'
  })
}
