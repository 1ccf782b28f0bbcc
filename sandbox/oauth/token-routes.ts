import { type Exchange, noContent, ok, param, type Reply } from '../http/exchange.ts'
import type { Router } from '../http/router.ts'
import type { AppRegistration } from '../webhooks/app-registration.ts'
import type { World } from '../world/world.ts'
import { callerOf } from './caller.ts'
import { oauthError } from './oauth-error.ts'
import type { AccessToken, Grant } from './token-store.ts'

const BASE = '/oauth/2026-09'

export function addTokenRoutes(router: Router, world: World): void {
  router.add('POST', `${BASE}/token`, (exchange) => formOnly(exchange, (form) => issueToken(world, form)))
  router.add('POST', `${BASE}/token/introspect`, (exchange) => formOnly(exchange, (form) => introspect(world, form)))
  router.add('POST', `${BASE}/token/revoke`, (exchange) =>
    formOnly(exchange, (form) => {
      world.tokens.revokeRefresh(form.get('token') ?? '')
      return ok({})
    }),
  )
  router.add('GET', `${BASE}/access-tokens/:token`, (exchange) => {
    const access = world.tokens.access(param(exchange, 'token'))
    return access === null
      ? unknownToken()
      : ok({ ...describe(world, access), token: access.token, expires_in: secondsLeft(access) })
  })
  router.add('GET', `${BASE}/refresh-tokens/:token`, (exchange) => {
    const token = param(exchange, 'token')
    const grant = world.tokens.refresh(token)
    return grant === null ? unknownToken() : ok({ ...describe(world, grant), token })
  })
  router.add('DELETE', `${BASE}/refresh-tokens/:token`, (exchange) => {
    world.tokens.revokeRefresh(param(exchange, 'token'))
    return noContent
  })
  router.add('DELETE', '/appinstalls/2026-09/external-install', (exchange) => {
    const { portal, token } = callerOf(world, exchange)
    uninstall(world, portal.id, token.appId)
    return noContent
  })
}

/** The app is gone from the portal: no more events, no more tokens. */
export function uninstall(world: World, portalId: number, appId: number): void {
  world.portals.get(portalId)?.installedApps.delete(appId)
  world.tokens.kill(portalId, appId, true)
}

function formOnly(exchange: Exchange, handle: (form: URLSearchParams) => Reply): Reply {
  if (!(exchange.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) {
    return oauthError(415, 'invalid_request', 'UNSUPPORTED_MEDIA_TYPE', 'HTTP 415 Unsupported Media Type')
  }
  return handle(new URLSearchParams(exchange.raw.toString('utf8')))
}

function issueToken(world: World, form: URLSearchParams): Reply {
  const app = world.switchboard.appByClientId(form.get('client_id') ?? '')
  if (app === null) return oauthError(400, 'invalid_client', 'BAD_CLIENT_ID', 'missing or unknown client id')
  if (form.get('client_secret') !== app.clientSecret) {
    return oauthError(400, 'invalid_client', 'BAD_CLIENT_SECRET', 'missing or invalid client secret')
  }
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return byCode(world, app, form)
    case 'refresh_token': {
      const token = form.get('refresh_token') ?? ''
      const grant = world.tokens.refresh(token)
      if (grant === null || grant.appId !== app.appId) {
        return oauthError(400, 'invalid_grant', 'BAD_REFRESH_TOKEN', 'missing or invalid refresh token')
      }
      return ok(shownToken(world.tokens.issueAccess(token, grant)))
    }
    default:
      return oauthError(400, 'unsupported_grant_type', 'BAD_GRANT_TYPE', 'missing or unknown grant type')
  }
}

function byCode(world: World, app: AppRegistration, form: URLSearchParams): Reply {
  const code = world.tokens.takeCode(form.get('code') ?? '')
  if (code === null || code.appId !== app.appId) {
    return oauthError(400, 'invalid_grant', 'BAD_AUTH_CODE', 'missing or unknown auth code')
  }
  if (code.redirectUri !== form.get('redirect_uri')) {
    return oauthError(
      400,
      'invalid_grant',
      'MISMATCH_REDIRECT_URI_AUTH_CODE',
      'redirect uri does not match the auth code',
    )
  }
  const { redirectUri: _, ...grant } = code
  world.portals.get(grant.portalId)?.installedApps.add(app.appId)
  return ok(shownToken(world.tokens.issueAccess(world.tokens.issueRefresh(grant), grant)))
}

export function shownToken(access: AccessToken): Record<string, unknown> {
  return {
    token_type: 'bearer',
    token_use: 'access_token',
    access_token: access.token,
    refresh_token: access.refreshToken,
    expires_in: secondsLeft(access),
    hub_id: access.portalId,
    user_id: access.userId,
    scopes: access.scopes,
  }
}

function introspect(world: World, form: URLSearchParams): Reply {
  const token = form.get('token') ?? ''
  const access = world.tokens.access(token)
  if (access !== null) {
    const left = secondsLeft(access)
    return ok({ active: left > 0, token_use: 'access_token', ...describe(world, access), expires_in: left })
  }
  const grant = world.tokens.refresh(token)
  return ok(
    grant === null ? { active: false } : { active: true, token_use: 'refresh_token', ...describe(world, grant) },
  )
}

function describe(world: World, grant: Grant): Record<string, unknown> {
  const settings = world.portals.get(grant.portalId)?.settings
  return {
    hub_id: grant.portalId,
    hub_domain: settings?.hubDomain,
    app_id: grant.appId,
    client_id: world.switchboard.app(grant.appId)?.clientId,
    user_id: grant.userId,
    user: settings?.users.find((user) => user.id === grant.userId)?.email,
    scopes: grant.scopes,
    token_type: 'bearer',
  }
}

const secondsLeft = (access: AccessToken): number => Math.max(0, Math.round((access.expiresAt - Date.now()) / 1_000))
const unknownToken = (): Reply => oauthError(404, 'invalid_grant', 'TOKEN_NOT_FOUND', 'token not found')
