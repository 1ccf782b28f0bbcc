import { HubSpotError } from '../errors.ts'
import type { Wait } from './limiter.ts'

export type RetryPolicy = {
  readonly tries: number
  /** The first pause; it doubles, and a random part of it is taken. Milliseconds, as the others. */
  readonly firstPauseMs: number
  readonly longestPauseMs: number
  /**
   * Tries and pauses together: what would exceed it is thrown
   * at once, with `retryAfterMs`, for a job to come back later.
   */
  readonly totalMs: number
}

export const DEFAULT_RETRIES: RetryPolicy = {
  tries: 5,
  firstPauseMs: 500,
  longestPauseMs: 10_000,
  totalMs: 60_000,
}

/** A refusal for too many calls passes within a second at the earliest (search) and ten at the latest. */
const CROWDED_MS = 1_000

/** Repeats what a later attempt may bring. The work is done twice where only its answer was lost. */
export async function withRetries<T>(
  work: (attempt: number) => Promise<T>,
  policy: RetryPolicy,
  wait: Wait,
): Promise<T> {
  const began = performance.now()
  let paused = 0
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt)
    } catch (error) {
      if (!(error instanceof HubSpotError) || attempt >= policy.tries || !worthAnother(error)) throw error
      const pause = pauseBefore(attempt, error, policy)
      if (Math.max(paused, performance.now() - began) + pause > policy.totalMs) throw error
      paused += pause
      await wait(pause)
    }
  }
}

function worthAnother(error: HubSpotError): boolean {
  if (error.kind !== 'rate-limited' && error.kind !== 'unavailable' && error.kind !== 'timeout') return false
  // Our own limiter has waited already, and a day's limit does not pass within a minute.
  return error.kind !== 'rate-limited' || (error.status !== null && error.policy !== 'DAILY')
}

function pauseBefore(attempt: number, error: HubSpotError, policy: RetryPolicy): number {
  const ceiling = Math.min(policy.longestPauseMs, policy.firstPauseMs * 2 ** (attempt - 1))
  // Half fixed, half random: workers that failed together do not come back together.
  const jittered = ceiling / 2 + Math.random() * (ceiling / 2)
  const asked = error.retryAfterMs ?? (error.kind === 'rate-limited' ? CROWDED_MS * attempt : 0)
  return Math.max(jittered, asked)
}
