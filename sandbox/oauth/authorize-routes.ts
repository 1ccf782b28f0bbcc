import { type Exchange, type Reply, redirect } from '../http/exchange.ts'
import type { Router } from '../http/router.ts'
import { escaped } from '../page/escaped.ts'
import type { AppRegistration } from '../webhooks/app-registration.ts'
import type { World } from '../world/world.ts'

/**
 * The install page: approves at once for the portal named by `portal` (or in the path), or for the only portal; with
 * several, a list to choose from. `user` picks the installing user.
 */
export function addAuthorizeRoutes(router: Router, world: World): void {
  router.add('GET', '/oauth/authorize', (exchange) => authorize(world, exchange, exchange.query.get('portal')))
  router.add('GET', '/oauth/:portalId/authorize', (exchange) =>
    authorize(world, exchange, exchange.params.portalId ?? null),
  )
}

function authorize(world: World, exchange: Exchange, wanted: string | null): Reply {
  const { query } = exchange
  const app = world.switchboard.appByClientId(query.get('client_id') ?? '')
  if (app === null) return refusal('This client id is not known here.')
  const redirectUri = query.get('redirect_uri') ?? ''
  const required = words(query.get('scope'))
  const fault = requestFault(app, redirectUri, required)
  if (fault !== null) return refusal(fault)
  const ids = [...world.portals.keys()]
  const portalId = wanted === null && ids.length === 1 ? ids[0] : Number(wanted)
  const portal = portalId === undefined ? undefined : world.portals.get(portalId)
  if (portal === undefined) return wanted === null ? chooser(world, exchange) : refusal(`No account ${wanted}.`)
  const state = query.get('state')
  const target = new URL(redirectUri)
  if (query.get('deny') !== null) {
    target.searchParams.set('error', 'access_denied')
    target.searchParams.set('error_description', 'user denied access')
  } else {
    const userId = Number(query.get('user') ?? portal.settings.users[0]?.id ?? 0)
    const scopes = [...new Set([...required, ...words(query.get('optional_scope'))])]
    const code = world.tokens.issueCode({ portalId: portal.id, appId: app.appId, scopes, userId, redirectUri })
    target.searchParams.set('code', code)
  }
  if (state !== null) target.searchParams.set('state', state)
  return redirect(target.href)
}

function requestFault(app: AppRegistration, redirectUri: string, required: readonly string[]): string | null {
  if (!URL.canParse(redirectUri) || (app.redirectUris !== null && !app.redirectUris.includes(redirectUri)))
    return `The redirect URL does not match one registered for the app: ${redirectUri}`
  const missing = (app.requiredScopes ?? []).filter((scope) => !required.includes(scope))
  return missing.length > 0 ? `The scope parameter lacks required scopes of the app: ${missing.join(' ')}` : null
}

const words = (text: string | null): string[] => (text ?? '').split(/\s+/).filter((word) => word !== '')

function refusal(reason: string): Reply {
  return {
    status: 400,
    html: `<!doctype html><title>Authorization failed</title><h1>Authorization failed</h1><p>${escaped(reason)}</p>`,
  }
}

function chooser(world: World, exchange: Exchange): Reply {
  const items = [...world.portals.values()].map((portal) => {
    const query = new URLSearchParams(exchange.query)
    query.set('portal', String(portal.id))
    return `<li><a href="/oauth/authorize?${escaped(query.toString())}">${escaped(portal.settings.name)} (${portal.id})</a></li>`
  })
  return {
    status: 200,
    html: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Choose an account</title>
<style>body{font:16px/1.5 system-ui;max-width:36rem;margin:4rem auto;padding:0 1rem;color:#213343}a{color:#0b5f8a}</style>
<h1>Choose an account</h1><p>Which account should the app be installed in?</p><ul>${items.join('')}</ul></html>`,
  }
}
