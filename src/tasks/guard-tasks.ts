import { chunks } from '../hubspot/records/batches.ts'
import type { JudgedContact } from '../judgement/judge-from-ledger.ts'
import type { OpenPortal } from '../portal/context.ts'
import { failureName, isolateFailures } from '../portal/isolate-failures.ts'
import { notePropertiesRefused } from '../portal/provision.ts'
import { setAside } from '../portal/set-aside.ts'
import { endSetAside } from '../store/portal/set-aside.ts'
import { loadHeldTasks, saveHeldTasks } from '../store/tasks/held-tasks.ts'
import type { EpochMs } from '../time/units.ts'
import { damp } from './damp.ts'
import { type KnownPeople, peopleOf } from './people.ts'
import { afterWriting, beforeWriting, goneTask, isWatched, planFor, taskUpdate } from './plan.ts'

export type Guarded = {
  readonly held: number
  readonly released: number
  readonly wouldHold: number
  /** Call tasks that have no contact yet: HubSpot may link one a moment later. */
  readonly alone: readonly string[]
}

const NOTHING: Guarded = { held: 0, released: 0, wouldHold: 0, alone: [] }
const TASKS_AT_ONCE = 1000
const TASK_PROPERTIES = ['hs_task_type', 'hs_task_status', 'hs_task_subject', 'hs_task_body']

/** Guards the call tasks of contacts whose verdict changed. */
export async function guardTasksOf(
  portal: OpenPortal,
  judged: ReadonlyMap<string, JudgedContact>,
  at: EpochMs,
): Promise<Guarded> {
  if (judged.size === 0) return NOTHING
  const contactsOf = await tasksOf(portal, [...judged.keys()])
  return guardTasks(portal, [...contactsOf.keys()], at, { judged, contactsOf, complete: false })
}

/**
 * The tasks of these contacts, of every type and state, each with the
 * ones of these contacts that it is about. One call per 1,000 contacts.
 */
export async function tasksOf({ client }: OpenPortal, contactIds: readonly string[]): Promise<Map<string, string[]>> {
  const links = await client.associations('contacts', 'tasks', contactIds)
  const contactsOf = new Map<string, string[]>()
  for (const [contactId, tasks] of links) {
    for (const { id } of tasks) contactsOf.set(id, [...(contactsOf.get(id) ?? []), contactId])
  }
  return contactsOf
}

/**
 * Holds call tasks with a contact who may not be called, and releases held tasks
 * whose contacts may all be called. HubSpot calls for n tasks: n/100 to read, at most
 * n/1000 to find their people, at most n/100 to write. Runs under the portal's lock.
 */
export async function guardTasks(
  portal: OpenPortal,
  taskIds: readonly string[],
  at: EpochMs,
  known: KnownPeople,
): Promise<Guarded> {
  let total = NOTHING
  const guard = async (ids: readonly string[]) => {
    const done = await guardChunk(portal, [...ids], at, known)
    total = {
      held: total.held + done.held,
      released: total.released + done.released,
      wouldHold: total.wouldHold + done.wouldHold,
      alone: [...total.alone, ...done.alone],
    }
    await portal.tx((tx) => endSetAside(tx, 'task', ids, ['not-guarded']))
  }
  for (const ids of chunks(taskIds, TASKS_AT_ONCE))
    await isolateFailures(ids, guard, (id, error) => notGuarded(portal, id, at, error))
  return total
}

function notGuarded(portal: OpenPortal, recordId: string, at: EpochMs, error: unknown): Promise<void> {
  const row = { kind: 'task', recordId, reason: 'not-guarded', detail: failureName(error) } as const
  return portal.tx((tx) => setAside(tx, [row], at))
}

async function guardChunk(portal: OpenPortal, ids: string[], at: EpochMs, known: KnownPeople): Promise<Guarded> {
  const { client } = portal
  const remember = (rows: Parameters<typeof saveHeldTasks>[1]) => portal.tx((tx) => saveHeldTasks(tx, rows))
  const tasks = await client.batchRead('tasks', ids, { properties: TASK_PROPERTIES })
  const held = await portal.tx((tx) => loadHeldTasks(tx, ids))
  const watched = [...tasks.values()].filter((task) => held.has(task.id) || isWatched(task))
  const people = await peopleOf(
    portal,
    'tasks',
    watched.map(({ id }) => id),
    at,
    known,
  )
  const plans = watched.map((task) => planFor(task, people.get(task.id) ?? [], held.get(task.id), portal, at))
  const gone = [...held.values()].filter(({ taskId, state }) => !tasks.has(taskId) && state !== 'gone')
  await remember([...plans.flatMap((plan) => beforeWriting(plan, at)), ...gone.map((task) => goneTask(task, at))])
  const { refused, leftOut, shown } = await client.batchUpdate(
    'tasks',
    plans.flatMap((plan) => taskUpdate(plan, portal)),
  )
  // Without its new type a task stays in the call queue, whatever else was written.
  const notMoved = leftOut.filter(({ property }) => property === 'hs_task_type')
  const failures = new Map([...notMoved, ...refused].map(({ id, message }) => [id, message]))
  await portal.tx((tx) => notePropertiesRefused(tx, 'tasks', leftOut, at))
  const answerOf = (id: string) => ({ failure: failures.get(id), shown: shown.get(id) })
  await remember(plans.flatMap((plan) => afterWriting(plan, answerOf(plan.task.id), at)))
  await damp(portal, plans, gone, at)
  const done = (kind: string) =>
    plans.filter(({ step, task, waitsUntil }) => step.kind === kind && waitsUntil === null && !failures.has(task.id))
      .length
  return {
    held: done('hold'),
    released: done('release'),
    wouldHold: done('would-hold'),
    alone: plans.filter(({ contactIds }) => contactIds.length === 0).map(({ task }) => task.id),
  }
}
