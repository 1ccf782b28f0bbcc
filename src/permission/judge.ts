import type { EpochMs } from '../time/units.ts'
import { BASES, type Basis, type Permission, type ReasonCode, type SenderKind } from './facts.ts'
import { type Ground, type GroundAt, groundAt } from './ground.ts'
import type { BookInForce } from './rulebooks/index.ts'
import { NOT_YET } from './windows.ts'

/** A judgement at one instant, and the first later one at which it may differ with no new facts (NEVER: none). */
export type Judgement = {
  readonly permission: Permission
  readonly basis: Basis | null
  readonly reasons: readonly ReasonCode[]
  readonly holdsUntil: EpochMs
}

/** What the grounds stand on besides themselves. */
export type Circumstances = {
  readonly sender: SenderKind
  readonly objected: boolean
  /** The channel is human and nobody stated the legal form. */
  readonly formUnknown: boolean
}

function rank({ ground }: GroundAt): number {
  return ground.basis === null ? BASES.length : BASES.indexOf(ground.basis)
}

/** The one that lasts longest; then the order of BASES; then a verified consent before one that is not. */
function isBetter(one: GroundAt, other: GroundAt): boolean {
  if (one.ends !== other.ends) return one.ends > other.ends
  if (rank(one) !== rank(other)) return rank(one) < rank(other)
  return one.ground.verified && !other.ground.verified
}

function codesOf(seen: readonly GroundAt[]): ReasonCode[] {
  return [...new Set(seen.flatMap(({ code }) => (code === null ? [] : [code])))].sort()
}

function lastEnd(seen: readonly GroundAt[]): EpochMs {
  return seen.reduce((last, { ends }) => Math.max(last, ends), NOT_YET)
}

/**
 * Weighs the grounds under `book` at `at` (epoch milliseconds): any good one allows, else any unproven one asks for
 * evidence, else any for review asks a person, else no.
 */
export function judge(grounds: readonly Ground[], at: EpochMs, book: BookInForce, around: Circumstances): Judgement {
  const seen = grounds.map((ground) => groundAt(ground, at, book, around.sender))
  const first = seen.filter(({ strength }) => strength === 'good')
  const best = first.reduce<GroundAt | null>(
    (found, one) => (found === null || isBetter(one, found) ? one : found),
    null,
  )
  if (best !== null) {
    const { basis, verified } = best.ground
    const reasons: ReasonCode[] = basis === 'consent' && !verified ? ['unverified'] : []
    return { permission: 'allowed', basis, reasons, holdsUntil: Math.min(best.ends, book.ends) }
  }
  const unproven = seen.filter(({ strength }) => strength === 'unproven')
  if (unproven.length > 0) return open('needs-evidence', unproven, book)
  const review = seen.filter(({ strength }) => strength === 'review')
  if (review.length > 0) return open('needs-review', review, book)
  return { permission: 'denied', basis: null, reasons: denialReasons(seen, around), holdsUntil: book.ends }
}

function open(permission: Permission, seen: readonly GroundAt[], book: BookInForce): Judgement {
  return { permission, basis: null, reasons: codesOf(seen), holdsUntil: Math.min(lastEnd(seen), book.ends) }
}

function denialReasons(seen: readonly GroundAt[], { objected, formUnknown }: Circumstances): ReasonCode[] {
  if (objected) return ['objection']
  const fallen = codesOf(seen)
  const reasons: ReasonCode[] = fallen.length > 0 ? fallen : ['no-basis']
  return formUnknown ? [...reasons, 'legal-form-unknown' as const].sort() : reasons
}
