import type { HubSpotRecord } from '../hubspot/records/records.ts'
import type { JudgedContact } from '../judgement/judge-from-ledger.ts'
import { byStrictness } from '../judgement/strictness.ts'
import type { OpenPortal } from '../portal/context.ts'
import type { HeldTask } from '../store/tasks/held-tasks.ts'
import type { EpochMs } from '../time/units.ts'
import { verdictSentence } from '../words/rep/verdict-sentence.ts'
import { isUndone, nextWriteAt, rewritesInARow } from './damping.ts'
import { type Hold, isMarked, nextStep, type TaskFields, type TaskStep } from './hold.ts'

/** What will be done to one call task, and why. */
export type TaskPlan = {
  readonly task: HubSpotRecord
  readonly contactIds: readonly string[]
  /** One sentence, null if no contact on it is refused. */
  readonly refusal: string | null
  readonly step: TaskStep
  readonly before: HeldTask | undefined
  /** How often somebody else undid our writes in a row, this step included. */
  readonly rewrites: number
  /** Somebody else keeps undoing what we write: the step waits until then, and is not carried out now. */
  readonly waitsUntil: EpochMs | null
}

/** Several contacts on a task: the strictest wins, and its reason is the one said. */
export function planFor(
  task: HubSpotRecord,
  people: readonly JudgedContact[],
  before: HeldTask | undefined,
  portal: OpenPortal,
  at: EpochMs,
): TaskPlan {
  const { guard, language } = portal.settings
  const [worst] = people.toSorted((one, other) => byStrictness(one.verdict, other.verdict))
  const refusal = worst && worst.verdict.permission !== 'allowed' ? verdictSentence(worst.verdict, language) : null
  const hold = before?.originals && before.written ? { originals: before.originals, written: before.written } : null
  const contactIds = people.map(({ contactId }) => contactId)
  const fields = fieldsOf(task)
  const step = nextStep(fields, hold, refusal, guard, language)
  const undone = before !== undefined && isUndone(fields, before, step)
  const waitsUntil = undone ? nextWriteAt(before, at) : null
  const rewrites = rewritesInARow(before, at) + (undone ? 1 : 0)
  return { task, contactIds, refusal, before, step, rewrites, waitsUntil }
}

/** A call task, or one that bears our mark. */
export function isWatched(task: HubSpotRecord): boolean {
  return task.properties.hs_task_type === 'CALL' || isMarked(fieldsOf(task))
}

/** The step that is carried out now. */
function stepNow({ step, waitsUntil }: TaskPlan): TaskStep {
  return waitsUntil === null ? step : { kind: 'leave' }
}

/** Stored before HubSpot is written, so that a crash in between loses no original. */
export function beforeWriting(plan: TaskPlan, at: EpochMs): HeldTask[] {
  const step = stepNow(plan)
  return step.kind === 'hold' ? [row(plan, 'held', at, step.hold)] : []
}

/** What HubSpot answered about one task. */
export type TaskAnswer = {
  /** HubSpot's refusal of this task (a portal's own validation rule), if any. */
  readonly failure: string | undefined
  /** The task as HubSpot keeps it after the write, as far as it said. */
  readonly shown: HubSpotRecord['properties'] | undefined
}

/** Stored after HubSpot answered. */
export function afterWriting(plan: TaskPlan, { failure, shown }: TaskAnswer, at: EpochMs): HeldTask[] {
  const step = stepNow(plan)
  const { before } = plan
  switch (step.kind) {
    case 'hold':
      return failure === undefined
        ? [{ ...row(plan, 'held', at, asKept(step.hold, shown)), writtenAt: at }]
        : [refusedRow(plan, step.hold, failure, at)]
    case 'release':
      return failure === undefined
        ? [{ ...row(plan, wouldHold(plan, step.fields) ? 'would-hold' : 'released', at, null), writtenAt: at }]
        : []
    case 'would-hold':
      return [row(plan, 'would-hold', at, null)]
    case 'rest':
      return before ? [{ ...before, state: 'gone', since: at }] : []
    case 'leave':
      return isOver(plan) ? [row(plan, 'released', at, null)] : []
    default:
      return step satisfies never
  }
}

// HubSpot rewrites bodies and may cut them: what it made of ours is no change by a person.
function asKept({ originals, written }: Hold, shown: TaskAnswer['shown']): Hold {
  const { hs_task_subject: subject, hs_task_body: body } = shown ?? {}
  return { originals, written: { ...written, subject: subject ?? written.subject, body: body ?? written.body } }
}

/** Left though we have a row that says otherwise, and no originals to give back. */
function isOver({ before, task, waitsUntil }: TaskPlan): boolean {
  if (before === undefined || before.originals || waitsUntil !== null) return false
  if (before.state === 'gone') return fieldsOf(task).status !== 'COMPLETED'
  return before.state === 'would-hold' || before.state === 'refused'
}

/** A task that was held before is still out of reach in HubSpot, and its originals must come back one day. */
function refusedRow(plan: TaskPlan, hold: Hold, failure: string, at: EpochMs): HeldTask {
  const held = (plan.before?.originals ?? null) !== null
  return { ...row(plan, held ? 'held' : 'refused', at, held ? hold : null), reason: failure }
}

/** Released because the guard only reports now: the report still counts it. */
function wouldHold({ refusal }: TaskPlan, { type }: TaskFields): boolean {
  return refusal !== null && type === 'CALL'
}

/** The write to HubSpot, if any; properties the account did not take are left out. */
export function taskUpdate(
  plan: TaskPlan,
  { missingProperties }: OpenPortal,
): { id: string; properties: Record<string, string> }[] {
  const step = stepNow(plan)
  const { task, refusal } = plan
  if (step.kind !== 'hold' && step.kind !== 'release') return []
  const held = step.kind === 'hold'
  const fields = step.kind === 'hold' ? step.hold.written : step.fields
  const properties = {
    hs_task_type: fields.type,
    hs_task_status: fields.status,
    hs_task_subject: fields.subject,
    hs_task_body: fields.body,
    belrecht_hold: held ? 'held' : 'released',
    belrecht_hold_reason: held ? (refusal ?? '') : '',
  }
  return [
    {
      id: task.id,
      properties: Object.fromEntries(
        Object.entries(properties).filter(([name]) => !missingProperties.has(`tasks.${name}`)),
      ),
    },
  ]
}

/** A task that HubSpot no longer has. It may come back from the bin: its originals are kept. */
export function goneTask(before: HeldTask, at: EpochMs): HeldTask {
  return { ...before, state: 'gone', since: at }
}

function row(
  { task, contactIds, refusal, rewrites }: TaskPlan,
  state: HeldTask['state'],
  at: EpochMs,
  hold: Hold | null,
): HeldTask {
  return {
    taskId: task.id,
    state,
    originals: hold?.originals ?? null,
    written: hold?.written ?? null,
    contactIds: [...contactIds],
    reason: refusal,
    since: at,
    rewrites,
    writtenAt: null,
  }
}

function fieldsOf({ properties }: HubSpotRecord): TaskFields {
  return {
    type: properties.hs_task_type ?? '',
    status: properties.hs_task_status ?? '',
    subject: properties.hs_task_subject ?? '',
    body: properties.hs_task_body ?? '',
  }
}
