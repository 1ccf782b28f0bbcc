import type { PortalId } from '../../time/units.ts'
import { HubSpotError } from '../errors.ts'

export type RateBucket = 'general' | 'search'

/**
 * Takes one call out of the portal's bucket, shared by every process: at most `limit` in any `intervalMs`.
 * Resolves to 0 when granted, else to the milliseconds after which to ask again (nothing was taken then).
 */
export type TakeRate = (portalId: PortalId, bucket: RateBucket, limit: number, intervalMs: number) => Promise<number>

export type Wait = (ms: number) => Promise<unknown>

/**
 * HubSpot grants a listed app 110 calls in 10 seconds for each account; the ten are
 * for whatever is not counted here (the settings of two clocks, a process still
 * stopping). Search has its own: 5 a second, shared with every other app there.
 */
const RATES: Readonly<Record<RateBucket, { readonly limit: number; readonly intervalMs: number }>> = {
  general: { limit: 100, intervalMs: 10_000 },
  search: { limit: 4, intervalMs: 1_000 },
}

/** Waits for a turn; gives up with `rate-limited` when it has not come within `patienceMs`. */
export async function waitForTurn(
  take: TakeRate,
  wait: Wait,
  portalId: PortalId,
  bucket: RateBucket,
  patienceMs: number,
): Promise<void> {
  const { limit, intervalMs } = RATES[bucket]
  let waited = 0
  for (;;) {
    const ms = await take(portalId, bucket, limit, intervalMs)
    if (ms <= 0) return
    if (waited + ms > patienceMs) {
      const message = `our own ${bucket} limit: no turn within ${patienceMs} ms`
      throw new HubSpotError({ kind: 'rate-limited', message, portalId, retryAfterMs: ms })
    }
    // Half of the callers would wake at the same instant and ask in vain without the few milliseconds of difference.
    const pause = ms + Math.random() * Math.min(ms, 50)
    waited += pause
    await wait(pause)
  }
}
