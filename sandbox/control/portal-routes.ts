import { z } from 'zod'
import { bodyOf } from '../http/body.ts'
import { created, type Exchange, noContent, ok } from '../http/exchange.ts'
import type { Router } from '../http/router.ts'
import { ALL_SCOPES } from '../oauth/scopes.ts'
import { shownToken, uninstall } from '../oauth/token-routes.ts'
import type { Portal } from '../world/portal.ts'
import type { World } from '../world/world.ts'
import { portalOf } from './portal-of.ts'

const userBody = z.object({
  id: z.number(),
  email: z.string(),
  firstName: z.string().default(''),
  lastName: z.string().default(''),
})
export const portalBody = z.object({
  portalId: z.number().int(),
  name: z.string(),
  hubDomain: z.string().default('example.nl'),
  timeZone: z.string().default('Europe/Amsterdam'),
  users: z.array(userBody).default([{ id: 1001, email: 'admin@example.nl', firstName: 'Anna', lastName: 'Admin' }]),
  /** App ids, or true for every app registered. */
  appInstalled: z.union([z.boolean(), z.array(z.number())]).default(false),
})
const tokenBody = z.object({
  appId: z.number().optional(),
  userId: z.number().optional(),
  scopes: z.array(z.string()).optional(),
  expiresIn: z.number().optional(),
})
const limitsBody = z.object({ perTenSeconds: z.number().optional(), searchesPerSecond: z.number().optional() })

const BASE = '/sandbox/portals/:portalId'

export function addPortalRoutes(router: Router, world: World): void {
  router.add('GET', '/sandbox/portals', () => ok({ results: [...world.portals.values()].map(shownPortal) }))
  router.add('POST', '/sandbox/portals', (exchange) =>
    created(shownPortal(addPortal(world, bodyOf(exchange, portalBody)))),
  )
  const on = (
    method: string,
    path: string,
    handle: (portal: Portal, exchange: Exchange) => ReturnType<typeof ok>,
  ): void => {
    router.add(method, BASE + path, (exchange) => handle(portalOf(world, exchange), exchange))
  }
  on('GET', '', (portal) => ok(shownPortal(portal)))
  on('POST', '/tokens', (portal, exchange) => {
    const body = bodyOf(exchange, tokenBody)
    const appId = body.appId ?? world.switchboard.apps.at(-1)?.appId ?? 1
    const userId = body.userId ?? portal.settings.users[0]?.id ?? 0
    const grant = { portalId: portal.id, appId, scopes: body.scopes ?? ALL_SCOPES, userId }
    portal.installedApps.add(appId)
    return created(shownToken(world.tokens.issueAccess(world.tokens.issueRefresh(grant), grant, body.expiresIn)))
  })
  on('POST', '/expire-tokens', (portal) => {
    world.tokens.expire(portal.id)
    return noContent
  })
  on('POST', '/kill-refresh-tokens', (portal) => {
    world.tokens.kill(portal.id, null, false)
    return noContent
  })
  on('POST', '/uninstall', (portal) => {
    for (const appId of [...portal.installedApps]) uninstall(world, portal.id, appId)
    return noContent
  })
  on('POST', '/limits', (portal, exchange) => {
    const body = bodyOf(exchange, limitsBody)
    portal.limits = {
      perTenSeconds: body.perTenSeconds ?? portal.limits.perTenSeconds,
      searchesPerSecond: body.searchesPerSecond ?? portal.limits.searchesPerSecond,
    }
    return ok(portal.limits)
  })
  on('GET', '/calls-log', (portal) => ok(world.callLog(portal.id).counts()))
  on('DELETE', '/calls-log', (portal) => {
    world.callLog(portal.id).clear()
    return noContent
  })
}

/** Adds a portal, or replaces one of the same id with an empty one. */
export function addPortal(world: World, body: z.output<typeof portalBody>): Portal {
  const { appInstalled, ...settings } = body
  const portal = world.addPortal(settings)
  const apps =
    appInstalled === true ? world.switchboard.apps.map((app) => app.appId) : appInstalled === false ? [] : appInstalled
  for (const appId of apps) portal.installedApps.add(appId)
  return portal
}

function shownPortal(portal: Portal): Record<string, unknown> {
  const records = Object.fromEntries([...portal.shelves.values()].map((shelf) => [shelf.type.name, shelf.records.size]))
  return {
    ...portal.settings,
    appsInstalled: [...portal.installedApps],
    limits: portal.limits,
    records,
    revision: portal.revision,
  }
}
