import { DateTime } from 'luxon'
import { publishVerdicts } from '../../src/contacts/publish-verdicts.ts'
import type { Fact } from '../../src/permission/facts.ts'
import type { OpenPortal } from '../../src/portal/context.ts'
import { openPortal } from '../../src/portal/open-portal.ts'
import { appendFacts } from '../../src/store/ledger/ledger.ts'
import { callTask } from '../kit/people.ts'
import type { Stage } from '../kit/stage.ts'

export const NIGHTLY_AT = '00:05'

export async function portalOf({ context }: Stage, portalId: number): Promise<OpenPortal> {
  const portal = await openPortal(context, portalId)
  if (portal === null) throw new Error(`the app is not installed in ${portalId}`)
  return portal
}

let crowds = 0

/**
 * Contacts who consented until a last day, judged and written
 * as of now, some with call tasks. No webhook is sent for them.
 */
export async function crowd(
  stage: Stage,
  portalId: number,
  { count, lastDay, taskEvery = 0 }: { readonly count: number; readonly lastDay: string; readonly taskEvery?: number },
): Promise<{ readonly contacts: string[]; readonly tasks: string[] }> {
  crowds += 1
  const from = crowds * 100_000
  const path = `/sandbox/portals/${portalId}/bulk-contacts`
  const template = { email: 'crowd{n}@example.nl', firstname: 'C{n}', mobilephone: '+316{n8}' }
  const { firstId } = await stage.sandbox.call<{ firstId: string }>('POST', path, { count, template, from })
  const contacts = Array.from({ length: count }, (_, index) => String(Number(firstId) + index))
  const portal = await portalOf(stage, portalId)
  const now = stage.context.clock.now()
  const at = new Date(now - 86_400_000).toISOString()
  const rows = contacts.flatMap((contactId, index) => {
    const number = `+316${String(from + index).padStart(8, '0')}`
    const facts: Fact[] = [{ type: 'numbers', at, numbers: [number] }, consent(contactId, number, at, lastDay, portal)]
    const origin = `contact:${contactId}`
    return facts.map((fact) => ({ contactId, origin, key: `${contactId} ${fact.type}`, fact, recordedAt: now }))
  })
  await stage.inPortal(portalId, (tx) => appendFacts(tx, rows))
  const chosen = contacts.filter((_, index) => taskEvery > 0 && index % taskEvery === 0)
  const tasks: string[] = []
  for (const contactId of chosen) tasks.push(await callTask(stage, [contactId], {}, portalId))
  await stage.settle()
  await publishVerdicts(stage.context, portal, contacts)
  await noLimit(stage, portalId)
  return { contacts, tasks }
}

/** Our own limiter makes nobody wait for the calls of the test before. */
export const noLimit = (stage: Stage, portalId: number) => stage.query(portalId, 'delete from rate_log')

function consent(id: string, number: string, at: string, until: string, { settings }: OpenPortal): Fact {
  return {
    type: 'consent-given',
    at,
    id,
    number,
    controller: settings.controller,
    purpose: settings.purpose as 'commercial',
    products: 'any',
    channel: 'human',
    until,
    proof: { givenBy: 'Jo', method: 'web-form', source: 'form 7', notice: 'v1' },
  }
}

export const localDate = (at: number): string => DateTime.fromMillis(at, { zone: 'Europe/Amsterdam' }).toISODate() ?? ''

/** `days` after the clock's local date. */
export function dayAfter({ context }: Stage, days = 1): string {
  return DateTime.fromMillis(context.clock.now(), { zone: 'Europe/Amsterdam' }).plus({ days }).toISODate() ?? ''
}

/** A second past the hour of a local date's night. */
export async function atNight(stage: Stage, date: string): Promise<void> {
  const at = DateTime.fromISO(`${date}T00:05:01`, { zone: 'Europe/Amsterdam' }).toISO()
  await stage.setClock(at ?? '')
}

/** What the contact's and the task's records say now. */
export async function stateOf(stage: Stage, portalId: number, contacts: string[], tasks: string[]) {
  const shown = async (type: 'contacts' | 'tasks', id: string, names: string[]) => {
    const { properties } = await stage.sandbox.read(portalId, type, id)
    return names.map((name) => properties[name]?.slice(0, 5))
  }
  return {
    contacts: await Promise.all(
      contacts.map((id) => shown('contacts', id, ['belrecht_permission', 'belrecht_consent_status'])),
    ),
    tasks: await Promise.all(
      tasks.map((id) => shown('tasks', id, ['hs_task_type', 'hs_task_status', 'hs_task_subject'])),
    ),
  }
}
