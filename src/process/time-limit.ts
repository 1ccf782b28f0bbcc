import { setTimeout as sleep } from 'node:timers/promises'

/**
 * The result of `work`, or of `otherwise()` when it takes longer than `ms` milliseconds. A later failure is swallowed.
 */
export async function within<Result, Otherwise>(
  ms: number,
  work: Promise<Result>,
  otherwise: () => Otherwise,
): Promise<Result | Otherwise> {
  const done = new AbortController()
  const late = sleep(ms, undefined, { signal: done.signal }).then(otherwise, () => new Promise<never>(() => {}))
  try {
    return await Promise.race([work, late])
  } finally {
    done.abort()
    work.catch(() => undefined)
  }
}
