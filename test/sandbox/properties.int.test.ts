import type { Client } from '@hubspot/api-client'
import {
  PropertyCreateFieldTypeEnum as FieldType,
  PropertyCreateTypeEnum as Type,
} from '@hubspot/api-client/lib/codegen/crm/properties/index.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Kit, startKit, thrownBy } from './kit.ts'

let kit: Kit
let client: Client
beforeAll(async () => {
  kit = await startKit()
  client = await kit.client(7001)
  await client.crm.properties.groupsApi.create('contacts', { name: 'belrecht', label: 'Belrecht', displayOrder: -1 })
})
afterAll(() => kit.close())

const definition = (name: string, values: string[]) => ({
  name,
  label: name,
  groupName: 'belrecht',
  type: Type.Enumeration,
  fieldType: FieldType.Select,
  options: values.map((value, displayOrder) => ({ label: value, value, displayOrder, hidden: false })),
})
const optionsOf = async (name: string): Promise<string[]> =>
  (await client.crm.properties.coreApi.getByName('contacts', name)).options.map((option) => option.value)

it('a group and a property that exist are a 409', async () => {
  const { coreApi, groupsApi } = client.crm.properties
  await coreApi.create('contacts', definition('b_kind', ['a', 'b']))
  const again = await thrownBy(coreApi.create('contacts', definition('b_kind', ['a'])))
  expect(again).toMatchObject({ code: 409, body: { category: 'OBJECT_ALREADY_EXISTS' } })
  const group = await thrownBy(groupsApi.create('contacts', { name: 'belrecht', label: 'x', displayOrder: 1 }))
  expect(group).toMatchObject({ code: 409, body: { category: 'OBJECT_ALREADY_EXISTS' } })
})

it('new options replace the whole list', async () => {
  await client.crm.properties.coreApi.create('contacts', definition('b_replaced', ['a', 'b']))
  await client.crm.properties.coreApi.update('contacts', 'b_replaced', { options: definition('', ['c']).options })
  expect(await optionsOf('b_replaced')).toEqual(['c'])
})

it('an archived name comes back with its values when it is created again', async () => {
  const { coreApi } = client.crm.properties
  await coreApi.create('contacts', definition('b_back', ['a']))
  const { id } = await client.crm.contacts.basicApi.create({ properties: { b_back: 'a' }, associations: [] })
  await coreApi.archive('contacts', 'b_back')
  expect((await thrownBy(coreApi.getByName('contacts', 'b_back'))).code).toBe(404)
  expect((await coreApi.getByName('contacts', 'b_back', true)).archived).toBe(true)
  expect((await client.crm.contacts.basicApi.getById(id, ['b_back'])).properties).not.toHaveProperty('b_back')
  await coreApi.create('contacts', definition('b_back', ['a', 'b']))
  expect((await client.crm.contacts.basicApi.getById(id, ['b_back'])).properties.b_back).toBe('a')
})

it('definitions HubSpot would not take', async () => {
  const { coreApi } = client.crm.properties
  const wrong = [
    { ...definition('Upper', ['a']) },
    { ...definition('no_options', []) },
    { ...definition('no_group', ['a']), groupName: 'nowhere' },
    { ...definition('not_fitting', []), type: Type.Date, fieldType: FieldType.Text },
    { ...definition('half_bool', ['true']), type: Type.Bool, fieldType: FieldType.Booleancheckbox },
  ]
  for (const body of wrong) expect((await thrownBy(coreApi.create('contacts', body))).code, body.name).toBe(400)
})

it('a batch creates what is new and names what was there', async () => {
  await client.crm.properties.coreApi.create('contacts', definition('b_there', ['a']))
  const answer = await client.crm.properties.batchApi.create('contacts', {
    inputs: [definition('b_there', ['a']), definition('b_new', ['a'])],
  })
  expect(answer.results.map((property) => property.name)).toEqual(['b_new'])
  expect('numErrors' in answer && answer.errors).toMatchObject([{ category: 'OBJECT_ALREADY_EXISTS' }])
  const read = await client.crm.properties.batchApi.read('contacts', {
    inputs: [{ name: 'b_new' }, { name: 'b_missing' }],
    archived: false,
  })
  expect(read.results.map((property) => property.name)).toEqual(['b_new'])
})

it('the limit can be read, and what is beyond it is refused', async () => {
  const token = await kit.token(7002)
  await kit.call('POST', '/sandbox/portals/7002/custom-property-limit', { objectType: 'tasks', limit: 1 })
  const group = await kit.call('POST', '/crm/properties/2026-09/tasks/groups', { name: 'belrecht', label: 'B' }, token)
  expect(group.status).toBe(201)
  const create = (name: string) => kit.call('POST', '/crm/properties/2026-09/0-27', definition(name, ['held']), token)
  expect((await create('b_hold')).status).toBe(201)
  const limits = await kit.call('GET', '/crm/limits/2026-09/custom-properties', undefined, token)
  expect(limits.body.byObjectType).toContainEqual(expect.objectContaining({ objectTypeId: '0-27', limit: 1, usage: 1 }))
  expect((await create('b_hold_reason')).status).toBe(400)
})

it('without the schema scope nothing is created', async () => {
  const token = await kit.token(7001, { scopes: ['oauth', 'crm.objects.contacts.read'] })
  const answer = await kit.call('POST', '/crm/properties/2026-09/contacts', definition('b_scope', ['a']), token)
  expect(answer).toMatchObject({ status: 403, body: { category: 'MISSING_SCOPES' } })
})
