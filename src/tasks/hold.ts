import { HOLD_MARK, holdNotice, holdPrefix } from '../words/rep/task-hold.ts'
import type { Language } from '../words/wording.ts'
import { asHtml, noticesIn, sameBody, saysInNotice, withoutNotices } from './task-body.ts'

/** The fields of a task that holding touches, '' where blank. */
export type TaskFields = {
  readonly type: string
  readonly status: string
  readonly subject: string
  readonly body: string
}

/** What we did to a task: its originals, and what we wrote, as HubSpot keeps it. */
export type Hold = { readonly originals: TaskFields; readonly written: TaskFields }

export type TaskStep =
  | { readonly kind: 'leave' }
  | { readonly kind: 'hold'; readonly hold: Hold }
  | { readonly kind: 'would-hold' }
  | { readonly kind: 'release'; readonly fields: TaskFields }
  /** Completed while it was held: untouched, its originals kept for when it is reopened. */
  | { readonly kind: 'rest' }

/**
 * The next step for one task.
 * @param hold what we remember, null if we hold no originals of it
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
  if (task.status === 'COMPLETED') return hold ? { kind: 'rest' } : { kind: 'leave' }
  if (hold && (refusal === null || mode === 'report')) return { kind: 'release', fields: ownFields(task, hold) }
  if (hold) return keepHeld(task, hold, refusal ?? '', language)
  const originals = isMarked(task) ? unmarked(task) : task
  if (refusal !== null && originals.type === 'CALL' && mode === 'hold')
    return { kind: 'hold', hold: { originals, written: heldFields(originals, refusal, language) } }
  if (originals !== task) return { kind: 'release', fields: originals }
  return refusal !== null && task.type === 'CALL' ? { kind: 'would-hold' } : { kind: 'leave' }
}

/** Whether a task bears a mark of ours, in its subject or its body. */
export function isMarked({ subject, body }: TaskFields): boolean {
  return withoutMark(subject) !== subject || noticesIn(body).length > 0
}

/** Whether a task still stands as a held one does, whatever its words are. */
export function standsAsHeld({ type, status, subject, body }: TaskFields): boolean {
  return type === 'TODO' && status === 'WAITING' && withoutMark(subject) !== subject && noticesIn(body).length > 0
}

// A rep may have edited a held task, or made it a call again: the text is kept, and the task is held again.
function keepHeld(task: TaskFields, hold: Hold, refusal: string, language: Language): TaskStep {
  const originals = ownFields(task, hold)
  if (originals.type !== 'CALL') return { kind: 'release', fields: originals }
  if (isHeldFor(task, hold, refusal, language)) return { kind: 'leave' }
  return { kind: 'hold', hold: { originals, written: heldFields(originals, refusal, language) } }
}

// Not byte for byte: HubSpot rewrites what it is given, and a rep may edit a held task's own words.
function isHeldFor(task: TaskFields, { written }: Hold, refusal: string, language: Language): boolean {
  const prefix = holdPrefix(language).trim()
  const marks = task.subject.match(HOLD_MARK)?.length === 1 && oneLine(task.subject).startsWith(prefix)
  return (
    standsAsHeld(task) &&
    (marks || (written.subject.startsWith(prefix) && sameLine(task.subject, written.subject))) &&
    saysInNotice(task.body, refusal)
  )
}

function heldFields(originals: TaskFields, refusal: string, language: Language): TaskFields {
  return {
    type: 'TODO',
    status: 'WAITING',
    subject: `${holdPrefix(language)}${originals.subject}`,
    body: `${holdNotice(asHtml(refusal))}${originals.body}`,
  }
}

/** What is the rep's: the originals, except a field that a person changed meanwhile, of which our mark is left out. */
function ownFields(task: TaskFields, { originals, written }: Hold): TaskFields {
  const [subject, body] = [withoutMark(task.subject), withoutNotices(task.body)]
  const sameSubject = sameLine(task.subject, written.subject) || sameLine(subject, originals.subject)
  const unchangedBody = sameBody(task.body, written.body) || sameBody(body, originals.body)
  return {
    type: task.type === written.type ? originals.type : task.type,
    status: task.status === written.status ? originals.status : task.status,
    subject: sameSubject ? originals.subject : subject,
    body: unchangedBody ? originals.body : body,
  }
}

/**
 * A copy of a held task, made by a rep or a recurring series. Only call tasks were ever marked, so what we wrote of the
 * type is undone; how far the first one was is not known.
 */
function unmarked({ type, status, subject, body }: TaskFields): TaskFields {
  return {
    type: type === 'TODO' ? 'CALL' : type,
    status: status === 'WAITING' ? 'NOT_STARTED' : status,
    subject: withoutMark(subject),
    body: withoutNotices(body),
  }
}

function withoutMark(subject: string): string {
  return subject.replace(HOLD_MARK, '')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function sameLine(one: string, other: string): boolean {
  return oneLine(one) === oneLine(other)
}
