const FIRST_MS = 60_000
const LONGEST_MS = 24 * 3_600_000

/** Milliseconds until what failed `times` times is tried again: from a minute, twice as long each time, to a day. */
export function retryWait(times: number): number {
  return Math.min(FIRST_MS * 2 ** Math.max(0, times - 1), LONGEST_MS)
}
