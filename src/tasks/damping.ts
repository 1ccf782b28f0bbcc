import type { HeldTask } from '../store/tasks/held-tasks.ts'
import type { EpochMs } from '../time/units.ts'
import { isMarked, standsAsHeld, type TaskFields, type TaskStep } from './hold.ts'

/**
 * A workflow that undoes what we write would have two programs write one task for ever. It is answered more and more
 * slowly, never never: whoever stops first leaves the other's task standing.
 */

/** A rep who takes a task back by hand is answered at once, this often. */
const AT_ONCE = 3
const MINUTE = 60_000
const LONGEST_WAIT_MS = 4 * 60 * MINUTE
/** Left alone for so long, nobody keeps undoing anything. */
const QUIET_MS = 24 * 60 * MINUTE

/** 1, 4, 16, 64 minutes, then 4 hours. */
export function waitAfter(rewrites: number): number {
  return rewrites < AT_ONCE ? 0 : Math.min(LONGEST_WAIT_MS, MINUTE * 4 ** (rewrites - AT_ONCE))
}

/** How often in a row our writes were undone by now. */
export function rewritesInARow(before: HeldTask | undefined, at: EpochMs): number {
  const { rewrites = 0, writtenAt = null } = before ?? {}
  return writtenAt !== null && at - writtenAt > QUIET_MS ? 0 : rewrites
}

/** When the next write is due after `before` was undone; null where that is now. */
export function nextWriteAt(before: HeldTask, at: EpochMs): EpochMs | null {
  const wait = waitAfter(rewritesInARow(before, at))
  const due = Math.min(before.writtenAt ?? 0, at) + wait
  return due > at ? due : null
}

/**
 * Whether the step writes once more what HubSpot took and somebody else undid. A verdict that changed undoes nothing.
 */
export function isUndone(task: TaskFields, before: HeldTask, step: TaskStep): boolean {
  if ((before.writtenAt ?? null) === null) return false
  if (before.state === 'held') return step.kind === 'hold' && !standsAsHeld(task)
  return before.state === 'released' && step.kind === 'release' && isMarked(task)
}
