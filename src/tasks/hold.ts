import { HOLD_PREFIXES, holdNotice, holdPrefix, withoutNotice } from '../words/rep/task-hold.ts'
import type { Language } from '../words/wording.ts'

/** The fields of a task that holding touches, '' where blank. */
export type TaskFields = {
  readonly type: string
  readonly status: string
  readonly subject: string
  readonly body: string
}

/** What we did to a task: its originals, and what we wrote. */
export type Hold = { readonly originals: TaskFields; readonly written: TaskFields }

export type TaskStep =
  | { readonly kind: 'leave' }
  | { readonly kind: 'hold'; readonly hold: Hold }
  | { readonly kind: 'would-hold' }
  | { readonly kind: 'release'; readonly fields: TaskFields }
  | { readonly kind: 'forget' }

/**
 * The next step for one task.
 * @param hold what we remember, null if the task is not held
 * @param refusal one sentence why it may not be called; null when every contact on it is allowed, or it has none
 * @param mode `report` holds nothing in HubSpot and releases what was held
 */
export function nextStep(
  task: TaskFields,
  hold: Hold | null,
  refusal: string | null,
  mode: 'report' | 'hold',
  language: Language,
): TaskStep {
  if (task.status === 'COMPLETED') return hold ? { kind: 'forget' } : { kind: 'leave' }
  const holding = refusal !== null && mode === 'hold'
  if (hold && !holding) return { kind: 'release', fields: released(task, hold) }
  if (hold) return keepHeld(task, hold, refusal ?? '', language)
  if (task.type !== 'CALL' || refusal === null) return { kind: 'leave' }
  return mode === 'report' ? { kind: 'would-hold' } : { kind: 'hold', hold: firstHold(task, refusal, language) }
}

function firstHold(task: TaskFields, refusal: string, language: Language): Hold {
  const originals = { ...task, subject: withoutPrefix(task.subject), body: withoutNotice(task.body) }
  return { originals, written: heldFields(originals, refusal, language) }
}

// A rep may have edited a held task, or made it a call again: the text is kept, and the task is held again.
function keepHeld(task: TaskFields, hold: Hold, refusal: string, language: Language): TaskStep {
  const originals: TaskFields = {
    type: task.type === hold.written.type ? hold.originals.type : task.type,
    status: task.status === hold.written.status ? hold.originals.status : task.status,
    subject: task.subject === hold.written.subject ? hold.originals.subject : withoutPrefix(task.subject),
    body: task.body === hold.written.body ? hold.originals.body : withoutNotice(task.body),
  }
  if (originals.type !== 'CALL') return { kind: 'release', fields: released(task, hold) }
  const written = heldFields(originals, refusal, language)
  return sameFields(task, written) ? { kind: 'leave' } : { kind: 'hold', hold: { originals, written } }
}

function heldFields(originals: TaskFields, refusal: string, language: Language): TaskFields {
  return {
    type: 'TODO',
    status: 'WAITING',
    subject: `${holdPrefix(language)}${originals.subject}`,
    body: `${holdNotice(refusal)}${originals.body}`,
  }
}

/** Puts the originals back, except a field that a user changed meanwhile: of that only our own mark is removed. */
function released(task: TaskFields, hold: Hold): TaskFields {
  const { originals, written } = hold
  return {
    type: task.type === written.type ? originals.type : task.type,
    status: task.status === written.status ? originals.status : task.status,
    subject: task.subject === written.subject ? originals.subject : withoutPrefix(task.subject),
    body: task.body === written.body ? originals.body : withoutNotice(task.body),
  }
}

function withoutPrefix(subject: string): string {
  const prefix = HOLD_PREFIXES.find((candidate) => subject.startsWith(candidate))
  return prefix === undefined ? subject : subject.slice(prefix.length)
}

function sameFields(a: TaskFields, b: TaskFields): boolean {
  return a.type === b.type && a.status === b.status && a.subject === b.subject && a.body === b.body
}
