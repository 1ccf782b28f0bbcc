import type { PortalTx } from '../core/portal-tx.ts'
import { storableJson } from '../core/storable-json.ts'

/** The task properties that holding changes. */
export type KeptFields = {
  readonly type: string
  readonly status: string
  readonly subject: string
  readonly body: string
}

/**
 * What we know of a call task. `held`: written to HubSpot, originals kept here; `would-hold`: reported only; `refused`:
 * HubSpot would not take the write; `released`: over; `gone`: completed or deleted, and its originals are kept in case
 * it comes back. Instants in epoch milliseconds.
 */
export type HeldTask = {
  readonly taskId: string
  readonly state: 'held' | 'released' | 'would-hold' | 'refused' | 'gone'
  readonly originals: KeptFields | null
  readonly written: KeptFields | null
  readonly contactIds: readonly string[]
  readonly reason: string | null
  readonly since: number
  /** How often somebody else undid our writes in a row; 0 where left out. */
  readonly rewrites?: number
  /** When HubSpot last took a write of ours; null while one is under way. */
  readonly writtenAt?: number | null
}

const COLUMNS = `task_id as "taskId", state, originals, written, contact_ids as "contactIds", reason, since, rewrites,
  written_at as "writtenAt"`

/** `since` moves only when the state does. */
export async function saveHeldTasks(tx: PortalTx, tasks: readonly HeldTask[]): Promise<void> {
  if (tasks.length === 0) return
  await tx.query(
    `insert into held_tasks as h (task_id, state, originals, written, contact_ids, reason, since, rewrites, written_at)
     select t."taskId", t.state, t.originals, t.written, t."contactIds", t.reason, t.since, coalesce(t.rewrites, 0), t."writtenAt"
     from jsonb_to_recordset($1)
       as t("taskId" text, state text, originals jsonb, written jsonb, "contactIds" text[], reason text, since bigint,
         rewrites integer, "writtenAt" bigint)
     order by 1
     on conflict (portal_id, task_id) do update set state = excluded.state, originals = excluded.originals, written = excluded.written,
       contact_ids = excluded.contact_ids, reason = excluded.reason, rewrites = excluded.rewrites, written_at = excluded.written_at,
       since = case when h.state = excluded.state then h.since else excluded.since end`,
    [storableJson(tasks)],
  )
}

export async function loadHeldTasks(tx: PortalTx, taskIds: readonly string[]): Promise<Map<string, HeldTask>> {
  const { rows } = await tx.query<HeldTask>(`select ${COLUMNS} from held_tasks where task_id = any($1)`, [taskIds])
  return new Map(rows.map((task) => [task.taskId, task]))
}

export async function heldTasksOfContacts(tx: PortalTx, contactIds: readonly string[]): Promise<HeldTask[]> {
  const text = `select ${COLUMNS} from held_tasks where contact_ids && $1::text[] and state <> 'gone' order by task_id`
  return (await tx.query<HeldTask>(text, [contactIds])).rows
}

/**
 * Tasks whose state can still change: held ones are no call tasks in HubSpot meanwhile, so a search there does not find
 * them, nor those that came back from the bin or were reopened after `goneSince`.
 */
export async function heldTaskIds(tx: PortalTx, goneSince: number): Promise<string[]> {
  const text = `select task_id as id from held_tasks
    where state in ('held', 'would-hold', 'refused') or state = 'gone' and originals is not null and since > $1
    order by task_id`
  return (await tx.query<{ id: string }>(text, [goneSince])).rows.map(({ id }) => id)
}

/** How many tasks are in each state: with the guard on `report`, what would be held. */
export async function guardReport(tx: PortalTx): Promise<Readonly<Record<HeldTask['state'], number>>> {
  const { rows } = await tx.query<{ state: HeldTask['state']; count: number }>(
    'select state, count(*) as count from held_tasks group by state',
  )
  return {
    held: 0,
    released: 0,
    'would-hold': 0,
    refused: 0,
    gone: 0,
    ...Object.fromEntries(rows.map(({ state, count }) => [state, count])),
  }
}
