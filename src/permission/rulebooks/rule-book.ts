import type { Basis, ReasonCode, RelationKind, RulebookId, SenderKind } from '../facts.ts'

/** Never mixed: what the law says, how the regulator reads it, what the sector promised, what the portal chose. */
export type Layer = 'statute' | 'regulator' | 'code' | 'house'

interface Source {
  readonly article: string
  readonly url: string
}

export interface Rule {
  readonly layer: Layer
  readonly source: Source
}

/** A relation kind that opens a window for these senders. */
interface Grant extends Rule {
  readonly kind: RelationKind
  readonly senders: readonly SenderKind[]
}

/** Dated law. In force from `from` up to, not including, `until`; both ISO 8601, null where no end is known. */
export interface RuleBook {
  readonly id: RulebookId
  readonly inForce: { readonly from: string; readonly until: string | null }
  readonly grants: readonly Grant[]
  /** What to show beside a verdict: the rule behind its basis, or behind each of its reasons. */
  readonly rules: Readonly<Record<Basis | ReasonCode, Rule>>
}
