import { ApiError, notFound } from '../http/api-error.ts'
import { bodyOf } from '../http/body.ts'
import { created, noContent, ok, param, type Reply } from '../http/exchange.ts'
import type { Router } from '../http/router.ts'
import { assertObjectScope } from '../oauth/scopes.ts'
import { primaryType, shownType, unlabelledType } from '../world/association-types.ts'
import { type ObjectType, objectType } from '../world/object-types.ts'
import type { Portal } from '../world/portal.ts'
import type { World } from '../world/world.ts'
import { linkRecords } from '../world/write.ts'
import { type ApiCall, apiHandler } from './api-call.ts'
import { archiveBody, createBody, defaultBody, readBody, typesBody } from './association-schemas.ts'
import { assertBatch, type BatchError, batchReply } from './batch-answer.ts'

const BATCH = '/crm/associations/2026-09/:from/:to/batch'
const SINGLE = '/crm/objects/2026-09/:from/:id/associations'
const READ_MAX = 1_000
const WRITE_MAX = 2_000
const LIST_PAGE = 500

type Pair = { readonly from: ObjectType; readonly to: ObjectType }
type PairHandler = (call: ApiCall, pair: Pair) => Reply

export function addAssociationRoutes(router: Router, world: World): void {
  const on = (method: string, template: string, right: 'read' | 'write', handler: PairHandler): void => {
    const guarded = (call: ApiCall): Reply => {
      const pair = { from: objectType(param(call.exchange, 'from')), to: objectType(param(call.exchange, 'to')) }
      assertObjectScope(call.caller.token, pair.from, right)
      assertObjectScope(call.caller.token, pair.to, right)
      return handler(call, pair)
    }
    router.add(method, template, apiHandler(world, guarded))
  }
  on('POST', `${BATCH}/read`, 'read', batchRead)
  on('POST', `${BATCH}/create`, 'write', batchCreate)
  on('POST', `${BATCH}/associate/default`, 'write', batchDefault)
  on('POST', `${BATCH}/archive`, 'write', batchArchive)
  on('GET', `${SINGLE}/:to`, 'read', listOf)
  on('PUT', `${SINGLE}/default/:to/:toId`, 'write', ({ exchange, ...call }, pair) => {
    const ids = { from: { id: param(exchange, 'id') }, to: { id: param(exchange, 'toId') } }
    return batchReply(associateDefault({ exchange, ...call }, pair, ids), [])
  })
  on('PUT', `${SINGLE}/:to/:toId`, 'write', (call, pair) => {
    const wanted = bodyOf(call.exchange, typesBody).map((type) => type.associationTypeId)
    return created(associate(call, pair, param(call.exchange, 'id'), param(call.exchange, 'toId'), wanted))
  })
  on('DELETE', `${SINGLE}/:to/:toId`, 'write', (call, pair) => {
    unlink(call, pair, param(call.exchange, 'id'), param(call.exchange, 'toId'))
    return noContent
  })
}

/** The live records on the other side, each with all its association types. */
function linksOf(
  portal: Portal,
  { from, to }: Pair,
  id: string,
): Array<{ toObjectId: number; associationTypes: unknown[] }> {
  const links: Array<{ toObjectId: number; associationTypes: unknown[] }> = []
  const fromId = portal.live(from.id, id)?.id ?? id
  for (const [toId, types] of portal.associations.of(from.id, fromId, to.id)) {
    if (portal.live(to.id, toId) === null) continue
    const associationTypes = [
      ...[...types].map((typeId) => shownType(from.id, to.id, typeId)),
      ...portal.associations.labelsOf(from.id, fromId, to.id, toId),
    ]
    links.push({ toObjectId: Number(toId), associationTypes })
  }
  return links
}

function batchRead({ world, exchange, caller: { portal } }: ApiCall, pair: Pair): Reply {
  const { inputs } = bodyOf(exchange, readBody)
  assertBatch(
    inputs.map((input) => input.id),
    false,
    READ_MAX,
  )
  const pageSize = world.associationPage
  const results: unknown[] = []
  const none: string[] = []
  for (const { id, after } of inputs) {
    const links = portal.live(pair.from.id, id) === null ? [] : linksOf(portal, pair, id)
    if (links.length === 0) {
      none.push(id)
      continue
    }
    const start = Number(after ?? 0)
    const next = start + pageSize
    results.push({
      from: { id },
      to: links.slice(start, next),
      ...(next < links.length ? { paging: { next: { after: String(next), link: `?after=${next}` } } } : {}),
    })
  }
  return batchReply(
    results,
    none.map((id) => noAssociations(pair, id)),
  )
}

function noAssociations({ from, to }: Pair, id: string): BatchError {
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message: `No ${to.singular} is associated with ${from.singular} ${id}.`,
    context: { fromObjectId: [id], fromObjectType: [from.id], toObjectType: [to.id] },
    subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
  }
}

function listOf({ exchange, caller: { portal } }: ApiCall, pair: Pair): Reply {
  const id = param(exchange, 'id')
  if (portal.live(pair.from.id, id) === null) throw notFound()
  const start = Number(exchange.query.get('after') ?? 0)
  const next = start + Math.min(Number(exchange.query.get('limit') ?? LIST_PAGE), LIST_PAGE)
  const links = linksOf(portal, pair, id)
  return ok({
    results: links.slice(start, next),
    ...(next < links.length ? { paging: { next: { after: String(next), link: `?after=${next}` } } } : {}),
  })
}

function associate(
  call: ApiCall,
  { from, to }: Pair,
  fromId: string,
  toId: string,
  wanted: readonly number[],
): unknown {
  const { portal } = call.caller
  if (portal.live(from.id, fromId) === null || portal.live(to.id, toId) === null) throw notFound()
  const primary = primaryType(from.id, to.id)
  const wrong = wanted.find((typeId) => typeId !== primary && typeId !== unlabelledType(from.id, to.id))
  if (wrong !== undefined) {
    throw new ApiError(400, 'VALIDATION_ERROR', `Association type ${wrong} does not exist from ${from.id} to ${to.id}`)
  }
  const changes = portal.associations.link(from.id, fromId, to.id, toId, wanted.includes(primary ?? -1) || undefined)
  linkRecords(call.writing, changes)
  const labels = wanted.includes(primary ?? -1) ? ['Primary'] : []
  return {
    fromObjectTypeId: from.id,
    fromObjectId: Number(fromId),
    toObjectTypeId: to.id,
    toObjectId: Number(toId),
    labels,
  }
}

type Ends = { readonly from: { readonly id: string }; readonly to: { readonly id: string } }

/** One entry per direction, as HubSpot answers. */
function associateDefault(call: ApiCall, pair: Pair, ends: Ends): unknown[] {
  const { from, to } = pair
  const forth = unlabelledType(from.id, to.id)
  const back = unlabelledType(to.id, from.id)
  if (forth === null || back === null) {
    throw new ApiError(400, 'VALIDATION_ERROR', `There is no default association from ${from.id} to ${to.id}`)
  }
  associate(call, pair, ends.from.id, ends.to.id, [forth])
  const spec = (associationTypeId: number): object => ({ associationCategory: 'HUBSPOT_DEFINED', associationTypeId })
  return [
    { from: ends.from, to: ends.to, associationSpec: spec(forth) },
    { from: ends.to, to: ends.from, associationSpec: spec(back) },
  ]
}

function batchCreate(call: ApiCall, pair: Pair): Reply {
  const { inputs } = bodyOf(call.exchange, createBody)
  assertBatch(
    inputs.map((_, index) => String(index)),
    false,
    WRITE_MAX,
  )
  const results = inputs.map((input) =>
    associate(
      call,
      pair,
      input.from.id,
      input.to.id,
      input.types.map((type) => type.associationTypeId),
    ),
  )
  return batchReply(results, [], 201)
}

function batchDefault(call: ApiCall, pair: Pair): Reply {
  const { inputs } = bodyOf(call.exchange, defaultBody)
  assertBatch(
    inputs.map((_, index) => String(index)),
    false,
    WRITE_MAX,
  )
  return batchReply(
    inputs.flatMap((ends) => associateDefault(call, pair, ends)),
    [],
  )
}

function batchArchive(call: ApiCall, pair: Pair): Reply {
  for (const { from, to } of bodyOf(call.exchange, archiveBody).inputs) {
    for (const { id } of to) unlink(call, pair, from.id, id)
  }
  return noContent
}

function unlink({ caller: { portal }, writing }: ApiCall, { from, to }: Pair, fromId: string, toId: string): void {
  linkRecords(writing, portal.associations.unlink(from.id, fromId, to.id, toId))
}
