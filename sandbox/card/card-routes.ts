import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { portalOf } from '../control/portal-of.ts'
import { ApiError } from '../http/api-error.ts'
import { bodyOf } from '../http/body.ts'
import { type Exchange, ok, param, type Reply } from '../http/exchange.ts'
import type { Router } from '../http/router.ts'
import { languageOf } from '../page/words.ts'
import { callSigned } from '../webhooks/post-signed.ts'
import { readValue } from '../world/views.ts'
import type { World } from '../world/world.ts'
import { bundlePage, isPageName } from './bundle.ts'
import { extensionPage, type Place } from './extension-page.ts'

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}
const TYPES = { contact: '0-1', company: '0-2', deal: '0-3' } as const
type TypeId = (typeof TYPES)[keyof typeof TYPES]

/** HubSpot gives up after 15 s. */
const TIMEOUT_MS = 15_000

const fetchBody = z.object({
  url: z.string(),
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE', 'PATCH']).default('GET'),
  body: z.record(z.string(), z.unknown()).optional(),
  userId: z.number(),
})

/** Shows the app's own pages as HubSpot would, and carries their calls to the app, signed. */
export function addCardRoutes(router: Router, world: World): void {
  const css = readFileSync(new URL('extension.css', import.meta.url), 'utf8')
  router.add('GET', '/assets/extension.css', () => asset(css, 'text/css'))
  router.add('GET', '/assets/extension/:page', async (exchange) => {
    const name = param(exchange, 'page').replace(/\.js$/, '')
    if (!isPageName(name)) throw new ApiError(404, 'OBJECT_NOT_FOUND', `no page ${name}`)
    return asset(await bundlePage(name), 'text/javascript')
  })

  const show = (exchange: Exchange, place: Place): Reply => {
    const html = extensionPage({
      world,
      portal: portalOf(world, exchange),
      language: languageOf(exchange.query, exchange.headers['accept-language']),
      path: exchange.path,
      userId: Number(exchange.query.get('user')),
      place,
    })
    return { status: 200, html, headers: HEADERS }
  }
  for (const [kind, typeId] of Object.entries(TYPES)) {
    router.add('GET', `/portal/:portalId/${kind}/:recordId/card`, (exchange) =>
      show(exchange, { page: 'card', typeId, recordId: param(exchange, 'recordId') }),
    )
  }
  router.add('GET', '/portal/:portalId/settings', (exchange) => show(exchange, { page: 'settings' }))
  router.add('GET', '/portal/:portalId/home', (exchange) => show(exchange, { page: 'home' }))
  router.add('GET', '/portal/:portalId/recheck', (exchange) =>
    show(exchange, { page: 'recheck', ids: exchange.query.get('ids')?.split(',') ?? [] }),
  )

  router.add('GET', '/portal/:portalId/extension/properties', (exchange) => {
    const { typeId, id, names } = asked(exchange)
    return ok(properties(world, exchange, typeId, id, names))
  })
  router.add('GET', '/portal/:portalId/extension/people', (exchange) => {
    const { typeId, id, names } = asked(exchange)
    const people = portalOf(world, exchange).associations.of(typeId, id, '0-1').keys()
    return ok(
      [...people].map((person) => ({
        toObjectId: Number(person),
        associationTypes: [],
        properties: properties(world, exchange, '0-1', person, names),
      })),
    )
  })
  router.add('POST', '/portal/:portalId/extension/fetch', async (exchange) => ok(await forwarded(world, exchange)))
}

const asset = (text: string, type: string): Reply => ({
  status: 200,
  html: text,
  headers: { 'content-type': `${type}; charset=utf-8` },
})

function asked({ query }: Exchange): { typeId: TypeId; id: string; names: string[] } {
  const typeId = Object.values(TYPES).find((type) => type === query.get('type')) ?? '0-1'
  return { typeId, id: query.get('id') ?? '', names: query.get('names')?.split(',') ?? [] }
}

function properties(world: World, exchange: Exchange, typeId: TypeId, id: string, names: readonly string[]) {
  const portal = portalOf(world, exchange)
  const record = portal.live(typeId, id)
  if (!record) throw new ApiError(404, 'OBJECT_NOT_FOUND', `no ${typeId} ${id}`)
  const shelf = portal.shelf(typeId)
  return Object.fromEntries(names.map((name) => [name, readValue(shelf, record, name) ?? null]))
}

/**
 * As `hubspot.fetch`: portal, user and app go into the query, and
 * the whole address is signed. The host becomes the app's own.
 */
async function forwarded(world: World, exchange: Exchange): Promise<{ status: number; body: string }> {
  const { url, method, body, userId } = bodyOf(exchange, fetchBody)
  const portal = portalOf(world, exchange)
  const app = world.switchboard.apps.at(-1)
  if (!app?.targetUrl) throw new ApiError(404, 'OBJECT_NOT_FOUND', 'no app with an address is registered')
  const address = new URL(url)
  const user = portal.settings.users.find(({ id }) => id === userId)
  address.searchParams.set('portalId', String(portal.id))
  address.searchParams.set('userId', String(userId))
  address.searchParams.set('userEmail', user?.email ?? '')
  address.searchParams.set('appId', String(app.appId))
  const uri = new URL(app.targetUrl).origin + address.pathname + address.search
  const text = body === undefined ? '' : JSON.stringify(body)
  const call = {
    secret: app.clientSecret,
    method,
    uri,
    connectTo: uri,
    body: text,
    legacy: 'v2' as const,
    timeoutMs: TIMEOUT_MS,
  }
  try {
    const answer = await callSigned(call)
    return { status: answer.status, body: answer.body }
  } catch (error) {
    throw new ApiError(502, 'APP_UNREACHABLE', error instanceof Error ? error.message : String(error))
  }
}
