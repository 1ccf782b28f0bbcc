import { z } from 'zod'
import { bodyOf } from '../http/body.ts'
import { created } from '../http/exchange.ts'
import type { Router } from '../http/router.ts'
import { LazyRecord } from '../world/lazy-record.ts'
import type { Version } from '../world/record.ts'
import type { World } from '../world/world.ts'
import { createRecord, preparedValues, type Writing } from '../world/write.ts'
import { instant } from './instant.ts'
import { portalOf } from './portal-of.ts'
import { sourceBody, sourceFrom } from './source-body.ts'

const bulkBody = z.object({
  count: z.number().int().min(1).max(2_000_000),
  /** `{n}` is the contact's number, `{n8}` the same with eight digits. */
  template: z
    .record(z.string(), z.string())
    .default({ email: 'c{n}@example.nl', firstname: 'C{n}', mobilephone: '+316{n8}' }),
  from: z.number().int().default(1),
  at: instant.optional(),
  as: sourceBody,
  /** Send webhooks as for any creation; a load test seldom wants a million of them. */
  webhooks: z.boolean().default(false),
})

export function addBulkRoutes(router: Router, world: World): void {
  router.add('POST', '/sandbox/portals/:portalId/bulk-contacts', (exchange) => {
    const portal = portalOf(world, exchange)
    const body = bodyOf(exchange, bulkBody)
    const writing = world.writing(portal, sourceFrom(body.as), body.at)
    const shelf = portal.shelf('0-1')
    const firstId = String(shelf.nextId)
    preparedValues(shelf, filled(body.template, body.from))
    for (let n = body.from; n < body.from + body.count; n += 1) {
      if (body.webhooks) createRecord(writing, '0-1', new Map(Object.entries(filled(body.template, n))))
      else addQuietly(writing, body.template, n)
    }
    portal.revision += 1
    return created({ count: body.count, firstId, lastId: String(shelf.nextId - 1) })
  })
}

const numbered = (text: string, n: number): string =>
  text.replaceAll('{n8}', String(n).padStart(8, '0')).replaceAll('{n}', String(n))

const filled = (template: Readonly<Record<string, string>>, n: number): Record<string, string> =>
  Object.fromEntries(Object.entries(template).map(([name, text]) => [name, numbered(text, n)]))

/** As a creation, without checks and events. */
function addQuietly({ portal, at, source }: Writing, template: Readonly<Record<string, string>>, n: number): void {
  const shelf = portal.shelf('0-1')
  const id = String(shelf.nextId)
  shelf.nextId += 1
  const make = (): Map<string, Version[]> =>
    new Map(Object.entries(filled(template, n)).map(([name, value]) => [name, [{ value, at, source }]]))
  shelf.records.set(id, new LazyRecord('0-1', id, at, make))
  if (template.email === undefined) return
  const index = shelf.unique.get('email') ?? new Map<string, string>()
  shelf.unique.set('email', index)
  index.set(numbered(template.email, n).toLowerCase(), id)
}
