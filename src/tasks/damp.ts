import type { OpenPortal } from '../portal/context.ts'
import { setAside } from '../portal/set-aside.ts'
import { requestRefresh } from '../store/inbox/refresh-requests.ts'
import { endSetAside } from '../store/portal/set-aside.ts'
import type { HeldTask } from '../store/tasks/held-tasks.ts'
import type { EpochMs } from '../time/units.ts'
import { waitAfter } from './damping.ts'
import type { TaskPlan } from './plan.ts'

/** Refreshes of a task for want of a contact are the first two attempts; this one is none of them. */
const NOT_FOR_A_CONTACT = 2

/**
 * Names tasks on which somebody else keeps undoing what we write, and has them looked at when
 * the next write is due, which also finds that the other has stopped, and ends it.
 */
export async function damp(
  portal: OpenPortal,
  plans: readonly TaskPlan[],
  gone: readonly HeldTask[],
  at: EpochMs,
): Promise<void> {
  const fought = plans.filter(({ rewrites, before }) => waitAfter(Math.max(rewrites, before?.rewrites ?? 0)) > 0)
  const over = gone.filter(({ rewrites = 0 }) => waitAfter(rewrites) > 0)
  if (fought.length + over.length === 0) return
  const waits = fought.flatMap((plan) => {
    const until = plan.waitsUntil ?? provenAt(plan, at)
    return until > at ? [{ plan, until }] : []
  })
  const named = waits.filter(({ plan }) => plan.waitsUntil !== null).map(({ plan }) => plan.task.id)
  const waiting = new Set(waits.map(({ plan }) => plan.task.id))
  const calm = [...fought.map(({ task }) => task.id).filter((id) => !waiting.has(id)), ...over.map((row) => row.taskId)]
  await portal.tx(async (tx) => {
    await setAside(
      tx,
      named.map((recordId) => ({ kind: 'task', recordId, reason: 'undone-again' })),
      at,
    )
    await endSetAside(tx, 'task', calm, ['undone-again'])
    await requestRefresh(
      tx,
      // Requests are due by the machine's clock.
      waits.map(({ plan, until }) => ({
        objectType: 'task',
        objectId: plan.task.id,
        dueAt: Date.now() + until - at,
        attempt: NOT_FOR_A_CONTACT,
      })),
      Date.now(),
    )
  })
}

/** When it shows whether the other has stopped: once the wait after our last write has passed. */
function provenAt({ step, before, rewrites }: TaskPlan, at: EpochMs): EpochMs {
  if (step.kind === 'hold') return at + waitAfter(rewrites)
  return step.kind === 'leave' ? (before?.writtenAt ?? 0) + waitAfter(before?.rewrites ?? 0) : at
}
