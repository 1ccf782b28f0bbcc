import type { PortalId } from '../time/units.ts'
import { HubSpotError } from './errors.ts'
import type { TokenSource } from './oauth/tokens.ts'
import { type RateBucket, type TakeRate, type Wait, waitForTurn } from './transport/limiter.ts'
import { type RetryPolicy, withRetries } from './transport/retries.ts'
import { type Attempt, send } from './transport/transport.ts'

/** Every call may be repeated after a lost answer, so doing it twice must do no harm. */
export type Call = {
  readonly method: Attempt['method']
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: unknown
  readonly bucket?: RateBucket
}

/** One attempt, for logs, metrics and counting a night's calls. `status` is null when no answer came. */
export type CallRecord = {
  readonly portalId: PortalId
  readonly method: string
  readonly path: string
  readonly status: number | null
  readonly attempt: number
  /** Without the time spent waiting for a turn. */
  readonly ms: number
}

export type CallParts = {
  readonly baseUrl: string
  readonly tokens: Pick<TokenSource, 'accessToken'>
  readonly takeRate: TakeRate
  readonly wait: Wait
  readonly now: () => number
  readonly retries: RetryPolicy
  /** See TimeOuts. */
  readonly answerMs: number
  readonly onCall?: (record: CallRecord) => void
}

/** Resolves to the parsed body. Throws HubSpotError. */
export type CallPortal = (portalId: PortalId, call: Call) => Promise<unknown>

/** The longest one caller waits for its turn: a portal's whole interval several times over. */
const PATIENCE_MS = 120_000

/**
 * Everything between an action and the wire, in order: retry
 * → turn → token → one attempt → one more with a fresh token.
 */
export function createCalls(parts: CallParts): CallPortal {
  const { baseUrl, tokens, takeRate, wait, now, retries } = parts

  async function attempt(portalId: PortalId, call: Call, number: number, token: string): Promise<unknown> {
    await waitForTurn(takeRate, wait, portalId, call.bucket ?? 'general', PATIENCE_MS)
    const { method, body } = call
    const path = withQuery(call.path, call.query)
    const began = performance.now()
    const record = (status: number | null) =>
      parts.onCall?.({ portalId, method, path: call.path, status, attempt: number, ms: performance.now() - began })
    try {
      const answer = await send({ baseUrl, method, path, body, token, portalId, answerMs: parts.answerMs, now })
      record(answer.status)
      return answer.body
    } catch (error) {
      record(error instanceof HubSpotError ? error.status : null)
      throw error
    }
  }

  return (portalId, call) =>
    withRetries(
      async (number) => {
        const token = await tokens.accessToken(portalId)
        try {
          return await attempt(portalId, call, number, token)
        } catch (error) {
          if (!(error instanceof HubSpotError) || error.kind !== 'unauthorized') throw error
          // Once: a second refusal is for the caller.
          return await attempt(portalId, call, number, await tokens.accessToken(portalId, token))
        }
      },
      retries,
      wait,
    )
}

function withQuery(path: string, query: Call['query']): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(name, String(value))
  return search.size === 0 ? path : `${path}?${search}`
}
