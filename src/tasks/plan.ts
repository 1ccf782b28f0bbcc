import type { HubSpotRecord } from '../hubspot/records/records.ts'
import type { JudgedContact } from '../judgement/judge-from-ledger.ts'
import type { OpenPortal } from '../portal/context.ts'
import type { HeldTask } from '../store/tasks/held-tasks.ts'
import type { EpochMs } from '../time/units.ts'
import { verdictSentence } from '../words/rep/verdict-sentence.ts'
import { type Hold, nextStep, type TaskFields, type TaskStep } from './hold.ts'

/** What will be done to one call task, and why. */
export type TaskPlan = {
  readonly task: HubSpotRecord
  readonly contactIds: readonly string[]
  /** One sentence, null if no contact on it is refused. */
  readonly refusal: string | null
  readonly step: TaskStep
  readonly before: HeldTask | undefined
}

/** Several contacts on a task: the strictest wins. */
export function planFor(
  task: HubSpotRecord,
  people: readonly JudgedContact[],
  before: HeldTask | undefined,
  portal: OpenPortal,
): TaskPlan {
  const { guard, language } = portal.settings
  const refused = people.find(({ verdict }) => verdict.permission !== 'allowed')
  const refusal = refused ? verdictSentence(refused.verdict, language) : null
  const hold =
    before?.state === 'held' && before.originals && before.written
      ? { originals: before.originals, written: before.written }
      : null
  const contactIds = people.map(({ contactId }) => contactId)
  return { task, contactIds, refusal, before, step: nextStep(fieldsOf(task), hold, refusal, guard, language) }
}

/** Stored before HubSpot is written, so that a crash in between loses no original. */
export function beforeWriting(plan: TaskPlan, at: EpochMs): HeldTask[] {
  return plan.step.kind === 'hold' ? [row(plan, 'held', at, plan.step.hold)] : []
}

/**
 * Stored after HubSpot answered; `failure` is HubSpot's refusal of this task (a portal's own validation rule), if any.
 */
export function afterWriting(plan: TaskPlan, failure: string | undefined, at: EpochMs): HeldTask[] {
  const { step, before } = plan
  switch (step.kind) {
    case 'hold':
      return failure === undefined ? [] : [refusedRow(plan, step.hold, failure, at)]
    case 'release':
      return failure === undefined
        ? [row(plan, wouldHold(plan, step.fields) ? 'would-hold' : 'released', at, null)]
        : []
    case 'would-hold':
      return [row(plan, 'would-hold', at, null)]
    case 'forget':
      return [row(plan, 'gone', at, null)]
    case 'leave':
      return before?.state === 'would-hold' || before?.state === 'refused' ? [row(plan, 'released', at, null)] : []
    default:
      return step satisfies never
  }
}

/** A task that was held before is still out of reach in HubSpot, and its originals must come back one day. */
function refusedRow(plan: TaskPlan, hold: Hold, failure: string, at: EpochMs): HeldTask {
  const held = plan.before?.state === 'held'
  return { ...row(plan, held ? 'held' : 'refused', at, held ? hold : null), reason: failure }
}

/** Released because the guard only reports now: the report still counts it. */
function wouldHold({ refusal }: TaskPlan, { type }: TaskFields): boolean {
  return refusal !== null && type === 'CALL'
}

/** The write to HubSpot, if any; properties the account did not take are left out. */
export function taskUpdate(
  { task, step, refusal }: TaskPlan,
  { missingProperties }: OpenPortal,
): { id: string; properties: Record<string, string> }[] {
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

/** A held task that HubSpot no longer has. */
export function goneTask(before: HeldTask, at: EpochMs): HeldTask {
  return { ...before, state: 'gone', originals: null, written: null, since: at }
}

function row(
  { task, contactIds, refusal }: TaskPlan,
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
