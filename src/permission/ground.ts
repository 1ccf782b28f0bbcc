import type { Basis, ReasonCode, RelationKind } from './facts.ts'

/** Good carries a yes; unproven asks for evidence; review asks for a person; out carries nothing. */
export type Standing = 'good' | 'unproven' | 'review' | 'out'

/**
 * One candidate for a basis, judged from the facts as far as time does not matter; what time can still take away is in
 * `ends` (its own window) and in `relation` (a rule book that stops granting it).
 */
export interface Ground {
  /** Null where it never can be a basis. */
  readonly basis: Basis | null
  /** The kind that a rule book must grant, null for grounds that stand without a grant. */
  readonly relation: RelationKind | null
  /** Before `ends`, granted. */
  readonly standing: Standing
  /** Why it is not good. */
  readonly code: ReasonCode | null
  /** Epoch milliseconds, NEVER where the window is open without end. */
  readonly ends: number
  /** Why it is out from `ends` on. */
  readonly endedCode: ReasonCode | null
  readonly verified: boolean
}
