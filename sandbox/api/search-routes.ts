import { ApiError } from '../http/api-error.ts'
import { bodyOf } from '../http/body.ts'
import { ok, param, type Reply } from '../http/exchange.ts'
import type { Router } from '../http/router.ts'
import { assertObjectScope } from '../oauth/scopes.ts'
import { objectType } from '../world/object-types.ts'
import type { Portal, Shelf } from '../world/portal.ts'
import type { CrmRecord } from '../world/record.ts'
import { readValue, shownRecord } from '../world/views.ts'
import type { World } from '../world/world.ts'
import { type ApiCall, apiHandler } from './api-call.ts'
import { candidateIds, type Test, testOf } from './search-filters.ts'
import { type Filter, type SearchBody, searchBody } from './search-schema.ts'

const MAX = { page: 200, total: 10_000, groups: 5, filtersPerGroup: 6, filters: 18, characters: 3_000 }

export function addSearchRoutes(router: Router, world: World): void {
  router.add(
    'POST',
    '/crm/objects/2026-09/:type/search',
    apiHandler(world, (call) => search(world, call)),
  )
}

function search(world: World, { exchange, caller: { portal, token } }: ApiCall): Reply {
  const type = objectType(param(exchange, 'type'))
  assertObjectScope(token, type, 'read')
  const body = bodyOf(exchange, searchBody)
  const start = Number(body.after ?? 0)
  assertWithinLimits(body, start, exchange.raw.toString('utf8').length)
  const shelf = portal.shelf(type.id)
  // Not even by its former state: the index shows a record again once it has caught up.
  const indexedUntil = world.searchBehindMs === 0 ? Number.POSITIVE_INFINITY : world.clock.now() - world.searchBehindMs
  const found = matches(portal, shelf, body)
    .filter(({ updatedAt }) => updatedAt <= indexedUntil)
    .sort(orderOf(shelf, body))
  const results = found
    .slice(start, start + body.limit)
    .map((record) => shownRecord(shelf, record, body.properties ?? []))
  const next = start + body.limit
  return ok({
    total: found.length,
    results,
    ...(body.limit > 0 && next < found.length
      ? { paging: { next: { after: String(next), link: `?after=${next}` } } }
      : {}),
  })
}

function assertWithinLimits(body: SearchBody, start: number, characters: number): void {
  const refuse = (message: string): never => {
    throw new ApiError(400, 'VALIDATION_ERROR', message)
  }
  if (characters > MAX.characters)
    refuse(`Search request body is too long: ${characters} characters, the maximum is ${MAX.characters}`)
  if (body.limit > MAX.page) refuse(`Invalid limit ${body.limit}: the maximum page size is ${MAX.page}`)
  if (!Number.isInteger(start) || start < 0) refuse(`Invalid after: ${body.after}`)
  if (start + body.limit > MAX.total) refuse(`Paging beyond ${MAX.total} results is not possible; narrow the search`)
  if (body.filterGroups.length > MAX.groups) refuse(`At most ${MAX.groups} filterGroups are allowed`)
  if (body.filterGroups.some((group) => group.filters.length > MAX.filtersPerGroup)) {
    refuse(`At most ${MAX.filtersPerGroup} filters are allowed in a filterGroup`)
  }
  const total = body.filterGroups.reduce((sum, group) => sum + group.filters.length, 0)
  if (total > MAX.filters) refuse(`At most ${MAX.filters} filters are allowed in all`)
}

/** Live records that satisfy every filter of any group. */
function matches(portal: Portal, shelf: Shelf, body: SearchBody): CrmRecord[] {
  const groups = body.filterGroups.map((group) => group.filters.map((filter) => testOf(portal, shelf, filter)))
  const words = (body.query ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const passes: Test = (record) =>
    record.archivedAt === null &&
    (groups.length === 0 || groups.some((tests) => tests.every((test) => test(record)))) &&
    words.every((word) => textOf(shelf, record).includes(word))
  const found: CrmRecord[] = []
  for (const record of candidates(portal, shelf, body)) if (passes(record)) found.push(record)
  return found
}

/** Few records where every group has a filter an index answers; all of them otherwise. */
function candidates(portal: Portal, shelf: Shelf, body: SearchBody): Iterable<CrmRecord> {
  const ids = new Set<string>()
  for (const { filters } of body.filterGroups) {
    const sets = filters.flatMap((filter: Filter) => candidateIds(portal, shelf, filter) ?? [])
    const smallest = sets.sort((a, b) => a.size - b.size)[0]
    if (smallest === undefined) return shelf.records.values()
    for (const id of smallest) ids.add(id)
  }
  if (body.filterGroups.length === 0) return shelf.records.values()
  return [...ids].flatMap((id) => shelf.records.get(id) ?? [])
}

const SEARCHED = [
  'firstname',
  'lastname',
  'email',
  'phone',
  'mobilephone',
  'company',
  'name',
  'domain',
  'dealname',
  'hs_task_subject',
]

const textOf = (shelf: Shelf, record: CrmRecord): string =>
  SEARCHED.map((name) => readValue(shelf, record, name) ?? '')
    .join(' ')
    .toLowerCase()

/** Only the first sort counts, as at HubSpot; without one the oldest record comes first. */
function orderOf(shelf: Shelf, body: SearchBody): (a: CrmRecord, b: CrmRecord) => number {
  const first = body.sorts?.[0]
  const byId = (a: CrmRecord, b: CrmRecord): number => Number(a.id) - Number(b.id)
  if (first === undefined) return byId
  const name = typeof first === 'string' ? first.replace(/^-/, '') : first.propertyName
  const descending = typeof first === 'string' ? first.startsWith('-') : /^desc/i.test(first.direction)
  const sign = descending ? -1 : 1
  if (name === 'hs_object_id') return (a, b) => sign * byId(a, b)
  const numeric = shelf.properties.get(name)?.type === 'number'
  return (a, b) => {
    const left = readValue(shelf, a, name) ?? ''
    const right = readValue(shelf, b, name) ?? ''
    if (left === right) return byId(a, b)
    const before = numeric ? Number(left) < Number(right) : left < right
    return before ? -sign : sign
  }
}
