import { notFound } from '../http/api-error.ts'
import { bodyOf } from '../http/body.ts'
import { created, type Exchange, noContent, ok, param, type Reply } from '../http/exchange.ts'
import type { Router } from '../http/router.ts'
import { assertObjectScope } from '../oauth/scopes.ts'
import { archiveRecord, mergeRecords, privacyDelete } from '../world/lifecycle.ts'
import { type ObjectType, objectType } from '../world/object-types.ts'
import type { Portal } from '../world/portal.ts'
import type { CrmRecord } from '../world/record.ts'
import { shownRecord } from '../world/views.ts'
import type { World } from '../world/world.ts'
import { createRecord, preparedValues, recordByUnique, updateRecord } from '../world/write.ts'
import { type ApiCall, type ApiHandler, apiHandler } from './api-call.ts'
import { createBody, gdprBody, mergeBody, updateBody } from './object-schemas.ts'
import { makeLinks, requestedLinks } from './requested-links.ts'

const BASE = '/crm/objects/2026-09/:type'

export function addObjectRoutes(router: Router, world: World): void {
  const on = (method: string, template: string, handler: ApiHandler): void => {
    router.add(method, BASE + template, apiHandler(world, handler))
  }
  on('GET', '', listPage)
  on('POST', '', create)
  on('POST', '/merge', merge)
  on('POST', '/gdpr-delete', gdprDelete)
  on('GET', '/:id', read)
  on('PATCH', '/:id', update)
  on('DELETE', '/:id', archive)
}

const listed = (text: string | null): string[] =>
  (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')

/** `properties=a,b` and `properties=a&properties=b` both occur. */
const namesIn = (exchange: Exchange, key: string): string[] => exchange.query.getAll(key).flatMap(listed)

function found(portal: Portal, type: ObjectType, id: string, idProperty: string | null, archived: boolean): CrmRecord {
  const shelf = portal.shelf(type.id)
  if (idProperty !== null && idProperty !== '' && idProperty !== 'hs_object_id') {
    const record = recordByUnique(shelf, idProperty, id)
    if (record === null) throw notFound()
    return record
  }
  const record = archived ? (shelf.records.get(id) ?? null) : portal.live(type.id, id)
  if (record === null || (record.archivedAt !== null) !== archived) throw notFound()
  return record
}

function read({ exchange, caller: { portal, token } }: ApiCall): Reply {
  const type = objectType(param(exchange, 'type'))
  assertObjectScope(token, type, 'read')
  const archived = exchange.query.get('archived') === 'true'
  const record = found(portal, type, param(exchange, 'id'), exchange.query.get('idProperty'), archived)
  return ok(
    shownRecord(
      portal.shelf(type.id),
      record,
      namesIn(exchange, 'properties'),
      namesIn(exchange, 'propertiesWithHistory'),
    ),
  )
}

function listPage({ exchange, caller: { portal, token } }: ApiCall): Reply {
  const type = objectType(param(exchange, 'type'))
  assertObjectScope(token, type, 'read')
  const archived = exchange.query.get('archived') === 'true'
  const limit = Math.min(Number(exchange.query.get('limit') ?? 10), 100)
  const after = Number(exchange.query.get('after') ?? 0)
  const shelf = portal.shelf(type.id)
  const page: CrmRecord[] = []
  // Ids are handed out in order, so the map is in order too unless a test chose its own.
  for (const record of shelf.records.values()) {
    if ((record.archivedAt !== null) !== archived || Number(record.id) <= after) continue
    page.push(record)
    if (page.length > limit) break
  }
  const more = page.length > limit
  const results = page.slice(0, limit)
  const names = namesIn(exchange, 'properties')
  const history = namesIn(exchange, 'propertiesWithHistory')
  const last = results.at(-1)?.id ?? ''
  return ok({
    results: results.map((record) => shownRecord(shelf, record, names, history)),
    ...(more ? { paging: { next: { after: last, link: `?after=${last}` } } } : {}),
  })
}

function create({ exchange, caller: { portal, token }, writing }: ApiCall): Reply {
  const type = objectType(param(exchange, 'type'))
  assertObjectScope(token, type, 'write')
  const body = bodyOf(exchange, createBody)
  const shelf = portal.shelf(type.id)
  const values = preparedValues(shelf, body.properties)
  const links = requestedLinks(writing, type.id, body.associations ?? [])
  const record = createRecord(writing, type.id, values)
  makeLinks(writing, type.id, record.id, links)
  return created(shownRecord(shelf, record, [...values.keys()]))
}

function update({ exchange, caller: { portal, token }, writing }: ApiCall): Reply {
  const type = objectType(param(exchange, 'type'))
  assertObjectScope(token, type, 'write')
  const { properties } = bodyOf(exchange, updateBody)
  const shelf = portal.shelf(type.id)
  const values = preparedValues(shelf, properties)
  const { id } = found(portal, type, param(exchange, 'id'), exchange.query.get('idProperty'), false)
  return ok(shownRecord(shelf, updateRecord(writing, type.id, id, values), [...values.keys()]))
}

/** Deleting what is gone already is a 204 too. */
function archive({ exchange, caller: { token }, writing }: ApiCall): Reply {
  const type = objectType(param(exchange, 'type'))
  assertObjectScope(token, type, 'write')
  archiveRecord(writing, type.id, param(exchange, 'id'))
  return noContent
}

function merge({ exchange, caller: { portal, token }, writing }: ApiCall): Reply {
  const type = objectType(param(exchange, 'type'))
  assertObjectScope(token, type, 'write')
  const body = bodyOf(exchange, mergeBody)
  const result = mergeRecords(
    writing,
    type.id,
    body.primaryObjectId,
    body.objectIdToMerge,
    body.createNewRecord ?? false,
  )
  return ok(shownRecord(portal.shelf(type.id), result, []))
}

function gdprDelete({ exchange, caller: { portal, token }, writing }: ApiCall): Reply {
  const type = objectType(param(exchange, 'type'))
  assertObjectScope(token, type, 'write')
  const body = bodyOf(exchange, gdprBody)
  const record = found(portal, type, body.objectId, body.idProperty ?? null, false)
  privacyDelete(writing, type.id, record.id)
  return noContent
}
