import type { Permission } from '../permission/facts.ts'

/** From the strictest on. */
const STRICTNESS: readonly Permission[] = ['denied', 'needs-review', 'needs-evidence', 'allowed']

/** A verdict as far as its strictness goes; `until` in epoch milliseconds, null where it has no end. */
type Graded = { readonly permission: Permission; readonly until: number | null }

/** For sorting, strictest first; of equally strict ones the one that ends first. */
export function byStrictness(one: Graded, other: Graded): number {
  const difference = STRICTNESS.indexOf(one.permission) - STRICTNESS.indexOf(other.permission)
  if (difference !== 0 || one.until === other.until) return difference
  return (one.until ?? Number.POSITIVE_INFINITY) - (other.until ?? Number.POSITIVE_INFINITY)
}

/** The strictest of them; of equals the first, null where there is none. */
export function strictest<Verdict extends Graded>(verdicts: readonly Verdict[]): Verdict | null {
  return verdicts.toSorted(byStrictness)[0] ?? null
}
