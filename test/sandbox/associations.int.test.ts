import type { Client } from '@hubspot/api-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Kit, startKit, thrownBy } from './kit.ts'

let kit: Kit
let client: Client
beforeAll(async () => {
  kit = await startKit()
  client = await kit.client(7001)
})
afterAll(() => kit.close())

const at = '2026-06-29T09:00:00Z'
const contact = async (): Promise<string> =>
  (await client.crm.contacts.basicApi.create({ properties: {}, associations: [] })).id
const company = async (): Promise<string> =>
  (await client.crm.companies.basicApi.create({ properties: {}, associations: [] })).id
const links = async (from: string, to: string, ...ids: string[]) =>
  client.crm.associations.v4.batchApi.getPage(from, to, { inputs: ids.map((id) => ({ id })) })

it('a task made with a contact shows it from both sides', async () => {
  const contactId = await contact()
  const task = await kit.call(
    'POST',
    '/crm/objects/2026-09/tasks',
    {
      properties: { hs_timestamp: at, hs_task_type: 'CALL' },
      associations: [
        { to: { id: contactId }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 204 }] },
      ],
    },
    await kit.token(7001),
  )
  expect(task.status).toBe(201)
  const forth = await links('tasks', 'contacts', task.body.id ?? '')
  expect(forth.results[0]?.to).toEqual([
    { toObjectId: Number(contactId), associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 204, label: null }] },
  ])
  const back = await links('0-1', '0-27', contactId)
  expect(back.results[0]?.to.map((link) => Number(link.toObjectId))).toEqual([Number(task.body.id)])
})

it('records without associations are named beside the others', async () => {
  const [linked, alone, target] = [await contact(), await contact(), await company()]
  await client.crm.associations.v4.basicApi.createDefault('contacts', linked, 'companies', target)
  const answer = await links('contacts', 'companies', linked, alone)
  expect(answer.results.map((result) => result._from.id)).toEqual([linked])
  expect('numErrors' in answer && answer.errors).toMatchObject([
    { subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND', context: { fromObjectId: [alone] } },
  ])
})

it('the first company is the primary one until another is made so', async () => {
  const [person, first, second] = [await contact(), await company(), await company()]
  const { basicApi } = client.crm.associations.v4
  const labels = async (): Promise<Record<string, Array<string | undefined>>> => {
    const page = await basicApi.getPage('contacts', person, 'companies')
    return Object.fromEntries(
      page.results.map((link) => [String(link.toObjectId), link.associationTypes.map((type) => type.label)]),
    )
  }
  await basicApi.createDefault('contacts', person, 'companies', first)
  await basicApi.createDefault('contacts', person, 'companies', second)
  expect(await labels()).toEqual({ [first]: [null, 'Primary'], [second]: [null] })
  const primary = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 1 }]
  const path = `/crm/objects/2026-09/contacts/${person}/associations/companies/${second}`
  expect((await kit.call('PUT', path, primary, await kit.token(7001))).status).toBe(201)
  expect(await labels()).toEqual({ [first]: [null], [second]: [null, 'Primary'] })
  await basicApi.archive('contacts', person, 'companies', second)
  expect(await labels()).toEqual({ [first]: [null] })
})

it('a long list comes in pages, per input', async () => {
  await kit.call('POST', '/sandbox/settings', { associationPage: 2 })
  const person = await contact()
  for (let n = 0; n < 3; n += 1)
    await client.crm.associations.v4.basicApi.createDefault('companies', await company(), 'contacts', person)
  const first = (await links('contacts', 'companies', person)).results[0]
  expect(first?.to).toHaveLength(2)
  const after = first?.paging?.next?.after ?? ''
  const rest = await client.crm.associations.v4.batchApi.getPage('contacts', 'companies', {
    inputs: [{ id: person, after }],
  })
  expect(rest.results[0]?.to).toHaveLength(1)
  expect(rest.results[0]?.paging).toBeUndefined()
  await kit.call('POST', '/sandbox/settings', { associationPage: 500 })
})

it('archived records are no longer associated, until restored', async () => {
  const [person, target] = [await contact(), await company()]
  await client.crm.associations.v4.basicApi.createDefault('contacts', person, 'companies', target)
  await client.crm.companies.basicApi.archive(target)
  expect((await links('contacts', 'companies', person)).results).toEqual([])
  await kit.call('POST', `/sandbox/portals/7001/companies/${target}/restore`)
  expect((await links('contacts', 'companies', person)).results).toHaveLength(1)
})

it('only 1,000 inputs are read at once', async () => {
  const inputs = Array.from({ length: 1_001 }, (_, n) => ({ id: String(n + 1) }))
  expect((await thrownBy(client.crm.associations.v4.batchApi.getPage('contacts', 'tasks', { inputs }))).code).toBe(400)
})
