import { finishWritten, publishVerdicts, writeVerdicts } from '../contacts/publish-verdicts.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { dueVerdicts, unwrittenVerdicts } from '../store/verdicts/verdicts.ts'
import { guardTasksOf, tasksOf } from '../tasks/guard-tasks.ts'
import type { EpochMs } from '../time/units.ts'
import type { NightStep } from './summary.ts'
import { awaitGuard, guardWaiting, type WaitingTasks } from './waiting-tasks.ts'

const CONTACTS_AT_ONCE = 1_000

/**
 * One step of a night, under the portal's lock: first the verdicts that a crash or an outage
 * left unwritten, then the contacts due, last the call tasks that still wait. HubSpot calls over
 * all steps: 2 per 100 due contacts, 1 per 1,000 to find their tasks, 2 per 100 tasks found.
 * @param due contacts whose verdict may have changed by this instant, epoch milliseconds
 * @returns null when nothing is left
 */
export async function nightStep(
  context: Context,
  portal: OpenPortal,
  due: EpochMs,
  waiting: WaitingTasks,
): Promise<NightStep | null> {
  const at = Math.max(context.clock.now(), due)
  const { contacts, leftBehind } = waiting
  const known = contacts.size + leftBehind.size
  const left = (found: readonly string[]) =>
    found.filter((id) => !contacts.has(id) && !leftBehind.has(id)).slice(0, CONTACTS_AT_ONCE)
  const unwritten = left(await portal.tx((tx) => unwrittenVerdicts(tx, CONTACTS_AT_ONCE + known)))
  if (unwritten.length > 0) {
    const done = await publishVerdicts(context, portal, unwritten, { at })
    for (const id of done.leftBehind) leftBehind.add(id)
    return done
  }
  const ids = left(await portal.tx((tx) => dueVerdicts(tx, { before: due, limit: CONTACTS_AT_ONCE + known })))
  if (ids.length > 0) return publishDue(context, portal, ids, at, waiting)
  return guardWaiting(context, portal, waiting, { all: true })
}

// All verdicts before were written, so the tasks match them: only
// contacts whose permission flipped have tasks to hold or release.
async function publishDue(
  context: Context,
  portal: OpenPortal,
  ids: string[],
  at: EpochMs,
  waiting: WaitingTasks,
): Promise<NightStep> {
  const written = await writeVerdicts(context, portal, ids, at)
  for (const id of written.leftBehind) waiting.leftBehind.add(id)
  const flipped = written.permissionFlipped.filter((id) => !written.leftBehind.has(id))
  awaitGuard(waiting, await tasksOf(portal, flipped), written, at)
  // No stored verdict remembers their tasks until the next batch.
  const now = await guardTasksOf(portal, new Map([...written.changed].filter(([id]) => written.leftBehind.has(id))), at)
  const through = ids.filter((id) => !waiting.contacts.has(id))
  await finishWritten(context, portal, through, written)
  for (const id of written.leftBehind) waiting.leftBehind.add(id)
  const guarded = await guardWaiting(context, portal, waiting, { all: false })
  const inSet = (set: ReadonlySet<string>) => through.filter((id) => set.has(id)).length
  return {
    judged: through.length + (guarded?.judged ?? 0),
    lapsed: inSet(written.lapsed) + (guarded?.lapsed ?? 0),
    refused: inSet(written.refused) + (guarded?.refused ?? 0),
    tasksHeld: now.held + (guarded?.tasksHeld ?? 0),
    tasksReleased: now.released + (guarded?.tasksReleased ?? 0),
  }
}
