import { instantOf } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'
import { NEVER } from './windows.ts'

/** A dated text as it is written down: it says when it starts, and its successor says when it ends. */
type Dated = { readonly id: string; readonly inForce: { readonly from: string } }

/**
 * A dated text in its place among the others: in force from `starts` up to, not including, `ends` (epoch milliseconds).
 */
export type InForce<Text extends Dated> = Text & {
  readonly starts: EpochMs
  /** The start of the next one; NEVER where none is known. */
  readonly ends: EpochMs
  /** Its successors, oldest first. */
  readonly later: readonly InForce<Text>[]
}

/**
 * Dated texts, oldest first, each with its end: since an end is never written down, there can be no gap and no overlap.
 * Throws RangeError where two share an id or a later one does not start later, so that a line in the wrong place fails
 * every test.
 */
export function succession<Text extends Dated>(texts: readonly Text[]): readonly InForce<Text>[] {
  const ids = new Set(texts.map(({ id }) => id))
  if (ids.size !== texts.length) throw new RangeError(`two of ${[...ids].join(', ')} share an id`)
  let later: readonly InForce<Text>[] = []
  for (const text of texts.toReversed()) {
    const starts = instantOf(text.inForce.from)
    const ends = later[0]?.starts ?? NEVER
    if (starts >= ends) throw new RangeError(`${text.id} is listed before ${later[0]?.id} but does not start before it`)
    later = [{ ...text, starts, ends, later }, ...later]
  }
  return later
}

/** The one in force at `instant` (epoch milliseconds), or null before the first. */
export function inForceAt<Text extends Dated>(texts: readonly InForce<Text>[], instant: EpochMs): InForce<Text> | null {
  return texts.find(({ starts, ends }) => starts <= instant && instant < ends) ?? null
}
