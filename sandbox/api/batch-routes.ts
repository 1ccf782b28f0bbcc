import { ApiError } from '../http/api-error.ts'
import { bodyOf } from '../http/body.ts'
import { noContent, param, type Reply } from '../http/exchange.ts'
import type { Router } from '../http/router.ts'
import { assertObjectScope } from '../oauth/scopes.ts'
import { archiveRecord } from '../world/lifecycle.ts'
import { type ObjectType, objectType } from '../world/object-types.ts'
import type { Portal } from '../world/portal.ts'
import type { CrmRecord } from '../world/record.ts'
import { shownRecord } from '../world/views.ts'
import type { World } from '../world/world.ts'
import { createRecord, preparedValues, recordByUnique, updateRecord } from '../world/write.ts'
import { type ApiCall, type ApiHandler, apiHandler } from './api-call.ts'
import { assertBatch, type BatchError, batchReply, errorFor, missingRecords } from './batch-answer.ts'
import { batchArchiveBody, batchCreateBody, batchReadBody, batchUpdateBody } from './object-schemas.ts'
import { makeLinks, requestedLinks } from './requested-links.ts'

export function addBatchRoutes(router: Router, world: World): void {
  const on = (verb: string, handler: ApiHandler): void => {
    router.add('POST', `/crm/objects/2026-09/:type/batch/${verb}`, apiHandler(world, handler))
  }
  on('read', batchRead)
  on('create', batchCreate)
  on('update', batchUpdate)
  on('upsert', batchUpsert)
  on('archive', batchArchive)
}

function find(portal: Portal, type: ObjectType, id: string, idProperty: string | null | undefined): CrmRecord | null {
  if (!idProperty || idProperty === 'hs_object_id') return portal.live(type.id, id)
  const shelf = portal.shelf(type.id)
  if (shelf.properties.get(idProperty)?.hasUniqueValue === true) return recordByUnique(shelf, idProperty, id)
  throw new ApiError(400, 'VALIDATION_ERROR', `Property "${idProperty}" is not a unique identifier property`)
}

function batchRead({ exchange, caller: { portal, token } }: ApiCall): Reply {
  const type = objectType(param(exchange, 'type'))
  assertObjectScope(token, type, 'read')
  const body = bodyOf(exchange, batchReadBody)
  const history = body.propertiesWithHistory ?? []
  assertBatch(
    body.inputs.map((input) => input.id),
    history.length > 0,
  )
  const archived = exchange.query.get('archived') === 'true'
  const shelf = portal.shelf(type.id)
  const records = new Map<string, CrmRecord>()
  const missing: string[] = []
  for (const { id } of body.inputs) {
    const record = archived ? (shelf.records.get(id) ?? null) : find(portal, type, id, body.idProperty)
    if (record === null || (record.archivedAt !== null) !== archived) missing.push(id)
    else records.set(record.id, record)
  }
  // HubSpot promises no order; by id is never the order of the inputs by accident only.
  const results = [...records.values()].sort((a, b) => Number(a.id) - Number(b.id))
  return batchReply(
    results.map((record) => shownRecord(shelf, record, body.properties ?? [], history)),
    missing.length === 0 ? [] : [missingRecords(type, missing)],
  )
}

/** Unknown properties and bad values refuse the whole batch; errors of single records are answered per record. */
function batchCreate({ exchange, caller: { portal, token }, writing }: ApiCall): Reply {
  const type = objectType(param(exchange, 'type'))
  assertObjectScope(token, type, 'write')
  const { inputs } = bodyOf(exchange, batchCreateBody)
  assertBatch(inputs.map((_, index) => String(index)))
  const shelf = portal.shelf(type.id)
  const prepared = inputs.map((input) => ({
    input,
    values: preparedValues(shelf, input.properties),
    links: requestedLinks(writing, type.id, input.associations ?? []),
  }))
  const results: unknown[] = []
  const errors: BatchError[] = []
  for (const { input, values, links } of prepared) {
    const trace = input.objectWriteTraceId
    try {
      const record = createRecord(writing, type.id, values)
      makeLinks(writing, type.id, record.id, links)
      results.push({
        ...shownRecord(shelf, record, [...values.keys()]),
        ...(trace ? { objectWriteTraceId: trace } : {}),
      })
    } catch (error) {
      // Without a trace id HubSpot cannot say which input failed, so it refuses.
      if (!portal.multiStatus || !trace) throw error
      errors.push({ ...errorFor(trace, error), context: { objectWriteTraceId: [trace] } })
    }
  }
  return batchReply(results, errors, 201)
}

function batchUpdate({ exchange, caller: { portal, token }, writing }: ApiCall): Reply {
  const type = objectType(param(exchange, 'type'))
  assertObjectScope(token, type, 'write')
  const { inputs } = bodyOf(exchange, batchUpdateBody)
  assertBatch(inputs.map((input) => input.id))
  const shelf = portal.shelf(type.id)
  const prepared = inputs.map((input) => ({ input, values: preparedValues(shelf, input.properties) }))
  const missing: string[] = []
  const errors: BatchError[] = []
  const results: unknown[] = []
  for (const { input, values } of prepared) {
    const record = find(portal, type, input.id, input.idProperty)
    if (record === null) {
      missing.push(input.id)
      continue
    }
    try {
      updateRecord(writing, type.id, record.id, values)
      results.push(shownRecord(shelf, record, [...values.keys()]))
    } catch (error) {
      if (!portal.multiStatus) throw error
      errors.push(errorFor(input.id, error))
    }
  }
  if (missing.length > 0) errors.push(missingRecords(type, missing))
  return batchReply(results, errors)
}

function batchUpsert({ exchange, caller: { portal, token }, writing }: ApiCall): Reply {
  const type = objectType(param(exchange, 'type'))
  assertObjectScope(token, type, 'write')
  const { inputs } = bodyOf(exchange, batchUpdateBody)
  assertBatch(inputs.map((input) => input.id))
  const shelf = portal.shelf(type.id)
  const errors: BatchError[] = []
  const results: unknown[] = []
  const prepared = inputs.map((input) => {
    if (!input.idProperty) throw new ApiError(400, 'VALIDATION_ERROR', 'idProperty is required for an upsert')
    return { input, values: preparedValues(shelf, { [input.idProperty]: input.id, ...input.properties }) }
  })
  for (const { input, values } of prepared) {
    const existing = find(portal, type, input.id, input.idProperty)
    try {
      const record =
        existing === null ? createRecord(writing, type.id, values) : updateRecord(writing, type.id, existing.id, values)
      results.push({ ...shownRecord(shelf, record, [...values.keys()]), new: existing === null })
    } catch (error) {
      if (!portal.multiStatus) throw error
      errors.push(errorFor(input.id, error))
    }
  }
  return batchReply(results, errors)
}

function batchArchive({ exchange, caller: { token }, writing }: ApiCall): Reply {
  const type = objectType(param(exchange, 'type'))
  assertObjectScope(token, type, 'write')
  const { inputs } = bodyOf(exchange, batchArchiveBody)
  assertBatch(inputs.map((input) => input.id))
  for (const { id } of inputs) archiveRecord(writing, type.id, id)
  return noContent
}
