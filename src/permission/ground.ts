import type { EpochMs } from '../time/units.ts'
import type { Basis, ReasonCode, RelationKind, SenderKind } from './facts.ts'
import { type BookInForce, grantEnd, isGranted } from './rulebooks/index.ts'

/** Good carries a yes; unproven asks for evidence; review asks for a person; out carries nothing. */
export type Strength = 'good' | 'unproven' | 'review' | 'out'

/**
 * One candidate for a basis, judged from the facts as far as time does not matter; what time can still take away is in
 * `ends` (its own window) and in `relation` (a rule book that stops granting it).
 */
export type Ground = {
  /** Null where it never can be a basis. */
  readonly basis: Basis | null
  /** The kind that a rule book must grant, null for grounds that stand without a grant. */
  readonly relation: RelationKind | null
  /** Before `ends`, granted. */
  readonly strength: Strength
  /** Why it is not good. */
  readonly code: ReasonCode | null
  /** Epoch milliseconds, NEVER where the window is open without end. */
  readonly ends: EpochMs
  /** Why it is out from `ends` on. */
  readonly endedCode: ReasonCode | null
  readonly verified: boolean
}

/** A ground at an instant, under a law. */
export type GroundAt = {
  readonly ground: Ground
  readonly strength: Strength
  readonly code: ReasonCode | null
  readonly ends: EpochMs
}

/** What time and law leave of `ground` at `at` (epoch milliseconds); `ends` is the earlier end of window and grant. */
export function groundAt(ground: Ground, at: EpochMs, book: BookInForce, sender: SenderKind): GroundAt {
  const out = (code: ReasonCode | null): GroundAt => ({ ground, strength: 'out', code, ends: at })
  const { relation } = ground
  if (relation !== null && !isGranted(book, relation, sender)) {
    return out(relation === 'customer' ? 'customer-exception-ended' : 'relation-not-granted')
  }
  if (ground.ends <= at) return out(ground.endedCode)
  const lawful = relation === null ? ground.ends : Math.min(ground.ends, grantEnd(book.later, relation, sender))
  return { ground, strength: ground.strength, code: ground.code, ends: lawful }
}
