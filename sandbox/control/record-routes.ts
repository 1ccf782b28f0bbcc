import { z } from 'zod'
import { notFound } from '../http/api-error.ts'
import { bodyOf } from '../http/body.ts'
import { created, type Exchange, noContent, ok, param } from '../http/exchange.ts'
import type { Router } from '../http/router.ts'
import { archiveRecord, mergeRecords, privacyDelete, restoreRecord } from '../world/lifecycle.ts'
import { OBJECT_TYPES, type ObjectType, objectType } from '../world/object-types.ts'
import type { Portal } from '../world/portal.ts'
import { shownRecord } from '../world/views.ts'
import type { World } from '../world/world.ts'
import { createRecord, linkRecords, preparedValues, updateRecord, type Writing } from '../world/write.ts'
import { instant } from './instant.ts'
import { portalOf } from './portal-of.ts'
import { sourceBody, sourceFrom } from './source-body.ts'

const id = z.union([z.string(), z.number()]).transform(String)
const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
const ownLabel = z.object({ typeId: z.number(), label: z.string() })
const linkBody = z.object({ type: z.string(), id, primary: z.boolean().optional(), label: ownLabel.optional() })
const actBody = z.object({ as: sourceBody, at: instant.optional() })
const recordBody = actBody.extend({
  id: id.optional(),
  properties: values.default({}),
  associations: z.array(linkBody).default([]),
})
const mergeBody = actBody.extend({ primaryId: id, otherId: id, newId: z.boolean().default(false) })
const pairBody = actBody.extend({ from: linkBody, to: linkBody, remove: z.boolean().default(false) })

const BASE = '/sandbox/portals/:portalId'

/** What users and other systems do to records: the same writes as the API's, under any source and at any time. */
export function addRecordRoutes(router: Router, world: World): void {
  for (const type of OBJECT_TYPES) {
    const path = `${BASE}/${type.name}`
    router.add('POST', path, (exchange) => {
      const portal = portalOf(world, exchange)
      const body = bodyOf(exchange, recordBody)
      const writing = actingAs(world, portal, body)
      const record = createRecord(
        writing,
        type.id,
        preparedValues(portal.shelf(type.id), withDueDate(type, writing, body.properties)),
        body.id,
      )
      link(writing, type, record.id, body.associations)
      return created(shown(portal, type, record.id))
    })
    router.add('GET', `${path}/:id`, (exchange) => ok(shown(portalOf(world, exchange), type, param(exchange, 'id'))))
    router.add('PATCH', `${path}/:id`, (exchange) => {
      const portal = portalOf(world, exchange)
      const body = bodyOf(exchange, recordBody)
      const writing = actingAs(world, portal, body)
      const record = updateRecord(
        writing,
        type.id,
        param(exchange, 'id'),
        preparedValues(portal.shelf(type.id), body.properties),
      )
      link(writing, type, record.id, body.associations)
      return ok(shown(portal, type, record.id))
    })
    const act = (ending: string, method: string, todo: (writing: Writing, recordId: string) => void): void => {
      router.add(method, `${BASE}/${type.name}/:id${ending}`, (exchange) => {
        todo(actingAs(world, portalOf(world, exchange), bodyOf(exchange, actBody)), param(exchange, 'id'))
        return noContent
      })
    }
    act('', 'DELETE', (writing, recordId) => archiveRecord(writing, type.id, recordId))
    act('/restore', 'POST', (writing, recordId) => restoreRecord(writing, type.id, recordId))
    act('/privacy-delete', 'POST', (writing, recordId) => privacyDelete(writing, type.id, recordId))
    router.add('POST', `${path}/merge`, (exchange) => {
      const portal = portalOf(world, exchange)
      const body = bodyOf(exchange, mergeBody)
      const result = mergeRecords(actingAs(world, portal, body), type.id, body.primaryId, body.otherId, body.newId)
      return ok(shown(portal, type, result.id))
    })
  }
  router.add('POST', `${BASE}/associations`, (exchange) => associate(world, exchange))
}

function actingAs(world: World, portal: Portal, body: z.output<typeof actBody>): Writing {
  return world.writing(portal, sourceFrom(body.as), body.at)
}

/** HubSpot wants a time on every engagement; a control call may leave it out. */
function withDueDate(type: ObjectType, writing: Writing, properties: z.output<typeof values>): z.output<typeof values> {
  const timed = type.id === '0-27' || type.id === '0-46' || type.id === '0-48'
  return timed ? { hs_timestamp: new Date(writing.at).toISOString(), ...properties } : properties
}

function link(writing: Writing, type: ObjectType, fromId: string, links: readonly z.output<typeof linkBody>[]): void {
  for (const target of links) {
    const to = objectType(target.type)
    if (writing.portal.live(to.id, target.id) === null) throw notFound(`no ${to.singular} ${target.id}`)
    const { associations } = writing.portal
    if (target.label) associations.label(type.id, fromId, to.id, target.id, target.label)
    linkRecords(writing, associations.link(type.id, fromId, to.id, target.id, target.primary))
  }
}

function associate(world: World, exchange: Exchange): typeof noContent {
  const body = bodyOf(exchange, pairBody)
  const writing = actingAs(world, portalOf(world, exchange), body)
  const from = objectType(body.from.type)
  const to = objectType(body.to.type)
  if (body.remove) linkRecords(writing, writing.portal.associations.unlink(from.id, body.from.id, to.id, body.to.id))
  else link(writing, from, body.from.id, [body.to])
  return noContent
}

/** A record whole: every property with its history, and its associations. */
function shown(portal: Portal, type: ObjectType, recordId: string): Record<string, unknown> {
  const record = portal.any(type.id, recordId)
  if (record === null) throw notFound()
  const names = [...record.versions.keys()]
  const associations = OBJECT_TYPES.flatMap(({ id: to, name }) => {
    const ids = [...portal.associations.of(type.id, record.id, to).keys()]
    return ids.length === 0 ? [] : [[name, ids]]
  })
  return { ...shownRecord(portal.shelf(type.id), record, names, names), associations: Object.fromEntries(associations) }
}
