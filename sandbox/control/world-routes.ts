import { z } from 'zod'
import { bodyOf } from '../http/body.ts'
import { created, noContent, ok, type Reply } from '../http/exchange.ts'
import type { Router } from '../http/router.ts'
import type { World } from '../world/world.ts'
import { instant } from './instant.ts'

const clockBody = z.object({ now: instant.optional(), advanceMs: z.number().optional() })
const settingsBody = z.object({
  tokenSeconds: z.number().optional(),
  associationPage: z.number().int().min(1).optional(),
  searchBehindMs: z.number().min(0).optional(),
})
const faultBody = z.object({
  portalId: z.number().nullable().default(null),
  method: z.string().nullable().default(null),
  path: z.string().default('*'),
  kind: z.enum(['status', 'hang', 'reset', 'slow', 'partial', 'dead-refresh-token']).default('status'),
  when: z.enum(['before', 'after']).default('before'),
  status: z.number().int().default(500),
  retryAfter: z.number().nullable().default(null),
  delayMs: z.number().default(0),
  ids: z.array(z.union([z.string(), z.number()]).transform(String)).default([]),
  category: z.string().nullable().default(null),
  message: z.string().nullable().default(null),
  skip: z.number().int().default(0),
  count: z.number().int().default(1),
})

/** The clock, trouble on demand, and starting over. */
export function addWorldRoutes(router: Router, world: World): void {
  const clock = (): Reply => ok({ now: new Date(world.clock.now()).toISOString(), offsetMs: world.clock.offsetMs })
  router.add('GET', '/sandbox/clock', clock)
  router.add('POST', '/sandbox/clock', (exchange) => {
    const body = bodyOf(exchange, clockBody)
    if (body.now !== undefined) world.clock.set(body.now)
    if (body.advanceMs !== undefined) world.clock.advance(body.advanceMs)
    return clock()
  })
  router.add('POST', '/sandbox/settings', (exchange) => {
    const body = bodyOf(exchange, settingsBody)
    if (body.tokenSeconds !== undefined) world.tokens.expiresInSeconds = body.tokenSeconds
    if (body.associationPage !== undefined) world.associationPage = body.associationPage
    if (body.searchBehindMs !== undefined) world.searchBehindMs = body.searchBehindMs
    const { associationPage, searchBehindMs } = world
    return ok({ tokenSeconds: world.tokens.expiresInSeconds, associationPage, searchBehindMs })
  })
  router.add('GET', '/sandbox/faults', () => ok({ results: world.faults.list() }))
  router.add('DELETE', '/sandbox/faults', () => {
    world.faults.clear()
    return noContent
  })
  let faults = 0
  router.add('POST', '/sandbox/faults', (exchange) => {
    const { kind, ...body } = bodyOf(exchange, faultBody)
    if (kind === 'dead-refresh-token') {
      for (const portalId of body.portalId === null ? world.portals.keys() : [body.portalId])
        world.tokens.kill(portalId, null, false)
      return created({ id: null })
    }
    faults += 1
    world.faults.arm({ ...body, kind, id: String(faults) })
    return created({ id: String(faults) })
  })
  router.add('POST', '/sandbox/reset', () => {
    world.reset()
    return noContent
  })
}
