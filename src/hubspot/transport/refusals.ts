import type { PortalId } from '../../time/units.ts'
import { HubSpotError, type HubSpotErrorKind } from '../errors.ts'
import type { Answer } from './answer.ts'
import { member, text } from './wire.ts'

/** HubSpot: a locked record or account is to be left alone for at least two seconds. */
const LOCKED_MS = 2_000

/** Any answer that is not 2xx, as an error whose kind says what can be done. */
export function refusal(answer: Answer, what: string, portalId: PortalId | null, now: number): HubSpotError {
  const { body, status } = answer
  const category = text(member(body, 'category')) ?? text(member(body, 'errorType')) ?? text(member(body, 'status'))
  const asked = retryAfterMs(answer.headers.get('retry-after'), now)
  return new HubSpotError({
    kind: kindOf(status, category),
    message: `${what}: ${status} ${text(member(body, 'message')) ?? category ?? 'without a message'}`,
    portalId,
    status,
    category,
    policy: text(member(body, 'policyName')),
    correlationId: text(member(body, 'correlationId')) ?? answer.headers.get('x-hubspot-correlation-id'),
    retryAfterMs: status === 423 ? Math.max(LOCKED_MS, asked ?? 0) : asked,
    body,
  })
}

function kindOf(status: number, category: string | null): HubSpotErrorKind {
  if (status === 401) return 'unauthorized'
  if (status === 403) return category === 'MISSING_SCOPES' ? 'missing-scopes' : 'forbidden'
  if (status === 404) return 'not-found'
  if (status === 408) return 'timeout'
  if (status === 409) return 'conflict'
  if (status === 429) return 'rate-limited'
  // 477: the account is being moved to another data centre. 423: locked. Neither is anybody's mistake.
  if (status === 423 || status === 477 || status >= 500) return 'unavailable'
  return 'invalid'
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3) → milliseconds from `now`, or null. */
function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null || header.trim() === '') return null
  const seconds = Number(header)
  if (Number.isFinite(seconds)) return seconds >= 0 ? Math.ceil(seconds * 1_000) : null
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}

const TIMED_OUT = ['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT']

/** No answer at all: the network, or one of our time-outs. */
export function silence(cause: unknown, what: string, portalId: PortalId | null): HubSpotError {
  const code = networkCode(cause)
  const kind = code !== null && TIMED_OUT.includes(code) ? 'timeout' : 'unavailable'
  return new HubSpotError({
    kind,
    message: `${what}: no answer (${code ?? 'unknown'})`,
    portalId,
    category: code,
    cause,
  })
}

/** fetch wraps what went wrong, sometimes twice: the code sits on the innermost cause. */
function networkCode(error: unknown): string | null {
  let found: string | null = null
  let current = error
  for (let depth = 0; depth < 5 && current instanceof Error; depth++) {
    const code: unknown = Reflect.get(current, 'code')
    if (typeof code === 'string') found = code
    current = current.cause
  }
  return found
}
