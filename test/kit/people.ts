import type { RecordType, ShownRecord } from '../../demo/sandbox-api.ts'
import { CHARITY, COMMERCIAL, type Stage } from './stage.ts'

/** What people and other systems do in both portals, and what is read back. */

type Properties = Readonly<Record<string, string>>

let people = 0

/** A number nobody else in the run has, as a person types it and in E.164. */
export function freshNumber(): { readonly typed: string; readonly e164: string } {
  people += 1
  const digits = String(10_000_000 + people)
  return { typed: `06${digits}`, e164: `+316${digits}` }
}

export function freshEmail(): string {
  people += 1
  return `person-${people}@example.nl`
}

/** The same person in both portals, under the same id. */
export async function twins(stage: Stage, properties: Properties, more: object = {}): Promise<string> {
  people += 1
  const id = String(500_000 + people)
  for (const portalId of [COMMERCIAL, CHARITY])
    await stage.sandbox.create(portalId, 'contacts', { id, properties, ...more })
  return id
}

/** Has the person with this e-mail address send the portal's form. */
export const submit = async (
  stage: Stage,
  portalId: number,
  properties: Properties,
  more: object = {},
): Promise<string> =>
  (
    await stage.sandbox.submitForm(portalId, {
      formName: 'Terugbelverzoek',
      page: 'https://x.nl/bel',
      properties,
      ...more,
    })
  ).contactId

/** A person who consented through the form. */
export async function consenting(stage: Stage, portalId = COMMERCIAL) {
  const number = freshNumber()
  const email = freshEmail()
  const properties = { email, firstname: 'Jan', mobilephone: number.typed, belrecht_opt_in: 'true' }
  const id = await submit(stage, portalId, properties)
  return { id, email, number }
}

export const change = (stage: Stage, portalId: number, id: string, properties: Properties, more: object = {}) =>
  stage.sandbox.change(portalId, 'contacts', id, { properties, ...more })

/** A record's values; '' where blank. */
export async function shown(
  stage: Stage,
  id: string,
  portalId: number = COMMERCIAL,
  type: RecordType = 'contacts',
): Promise<Readonly<Record<string, string>>> {
  const { properties } = await stage.sandbox.read(portalId, type, id)
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, value ?? '']))
}

export const permissionOf = async (stage: Stage, id: string, portalId: number = COMMERCIAL) =>
  (await shown(stage, id, portalId)).belrecht_permission

/** A won deal of these contacts. */
export async function wonDeal(
  stage: Stage,
  contactIds: readonly string[],
  properties: Properties,
  portalId: number = COMMERCIAL,
): Promise<string> {
  const made = await stage.sandbox.create(portalId, 'deals', {
    properties: { dealname: 'Zonnepanelen', dealstage: 'closedwon', ...properties },
    at: properties.closedate,
    associations: contactIds.map((id) => ({ type: 'contacts', id })),
  })
  return made.id
}

export async function callTask(
  stage: Stage,
  contactIds: readonly string[],
  properties: Properties = {},
  portalId: number = COMMERCIAL,
): Promise<string> {
  const made = await stage.sandbox.create(portalId, 'tasks', {
    properties: {
      hs_task_type: 'CALL',
      hs_task_status: 'NOT_STARTED',
      hs_task_subject: 'Bellen over het aanbod',
      hs_task_body: '<p>Vraag naar het dak</p>',
      ...properties,
    },
    associations: contactIds.map((id) => ({ type: 'contacts', id })),
  })
  return made.id
}

export const remove = (stage: Stage, portalId: number, type: RecordType, id: string) =>
  stage.sandbox.call('DELETE', `/sandbox/portals/${portalId}/${type}/${id}`)

export const restore = (stage: Stage, portalId: number, type: RecordType, id: string) =>
  stage.sandbox.call('POST', `/sandbox/portals/${portalId}/${type}/${id}/restore`, {})

type End = {
  readonly type: RecordType
  readonly id: string
  readonly primary?: boolean
  /** A label of the customer's own. */
  readonly label?: { readonly typeId: number; readonly label: string }
}

export const link = (stage: Stage, portalId: number, from: End, to: End) =>
  stage.sandbox.call('POST', `/sandbox/portals/${portalId}/associations`, { from, to })

export const unlink = (stage: Stage, portalId: number, from: End, to: End) =>
  stage.sandbox.call('POST', `/sandbox/portals/${portalId}/associations`, { from, to, remove: true })

export const merge = (stage: Stage, portalId: number, primaryId: string, otherId: string, newId = false) =>
  stage.sandbox.call<ShownRecord>('POST', `/sandbox/portals/${portalId}/contacts/merge`, { primaryId, otherId, newId })

export type Calls = { readonly total: number; readonly calls: Readonly<Record<string, number>> }

/** Calls the app made to HubSpot for a portal since the log was last cleared. */
export const callsLog = (stage: Stage, portalId: number = COMMERCIAL) =>
  stage.sandbox.call<Calls>('GET', `/sandbox/portals/${portalId}/calls-log`)

export const clearCalls = (stage: Stage, portalId: number = COMMERCIAL) =>
  stage.sandbox.call('DELETE', `/sandbox/portals/${portalId}/calls-log`)
