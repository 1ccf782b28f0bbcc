import type { Basis, ReasonCode, RelationKind, SenderKind } from '../facts.ts'
import type { InForce } from '../succession.ts'

/** Never mixed: what the law says, how the regulator reads it, what the sector promised, what the portal chose. */
export type Layer = 'statute' | 'regulator' | 'code' | 'house'

type Source = {
  readonly article: string
  readonly url: string
}

export type Rule = {
  readonly layer: Layer
  readonly source: Source
}

/** A relation kind that opens a window for these senders. */
type Grant = Rule & {
  readonly kind: RelationKind
  readonly senders: readonly SenderKind[]
}

/** Dated law as it is written down. `from` is ISO 8601; the end follows from the next book's start. */
export type RuleBook = {
  readonly id: string
  readonly inForce: { readonly from: string }
  readonly grants: readonly Grant[]
  /** What to show beside a verdict: the rule behind its basis, or behind each of its reasons. */
  readonly rules: Readonly<Record<Basis | ReasonCode, Rule>>
}

/** A rule book in its place among the others. */
export type BookInForce = InForce<RuleBook>
