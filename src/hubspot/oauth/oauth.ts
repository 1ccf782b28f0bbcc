import type { PortalId } from '../../time/units.ts'
import { HubSpotError } from '../errors.ts'
import { DEFAULT_TIME_OUTS, type TimeOuts } from '../transport/dispatcher.ts'
import { send } from '../transport/transport.ts'
import { amount, idText, list, member, text } from '../transport/wire.ts'

/** HubSpot's OAuth, dated: the undated one ends in 2027, and listed apps must use this. */
const TOKEN = '/oauth/2026-09/token'

export type OAuthConfig = {
  /** Where calls go: the API's address, not that of the consent screen. */
  readonly baseUrl: string
  readonly clientId: string
  /** The newest of the configured secrets. */
  readonly clientSecret: string
  readonly timeOuts?: TimeOuts
  readonly now: () => number
}

export type TokenGrant = {
  readonly accessToken: string
  readonly refreshToken: string
  /** Epoch milliseconds by our clock. */
  readonly expiresAt: number
  /** Null where the answer does not say. */
  readonly portalId: PortalId | null
  readonly userId: string | null
  readonly scopes: readonly string[]
}

export type Introspection = {
  readonly active: boolean
  readonly portalId: PortalId | null
  readonly appId: string | null
  readonly userEmail: string | null
  /** The account's domain, such as `zonnig-energie.nl`. */
  readonly domain: string | null
  readonly scopes: readonly string[]
}

export type OAuth = ReturnType<typeof createOAuth>

/** Where the admin consents. `state` comes back to the callback as it went. */
export function authorizeUrl(screen: {
  readonly authorizeUrl: string
  readonly clientId: string
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly optionalScopes: readonly string[]
  readonly state: string
}): string {
  const url = new URL(screen.authorizeUrl)
  url.searchParams.set('client_id', screen.clientId)
  url.searchParams.set('redirect_uri', screen.redirectUri)
  url.searchParams.set('scope', screen.scopes.join(' '))
  if (screen.optionalScopes.length > 0) url.searchParams.set('optional_scope', screen.optionalScopes.join(' '))
  url.searchParams.set('state', screen.state)
  // HubSpot's own install links separate scopes by %20; URLSearchParams writes a plus.
  return url.href.replaceAll('+', '%20')
}

/** Token calls carry the app's own credentials and belong to no portal's rate, so they go past the limiter. */
export function createOAuth(config: OAuthConfig) {
  const { answerMs } = config.timeOuts ?? DEFAULT_TIME_OUTS
  async function post(
    path: string,
    fields: Readonly<Record<string, string>>,
    portalId: PortalId | null,
  ): Promise<unknown> {
    const body = new URLSearchParams({ ...fields, client_id: config.clientId, client_secret: config.clientSecret })
    const { baseUrl, now } = config
    try {
      return (await send({ baseUrl, method: 'POST', path, body, portalId, answerMs, now })).body
    } catch (error) {
      throw error instanceof HubSpotError ? oauthRefusal(error) : error
    }
  }

  return {
    /** A code is good for one exchange, so this is never repeated. `invalid` when it is spent, foreign or too old. */
    exchangeCode: async (code: string, redirectUri: string): Promise<TokenGrant> =>
      grant(
        await post(TOKEN, { grant_type: 'authorization_code', code, redirect_uri: redirectUri }, null),
        config.now(),
      ),

    /** Throws `portal-gone` when the account took the app away, `misconfigured` when HubSpot does not know *us*. */
    refresh: async (refreshToken: string, portalId: PortalId | null = null): Promise<TokenGrant> => {
      const fields = { grant_type: 'refresh_token', refresh_token: refreshToken }
      return grant(await post(TOKEN, fields, portalId), config.now(), refreshToken)
    },

    introspect: async (token: string): Promise<Introspection> => {
      const body = await post(`${TOKEN}/introspect`, { token, token_type_hint: 'access_token' }, null)
      return {
        active: member(body, 'active') === true,
        portalId: amount(member(body, 'hub_id')),
        appId: idText(member(body, 'app_id')),
        userEmail: text(member(body, 'user')),
        domain: text(member(body, 'hub_domain')),
        scopes: scopesIn(body),
      }
    },
  }
}

function grant(body: unknown, now: number, refreshedWith?: string): TokenGrant {
  const accessToken = text(member(body, 'access_token'))
  // RFC 6749, 6: a refresh may answer without a new refresh token, and the old one stays.
  const refreshToken = text(member(body, 'refresh_token')) ?? refreshedWith
  const seconds = amount(member(body, 'expires_in'))
  if (accessToken === null || refreshToken === undefined || seconds === null) {
    throw new HubSpotError({ kind: 'unavailable', message: `POST ${TOKEN}: the answer holds no tokens`, status: 200 })
  }
  return {
    accessToken,
    refreshToken,
    expiresAt: now + seconds * 1_000,
    portalId: amount(member(body, 'hub_id')),
    userId: idText(member(body, 'user_id')),
    scopes: scopesIn(body),
  }
}

const scopesIn = (body: unknown): string[] => list(member(body, 'scopes')).filter((each) => typeof each === 'string')

const GONE = ['BAD_REFRESH_TOKEN', 'BAD_HUB', 'access_denied']
const OURS = [
  ...['BAD_CLIENT_ID', 'BAD_CLIENT_SECRET', 'BAD_REDIRECT_URI', 'MISMATCH_REDIRECT_URI_AUTH_CODE'],
  ...['invalid_client', 'unauthorized_client', 'unsupported_grant_type', 'invalid_scope'],
]

/**
 * Which of two the refusal means is the difference between one portal uninstalled and all of them: a wrong client id of
 * ours must never mark a portal as gone, so our own faults are checked first, and an unnamed refusal uninstalls nobody.
 */
function oauthRefusal(error: HubSpotError): HubSpotError {
  const named = [text(member(error.body, 'status')), text(member(error.body, 'error'))].filter((each) => each !== null)
  const answered = error.kind === 'invalid' || error.kind === 'unauthorized' || error.kind === 'forbidden'
  if (!answered) return error
  const kind = named.some((each) => OURS.includes(each))
    ? 'misconfigured'
    : named.some((each) => GONE.includes(each))
      ? 'portal-gone'
      : error.kind
  const said = text(member(error.body, 'message')) ?? text(member(error.body, 'error_description')) ?? error.message
  return new HubSpotError({
    ...error,
    kind,
    category: named[0] ?? error.category,
    message: `OAuth: ${said}`,
    cause: error,
  })
}
