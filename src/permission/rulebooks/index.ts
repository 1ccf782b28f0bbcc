import { instantOf } from '../../time/instants.ts'
import type { RelationKind, RulebookId, SenderKind } from '../facts.ts'
import { NEVER } from '../windows.ts'
import { nl20210701 } from './nl-2021-07-01.ts'
import { nl20260701 } from './nl-2026-07-01.ts'
import type { RuleBook } from './rule-book.ts'

export type { RuleBook } from './rule-book.ts'

/** Oldest first. A new law is a new file and a line here. */
export const RULEBOOKS: readonly RuleBook[] = [nl20210701, nl20260701]

const register = RULEBOOKS.map((book) => ({
  book,
  from: instantOf(book.inForce.from),
  until: book.inForce.until === null ? NEVER : instantOf(book.inForce.until),
}))

/** The law at the instant of the call (epoch milliseconds), or null before the first book. */
export function rulebookAt(instant: number): RuleBook | null {
  return register.find(({ from, until }) => from <= instant && instant < until)?.book ?? null
}

/** The book by its id, to show a stored verdict's rules and sources. */
export function rulebookById(id: RulebookId): RuleBook | null {
  return RULEBOOKS.find((book) => book.id === id) ?? null
}

/** The first start of a rule book after `instant`, epoch milliseconds; NEVER where none is known. */
export function nextRulebookStart(instant: number): number {
  return register.find(({ from }) => from > instant)?.from ?? NEVER
}

/** Whether a relation of this kind opens a window for this sender. */
export function isGranted(book: RuleBook, kind: RelationKind, sender: SenderKind): boolean {
  return book.grants.some((grant) => grant.kind === kind && grant.senders.includes(sender))
}

/** When the law itself ends a grant that holds at `instant`: the start of the first later book without it. */
export function grantEnd(instant: number, kind: RelationKind, sender: SenderKind): number {
  return register.find(({ book, from }) => from > instant && !isGranted(book, kind, sender))?.from ?? NEVER
}
