import { z } from 'zod'
import { notFound } from '../http/api-error.ts'
import { bodyOf } from '../http/body.ts'
import { created, noContent, ok } from '../http/exchange.ts'
import type { Router } from '../http/router.ts'
import { objectType } from '../world/object-types.ts'
import type { World } from '../world/world.ts'
import { portalOf } from './portal-of.ts'

const ruleBody = z.object({
  objectType: z.string(),
  ids: z.array(z.union([z.string(), z.number()]).transform(String)).optional(),
  property: z.string().optional(),
  values: z.array(z.string()).optional(),
  names: z.string().optional(),
  multiStatus: z.boolean().optional(),
  error: z.string().default('MISSING_REQUIRED_PROPERTY'),
  message: z.string().default('The account requires another value here.'),
})
const propertyBody = z.object({
  objectType: z.string(),
  name: z.string(),
  archived: z.boolean().optional(),
  /** The values that stay. */
  options: z.array(z.string()).optional(),
})
const rewriteBody = z.object({
  objectType: z.string(),
  property: z.string(),
  how: z.enum(['wrap', 'escape', 'entities', 'attributes', 'trim', 'cut']),
  length: z.number().int().min(0).default(100),
})
const workflowBody = z.object({
  objectType: z.string(),
  when: z.record(z.string(), z.string()),
  set: z.record(z.string(), z.string()),
})
const limitBody = z.object({ objectType: z.string(), limit: z.number().int().min(0) })

/**
 * What the customer's own admin does: rules that refuse writes, workflows that undo them, properties archived and
 * options taken away, how many custom properties there may be; and what HubSpot makes of texts.
 */
export function addAdminRoutes(router: Router, world: World): void {
  router.add('POST', '/sandbox/portals/:portalId/rules', (exchange) => {
    const portal = portalOf(world, exchange)
    const body = bodyOf(exchange, ruleBody)
    const rule = {
      id: String(portal.rules.length + 1),
      typeId: objectType(body.objectType).id,
      recordIds: body.ids === undefined ? null : new Set(body.ids),
      property: body.property ?? null,
      values: body.values === undefined ? null : new Set(body.values),
      error: body.error,
      message: body.message,
      names: body.names ?? null,
    }
    portal.rules = [...portal.rules, rule]
    if (body.multiStatus !== undefined) portal.multiStatus = body.multiStatus
    return created({ id: rule.id, multiStatus: portal.multiStatus })
  })
  router.add('DELETE', '/sandbox/portals/:portalId/rules', (exchange) => {
    const portal = portalOf(world, exchange)
    portal.rules = []
    portal.multiStatus = true
    return noContent
  })
  router.add('PATCH', '/sandbox/portals/:portalId/properties', (exchange) => {
    const { objectType: type, name, archived, options } = bodyOf(exchange, propertyBody)
    const { properties } = portalOf(world, exchange).shelf(objectType(type).id)
    const before = properties.get(name)
    if (before === undefined) throw notFound(`No property named '${name}'`)
    const archivedAt = archived === undefined ? before.archivedAt : archived ? world.clock.now() : null
    const left = before.options.filter(({ value }) => options?.includes(value) ?? true)
    properties.set(name, { ...before, archivedAt, options: left })
    return noContent
  })
  router.add('POST', '/sandbox/portals/:portalId/rewrites', (exchange) => {
    const portal = portalOf(world, exchange)
    const { objectType: type, ...rewrite } = bodyOf(exchange, rewriteBody)
    portal.rewrites = [...portal.rewrites, { ...rewrite, typeId: objectType(type).id }]
    return created({})
  })
  router.add('POST', '/sandbox/portals/:portalId/workflows', (exchange) => {
    const portal = portalOf(world, exchange)
    const { objectType: type, ...workflow } = bodyOf(exchange, workflowBody)
    portal.workflows = [...portal.workflows, { ...workflow, typeId: objectType(type).id }]
    return created({})
  })
  router.add('DELETE', '/sandbox/portals/:portalId/meddling', (exchange) => {
    const portal = portalOf(world, exchange)
    portal.rewrites = []
    portal.workflows = []
    return noContent
  })
  router.add('POST', '/sandbox/portals/:portalId/custom-property-limit', (exchange) => {
    const body = bodyOf(exchange, limitBody)
    portalOf(world, exchange).shelf(objectType(body.objectType).id).customLimit = body.limit
    return ok(body)
  })
}
