import type { EpochMs } from '../../time/units.ts'
import type { RelationKind, SenderKind } from '../facts.ts'
import { inForceAt, succession } from '../succession.ts'
import { NEVER } from '../windows.ts'
import { nl20210701 } from './nl-2021-07-01.ts'
import { nl20260701 } from './nl-2026-07-01.ts'
import type { BookInForce, RuleBook } from './rule-book.ts'

export type { BookInForce, RuleBook } from './rule-book.ts'

/** Oldest first. A new law is a new file and one line here. */
export const RULEBOOKS: readonly BookInForce[] = succession([nl20210701, nl20260701])

export const RULEBOOK_IDS: readonly string[] = RULEBOOKS.map(({ id }) => id)

/** The law at the instant of the call (epoch milliseconds), or null before the first book. */
export function rulebookAt(instant: EpochMs, books = RULEBOOKS): BookInForce | null {
  return inForceAt(books, instant)
}

/** The book by its id, to show a stored verdict's rules and sources. */
export function rulebookById(id: string, books = RULEBOOKS): BookInForce | null {
  return books.find((book) => book.id === id) ?? null
}

/** The first start of a rule book after `instant`, epoch milliseconds; NEVER where none is known. */
export function nextRulebookStart(instant: EpochMs, books = RULEBOOKS): EpochMs {
  return books.find(({ starts }) => starts > instant)?.starts ?? NEVER
}

/** Whether a relation of this kind opens a window for this sender. */
export function isGranted(book: RuleBook, kind: RelationKind, sender: SenderKind): boolean {
  return book.grants.some((grant) => grant.kind === kind && grant.senders.includes(sender))
}

/** When the law itself ends a grant, in the course of `books`: the start of the first one without it. */
export function grantEnd(books: readonly BookInForce[], kind: RelationKind, sender: SenderKind): EpochMs {
  return books.find((book) => !isGranted(book, kind, sender))?.starts ?? NEVER
}
