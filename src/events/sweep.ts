import { refreshContacts } from '../contacts/refresh.ts'
import { chunks } from '../hubspot/records/batches.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { provisionPortal } from '../portal/provision.ts'
import { withPortalLock } from '../store/core/portal-lock.ts'
import { saveCursor } from '../store/inbox/work.ts'
import { heldTaskIds } from '../store/tasks/held-tasks.ts'
import { guardTasks } from '../tasks/guard-tasks.ts'
import { nameMappingProblems } from './mapping-problems.ts'
import { refreshUnknownPeople } from './unknown-people.ts'

/** How far a sweep has come: contacts first, in HubSpot's own paging, then open call tasks by id. */
type Cursor = {
  readonly stage: 'contacts' | 'tasks'
  readonly after: string | null
  readonly contacts: number
  readonly tasks: number
}

const START: Cursor = { stage: 'contacts', after: null, contacts: 0, tasks: 0 }
/** Steps before the portal's lock is given up, so that webhooks get their turn in between. */
const PAGES_AT_ONCE = 5
const TASKS_A_PAGE = 200
/** HubSpot's bin gives a task back for 90 days. */
const GONE_MS = 90 * 24 * 3_600_000

/**
 * Refreshes every contact and every open call task of a portal: after install, after a change of settings,
 * and every week to repair what missing events left out. Resumable: the cursor is saved after each page.
 * @returns true when the sweep is complete
 */
export async function sweepPortal(
  context: Context,
  portal: OpenPortal,
  seq: number,
  from: unknown,
  signal?: AbortSignal,
): Promise<boolean> {
  if (from === null) {
    await provisionPortal(context, portal.portalId, portal.settings.language)
    await nameMappingProblems(context, portal)
    // The next step opens the portal again, with what is missing now.
    await saveCursor(context.store, portal.portalId, 'sweep', seq, START)
    return false
  }
  let cursor = from as Cursor
  for (let page = 0; page < PAGES_AT_ONCE; page++) {
    signal?.throwIfAborted()
    const next = await nextPage(context, portal, cursor)
    if (next === null) {
      await guardHeld(context, portal)
      context.log.info({ portalId: portal.portalId, contacts: cursor.contacts, tasks: cursor.tasks }, 'sweep done')
      return true
    }
    cursor = next
    await saveCursor(context.store, portal.portalId, 'sweep', seq, cursor)
  }
  return false
}

/** The whole sweep in one go, for the command line. */
export async function sweepToTheEnd(
  context: Context,
  portal: OpenPortal,
  report: (progress: Pick<Cursor, 'contacts' | 'tasks'>) => void,
): Promise<Pick<Cursor, 'contacts' | 'tasks'>> {
  let cursor = START
  for (;;) {
    const from = cursor
    const next = await withPortalLock(context.store, portal.portalId, () => nextPage(context, portal, from))
    if (next === null) break
    cursor = next
    report(cursor)
  }
  await withPortalLock(context.store, portal.portalId, () => guardHeld(context, portal))
  return { contacts: cursor.contacts, tasks: cursor.tasks }
}

function nextPage(context: Context, portal: OpenPortal, cursor: Cursor): Promise<Cursor | null> {
  return cursor.stage === 'contacts' ? contactsPage(context, portal, cursor) : tasksPage(context, portal, cursor)
}

async function contactsPage(context: Context, portal: OpenPortal, cursor: Cursor): Promise<Cursor> {
  const { records, after } = await portal.client.listPage('contacts', cursor.after, [])
  const ids = records.map(({ id }) => id)
  await refreshContacts(context, portal, ids)
  const contacts = cursor.contacts + ids.length
  return after === null ? { stage: 'tasks', after: null, contacts, tasks: 0 } : { ...cursor, after, contacts }
}

async function tasksPage(context: Context, portal: OpenPortal, cursor: Cursor): Promise<Cursor | null> {
  const behind = { propertyName: 'hs_object_id', operator: 'GT' as const, value: cursor.after ?? '0' }
  // By id, not by date: thousands of records can share one timestamp and would be read for ever.
  const found = await portal.client.search('tasks', {
    filterGroups: [
      {
        filters: [
          { propertyName: 'hs_task_type', operator: 'EQ', value: 'CALL' },
          { propertyName: 'hs_task_status', operator: 'NEQ', value: 'COMPLETED' },
          behind,
        ],
      },
      // As held ones stand: a copy of one bears our mark, and no row of ours names it.
      {
        filters: [
          { propertyName: 'hs_task_type', operator: 'EQ', value: 'TODO' },
          { propertyName: 'hs_task_status', operator: 'EQ', value: 'WAITING' },
          behind,
        ],
      },
    ],
    sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
    properties: ['hs_task_type'],
    limit: TASKS_A_PAGE,
  })
  const ids = found.records.map(({ id }) => id)
  if (ids.length === 0) return null
  await guardTasks(portal, ids, context.clock.now(), await refreshUnknownPeople(context, portal, 'tasks', ids))
  return { ...cursor, after: ids.at(-1) ?? null, tasks: cursor.tasks + ids.length }
}

// A held task is no call task in HubSpot, so the search does not find it.
async function guardHeld(context: Context, portal: OpenPortal): Promise<void> {
  const ids = await portal.tx((tx) => heldTaskIds(tx, context.clock.now() - GONE_MS))
  for (const some of chunks(ids, 1_000)) {
    await guardTasks(portal, some, context.clock.now(), await refreshUnknownPeople(context, portal, 'tasks', some))
  }
}
