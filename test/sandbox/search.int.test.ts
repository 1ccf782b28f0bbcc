import type { Client } from '@hubspot/api-client'
import type { Filter } from '@hubspot/api-client/lib/codegen/crm/contacts/index.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Kit, startKit, thrownBy } from './kit.ts'

let kit: Kit
let client: Client
const COUNT = 450
beforeAll(async () => {
  kit = await startKit({ now: '2026-06-29T09:00:00Z' })
  client = await kit.client(7001)
  await kit.call('POST', '/sandbox/portals/7001/limits', { searchesPerSecond: 1_000, perTenSeconds: 10_000 })
  const template = { email: 'c{n}@example.nl', firstname: 'C{n}', mobilephone: '+316{n8}' }
  await kit.call('POST', '/sandbox/portals/7001/bulk-contacts', { count: COUNT, template })
  await kit.call('PATCH', '/sandbox/portals/7001/contacts/101', {
    properties: { jobtitle: 'Directeur Verkoop', zip: '1011' },
  })
})
afterAll(() => kit.close())

const search = (filters: object[], more: object = {}) =>
  client.crm.contacts.searchApi.doSearch({
    filterGroups: [{ filters: filters as Filter[] }],
    properties: ['email'],
    limit: 200,
    ...more,
  } as Parameters<typeof client.crm.contacts.searchApi.doSearch>[0])

it.each([
  [{ propertyName: 'email', operator: 'EQ', value: 'C7@example.nl' }, 1],
  [{ propertyName: 'email', operator: 'NEQ', value: 'c7@example.nl' }, COUNT - 1],
  [{ propertyName: 'firstname', operator: 'IN', values: ['C1', 'C2', 'nobody'] }, 2],
  [{ propertyName: 'hs_object_id', operator: 'GT', value: '540' }, 10],
  [{ propertyName: 'hs_object_id', operator: 'LTE', value: '110' }, 10],
  [{ propertyName: 'hs_object_id', operator: 'BETWEEN', value: '105', highValue: '109' }, 5],
  [{ propertyName: 'jobtitle', operator: 'HAS_PROPERTY' }, 1],
  [{ propertyName: 'jobtitle', operator: 'NOT_HAS_PROPERTY' }, COUNT - 1],
  [{ propertyName: 'jobtitle', operator: 'CONTAINS_TOKEN', value: 'verk*' }, 1],
  [{ propertyName: 'jobtitle', operator: 'CONTAINS_TOKEN', value: 'erkoop' }, 0],
  [{ propertyName: 'hs_searchable_calculated_mobile_number', operator: 'EQ', value: '600000007' }, 1],
  [{ propertyName: 'createdate', operator: 'GTE', value: String(Date.parse('2026-06-29T00:00:00Z')) }, COUNT],
  [{ propertyName: 'createdate', operator: 'LT', value: '2026-06-29' }, 0],
])('%j', async (filter, total) => {
  expect((await search([filter])).total).toBe(total)
})

it('pages follow each other in order, and hs_object_id goes on where they end', async () => {
  const sorts = [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }]
  const seen: string[] = []
  let last = '0'
  for (;;) {
    const page = await search([{ propertyName: 'hs_object_id', operator: 'GT', value: last }], { sorts })
    seen.push(...page.results.map((record) => record.id))
    if (page.paging === undefined) break
    last = seen.at(-1) ?? ''
  }
  expect(seen).toHaveLength(COUNT)
  expect(new Set(seen).size).toBe(COUNT)
  const second = await search([{ propertyName: 'email', operator: 'HAS_PROPERTY' }], { sorts, after: '200' })
  expect(second.results[0]?.id).toBe(seen[200])
})

it('by association, without reading every record', async () => {
  const task = { properties: { hs_task_type: 'CALL' }, associations: [{ type: 'contacts', id: '107' }] }
  await kit.call('POST', '/sandbox/portals/7001/tasks', task)
  const found = await client.crm.objects.searchApi.doSearch('tasks', {
    filterGroups: [
      { filters: [{ propertyName: 'associations.contact', operator: 'IN', values: ['107', '108'] } as never] },
    ],
    limit: 100,
  })
  expect(found.total).toBe(1)
})

it('HubSpot’s limits', async () => {
  const filter = { propertyName: 'email', operator: 'HAS_PROPERTY' }
  const many = (groups: number, filters: number) => ({
    filterGroups: Array(groups).fill({ filters: Array(filters).fill(filter) }),
  })
  for (const more of [
    { limit: 201 },
    { after: '9900', limit: 200 },
    many(6, 1),
    many(1, 7),
    many(4, 5),
    { query: 'x'.repeat(3_000) },
  ]) {
    expect((await thrownBy(search([filter], more))).code, JSON.stringify(more).slice(0, 60)).toBe(400)
  }
  expect((await thrownBy(search([{ propertyName: 'no_such_property', operator: 'HAS_PROPERTY' }]))).code).toBe(400)
  expect((await search([filter], { after: '9800', limit: 200 })).results).toEqual([])
})

it('five a second for the account, with a body and no headers', async () => {
  const token = await kit.token(7002)
  const tries = Array.from({ length: 7 }, () => kit.call('POST', '/crm/objects/2026-09/contacts/search', {}, token))
  const answers = await Promise.all(tries)
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 200, 200, 429, 429])
  const refused = answers.find((answer) => answer.status === 429)
  expect(refused?.body).toMatchObject({ status: 'error', errorType: 'RATE_LIMIT', policyName: 'SECONDLY' })
  expect([...(refused?.headers.keys() ?? [])].filter((name) => name.startsWith('x-hubspot-ratelimit'))).toEqual([])
})
