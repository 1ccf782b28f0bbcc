import { ApiError, notFound } from '../http/api-error.ts'
import { bodyOf } from '../http/body.ts'
import { created, noContent, ok, param, type Reply } from '../http/exchange.ts'
import type { Router } from '../http/router.ts'
import { assertSchemaScope } from '../oauth/scopes.ts'
import { objectType } from '../world/object-types.ts'
import type { Shelf } from '../world/portal.ts'
import { type PropertyDefinition, shownDefinition } from '../world/property-definition.ts'
import type { World } from '../world/world.ts'
import { type ApiCall, type ApiHandler, apiHandler } from './api-call.ts'
import { assertBatch, type BatchError, batchReply, errorFor } from './batch-answer.ts'
import { assertDefinition, customPropertiesOf, optionsFrom } from './property-rules.ts'
import {
  groupBody,
  namesBody,
  type PropertyBody,
  propertiesBody,
  propertyBody,
  propertyPatch,
} from './property-schemas.ts'

const BASE = '/crm/properties/2026-09/:type'

export function addPropertyRoutes(router: Router, world: World): void {
  const on = (
    method: string,
    template: string,
    right: 'read' | 'write',
    handler: (call: ApiCall, shelf: Shelf) => Reply,
  ): void => {
    const guarded: ApiHandler = (call) => {
      const type = objectType(param(call.exchange, 'type'))
      assertSchemaScope(call.caller.token, type, right)
      return handler(call, call.caller.portal.shelf(type.id))
    }
    router.add(method, BASE + template, apiHandler(world, guarded))
  }
  on('GET', '/groups', 'read', (_, shelf) => ok({ results: [...shelf.groups.values()] }))
  on('POST', '/groups', 'write', createGroup)
  on('GET', '/groups/:name', 'read', (call, shelf) => ok(group(shelf, param(call.exchange, 'name'))))
  on('PATCH', '/groups/:name', 'write', updateGroup)
  on('DELETE', '/groups/:name', 'write', (call, shelf) => {
    shelf.groups.delete(param(call.exchange, 'name'))
    return noContent
  })
  on('POST', '/batch/read', 'read', batchRead)
  on('POST', '/batch/create', 'write', batchCreate)
  on('POST', '/batch/archive', 'write', (call, shelf) => {
    for (const { name } of bodyOf(call.exchange, namesBody).inputs) archiveProperty(call, shelf, name)
    return noContent
  })
  on('GET', '', 'read', (call, shelf) => {
    const archived = call.exchange.query.get('archived') === 'true'
    const wanted = [...shelf.properties.values()].filter((definition) => (definition.archivedAt !== null) === archived)
    return ok({ results: wanted.map(shownDefinition) })
  })
  on('POST', '', 'write', (call, shelf) =>
    created(shownDefinition(createProperty(call, shelf, bodyOf(call.exchange, propertyBody)))),
  )
  on('GET', '/:name', 'read', (call, shelf) => {
    const archived = call.exchange.query.get('archived') === 'true'
    return ok(shownDefinition(property(shelf, param(call.exchange, 'name'), archived)))
  })
  on('PATCH', '/:name', 'write', updateProperty)
  on('DELETE', '/:name', 'write', (call, shelf) => {
    archiveProperty(call, shelf, param(call.exchange, 'name'))
    return noContent
  })
}

function property(shelf: Shelf, name: string, archived: boolean): PropertyDefinition {
  const definition = shelf.properties.get(name)
  if (definition !== undefined && (definition.archivedAt !== null) === archived) return definition
  throw new ApiError(404, 'OBJECT_NOT_FOUND', `No property named '${name}' exists for object type ${shelf.type.code}`)
}

function group(shelf: Shelf, name: string): unknown {
  const found = shelf.groups.get(name)
  if (found === undefined) throw notFound(`No property group named '${name}'`)
  return found
}

function createGroup({ exchange }: ApiCall, shelf: Shelf): Reply {
  const body = bodyOf(exchange, groupBody)
  if (shelf.groups.has(body.name)) {
    throw new ApiError(409, 'OBJECT_ALREADY_EXISTS', `A property group named '${body.name}' already exists.`)
  }
  const made = { name: body.name, label: body.label, displayOrder: body.displayOrder ?? -1, archived: false }
  shelf.groups.set(body.name, made)
  return created(made)
}

function updateGroup({ exchange }: ApiCall, shelf: Shelf): Reply {
  const before = shelf.groups.get(param(exchange, 'name'))
  if (before === undefined) throw notFound()
  const body = bodyOf(exchange, groupBody.partial())
  const after = { ...before, label: body.label ?? before.label, displayOrder: body.displayOrder ?? before.displayOrder }
  shelf.groups.set(before.name, after)
  return ok(after)
}

/** A name that was archived comes back with the new definition, and its old values with it. */
function createProperty({ writing }: ApiCall, shelf: Shelf, body: PropertyBody): PropertyDefinition {
  const existing = shelf.properties.get(body.name)
  if (existing !== undefined && existing.archivedAt === null) {
    throw new ApiError(409, 'OBJECT_ALREADY_EXISTS', `A property named '${body.name}' already exists.`, {
      subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS',
    })
  }
  assertDefinition(shelf, body)
  if (customPropertiesOf(shelf) >= shelf.customLimit) {
    const message = `You have reached the limit of ${shelf.customLimit} custom properties for ${shelf.type.code}.`
    throw new ApiError(400, 'VALIDATION_ERROR', message, { subCategory: 'Properties.PROPERTY_LIMIT_EXCEEDED' })
  }
  const definition: PropertyDefinition = {
    name: body.name,
    label: body.label,
    type: body.type,
    fieldType: body.fieldType,
    groupName: body.groupName,
    description: body.description ?? '',
    options: optionsFrom(body.options ?? []),
    displayOrder: body.displayOrder ?? -1,
    hidden: body.hidden ?? false,
    formField: body.formField ?? false,
    hasUniqueValue: body.hasUniqueValue ?? false,
    hubspotDefined: false,
    calculated: false,
    createdAt: existing?.createdAt ?? writing.at,
    updatedAt: writing.at,
    archivedAt: null,
  }
  shelf.properties.set(body.name, definition)
  return definition
}

function updateProperty({ exchange, writing }: ApiCall, shelf: Shelf): Reply {
  const before = property(shelf, param(exchange, 'name'), false)
  const patch = bodyOf(exchange, propertyPatch)
  const { options, ...rest } = patch
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  // The given options are the whole new list: what is not repeated is gone.
  const after = {
    ...before,
    ...given,
    ...(options === undefined ? {} : { options: optionsFrom(options) }),
    updatedAt: writing.at,
  }
  if (!before.hubspotDefined) assertDefinition(shelf, after)
  shelf.properties.set(before.name, after)
  return ok(shownDefinition(after))
}

function archiveProperty({ writing }: ApiCall, shelf: Shelf, name: string): void {
  const definition = shelf.properties.get(name)
  if (definition === undefined || definition.archivedAt !== null) return
  if (definition.hubspotDefined)
    throw new ApiError(400, 'VALIDATION_ERROR', `Property '${name}' is defined by HubSpot and cannot be archived`)
  shelf.properties.set(name, { ...definition, archivedAt: writing.at })
}

function batchRead({ exchange }: ApiCall, shelf: Shelf): Reply {
  const body = bodyOf(exchange, namesBody)
  assertBatch(body.inputs.map((input) => input.name))
  const found = body.inputs.flatMap(({ name }) => shelf.properties.get(name) ?? [])
  const live = found.filter((definition) => (definition.archivedAt !== null) === (body.archived ?? false))
  const names = new Set(live.map((definition) => definition.name))
  const errors = body.inputs
    .filter(({ name }) => !names.has(name))
    .map(({ name }): BatchError => {
      const message = `No property named '${name}' exists for object type ${shelf.type.code}`
      return { status: 'error', category: 'OBJECT_NOT_FOUND', message, context: { name: [name] } }
    })
  return batchReply(live.map(shownDefinition), errors)
}

function batchCreate(call: ApiCall, shelf: Shelf): Reply {
  const { inputs } = bodyOf(call.exchange, propertiesBody)
  assertBatch(inputs.map((input) => input.name))
  const results: unknown[] = []
  const errors: BatchError[] = []
  for (const input of inputs) {
    try {
      results.push(shownDefinition(createProperty(call, shelf, input)))
    } catch (error) {
      if (!call.caller.portal.multiStatus) throw error
      errors.push({ ...errorFor(input.name, error), context: { name: [input.name] } })
    }
  }
  return batchReply(results, errors, 201)
}
