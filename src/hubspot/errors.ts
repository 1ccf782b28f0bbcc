import type { PortalId } from '../time/units.ts'
export type HubSpotErrorKind =
  | 'unauthorized'
  | 'portal-gone'
  | 'misconfigured'
  | 'forbidden'
  | 'missing-scopes'
  | 'not-found'
  | 'invalid'
  | 'conflict'
  | 'rate-limited'
  | 'unavailable'
  | 'timeout'

type Details = {
  readonly kind: HubSpotErrorKind
  readonly message: string
  readonly portalId?: PortalId | null
  readonly status?: number | null
  readonly category?: string | null
  readonly policy?: string | null
  readonly correlationId?: string | null
  readonly retryAfterMs?: number | null
  readonly body?: unknown
  readonly cause?: unknown
}

/**
 * A call that did not do what was asked. `kind` says what can be done about it: `unauthorized` the token is refused
 * though fresh · `portal-gone` the app is no longer installed there · `misconfigured` our own client id, secret or
 * redirect is wrong: no portal's fault · `forbidden`, `missing-scopes` · `not-found` · `invalid` HubSpot refuses the
 * content for good · `conflict` it is there already · `rate-limited`, `unavailable`, `timeout` later may do.
 */
export class HubSpotError extends Error {
  override readonly name = 'HubSpotError'
  readonly kind: HubSpotErrorKind
  readonly code: `hubspot-${HubSpotErrorKind}`
  readonly portalId: PortalId | null
  /** Null when no answer came. */
  readonly status: number | null
  /** HubSpot's own `category`, `errorType` or OAuth `status`. */
  readonly category: string | null
  /** Which limit a `rate-limited` answer names: TEN_SECONDLY_ROLLING, SECONDLY, DAILY. */
  readonly policy: string | null
  readonly correlationId: string | null
  /** How long HubSpot asks to be left alone. */
  readonly retryAfterMs: number | null
  /** The parsed answer, for what only the caller can read in it. Never logged: it may quote personal data. */
  declare readonly body: unknown

  constructor(details: Details) {
    super(details.message, { cause: details.cause })
    this.kind = details.kind
    this.code = `hubspot-${details.kind}`
    this.portalId = details.portalId ?? null
    this.status = details.status ?? null
    this.category = details.category ?? null
    this.policy = details.policy ?? null
    this.correlationId = details.correlationId ?? null
    this.retryAfterMs = details.retryAfterMs ?? null
    Object.defineProperty(this, 'body', { value: details.body, enumerable: false })
  }
}
