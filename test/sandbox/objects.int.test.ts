import type { Client } from '@hubspot/api-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Kit, startKit, thrownBy } from './kit.ts'

let kit: Kit
let client: Client
beforeAll(async () => {
  kit = await startKit({ now: '2026-06-29T09:00:00+02:00' })
  client = await kit.client(7001)
})
afterAll(() => kit.close())

const make = async (properties: Record<string, string>): Promise<string> =>
  (await client.crm.contacts.basicApi.create({ properties, associations: [] })).id

describe('a record, as the real client decodes it', () => {
  it('is created, read back, changed and archived', async () => {
    const made = await client.crm.contacts.basicApi.create({
      properties: { email: 'Jan@Example.nl', firstname: 'Jan' },
      associations: [],
    })
    expect(made.properties.email).toBe('jan@example.nl')
    expect(made.createdAt.toISOString().slice(0, 10)).toBe('2026-06-29')
    await client.crm.contacts.basicApi.update(made.id, { properties: { firstname: 'Johan' } })
    const read = await client.crm.contacts.basicApi.getById(made.id, ['firstname', 'phone', 'no_such_property'])
    expect(read.properties).toMatchObject({ firstname: 'Johan', phone: null, hs_object_id: made.id })
    expect(read.properties).not.toHaveProperty('no_such_property')
    await client.crm.contacts.basicApi.archive(made.id)
    expect((await thrownBy(client.crm.contacts.basicApi.getById(made.id))).code).toBe(404)
  })

  it('keeps who wrote each value, newest first, at most 20 times', async () => {
    const id = await make({ firstname: 'v0' })
    await kit.call('PATCH', `/sandbox/portals/7001/contacts/${id}`, {
      as: { sourceType: 'CRM_UI', sourceId: 'userId:1001', sourceLabel: 'Anna', userId: 1001 },
      properties: { firstname: 'v1' },
    })
    const read = await client.crm.contacts.basicApi.getById(id, undefined, ['firstname'])
    const [newest, oldest] = read.propertiesWithHistory?.firstname ?? []
    expect(newest).toMatchObject({ value: 'v1', sourceType: 'CRM_UI', sourceId: 'userId:1001', updatedByUserId: 1001 })
    expect(oldest).toMatchObject({ value: 'v0', sourceType: 'INTEGRATION', sourceId: '1' })
    expect(newest?.timestamp).toBeInstanceOf(Date)
    for (let n = 2; n < 30; n += 1) {
      await kit.call('PATCH', `/sandbox/portals/7001/contacts/${id}`, { properties: { firstname: `v${n}` } })
    }
    const all = await client.crm.contacts.basicApi.getById(id, undefined, ['firstname'])
    expect(all.propertiesWithHistory?.firstname).toHaveLength(20)
    expect(all.propertiesWithHistory?.firstname?.[0]?.value).toBe('v29')
  })

  it('refuses an e-mail address in use, naming the holder', async () => {
    const id = await make({ email: 'twice@example.nl' })
    const thrown = await thrownBy(make({ email: 'Twice@example.nl' }))
    expect(thrown).toMatchObject({ code: 409, body: { category: 'CONFLICT', message: expect.stringContaining(id) } })
  })

  it.each([
    [{ no_such_property: 'x' }, 'PROPERTY_DOESNT_EXIST'],
    [{ lifecyclestage: 'no such stage' }, 'INVALID_OPTION'],
    [{ hs_email_optout: 'maybe' }, 'INVALID_BOOLEAN'],
    [{ recent_conversion_date: 'yesterday' }, 'INVALID_DATE'],
    [{ hs_object_id: '7' }, 'READ_ONLY_VALUE'],
  ])('refuses %j', async (properties, error) => {
    const thrown = await thrownBy(make(properties))
    expect(thrown).toMatchObject({
      code: 400,
      body: { category: 'VALIDATION_ERROR', message: expect.stringContaining(error) },
    })
    expect(thrown.body.message).toContain(Object.keys(properties)[0])
  })

  it('an engagement needs its time', async () => {
    const create = client.crm.objects.basicApi.create('tasks', {
      properties: { hs_task_subject: 'Bel' },
      associations: [],
    })
    expect((await thrownBy(create)).body.message).toContain('hs_timestamp')
  })
})

describe('batches', () => {
  it('read what exists and name what does not', async () => {
    const ids = [await make({ firstname: 'A' }), await make({ firstname: 'B' })]
    const read = await client.crm.contacts.batchApi.read({
      inputs: [...ids, '999999'].map((id) => ({ id })),
      properties: ['firstname'],
      propertiesWithHistory: [],
    })
    expect(read.results.map((record) => record.properties.firstname).sort()).toEqual(['A', 'B'])
    expect('numErrors' in read && read.errors).toMatchObject([
      { category: 'OBJECT_NOT_FOUND', context: { ids: ['999999'] } },
    ])
  })

  it('take 100 records, 50 with history, none of them twice', async () => {
    const inputs = (count: number) => Array.from({ length: count }, (_, n) => ({ id: String(n + 1) }))
    const read = (count: number, propertiesWithHistory: string[]) =>
      client.crm.contacts.batchApi.read({ inputs: inputs(count), properties: [], propertiesWithHistory })
    await read(100, [])
    await read(50, ['email'])
    expect((await thrownBy(read(101, []))).code).toBe(400)
    expect((await thrownBy(read(51, ['email']))).code).toBe(400)
    const twice = client.crm.contacts.batchApi.update({
      inputs: ['1', '1'].map((id) => ({ id, properties: { firstname: 'x' } })),
    })
    expect((await thrownBy(twice)).body.message).toContain('Duplicate')
  })

  it('go on past a record the account’s own rule refuses, or not at all', async () => {
    const ids = [await make({ firstname: 'A' }), await make({ firstname: 'B' })]
    const update = (firstname: string) =>
      client.crm.contacts.batchApi.update({ inputs: ids.map((id) => ({ id, properties: { firstname } })) })
    const rule = { objectType: 'contacts', ids: [ids[0]], property: 'firstname' }
    await kit.call('POST', '/sandbox/portals/7001/rules', rule)
    const answer = await update('C')
    expect(answer.status).toBe('COMPLETE')
    expect(answer.results.map((record) => record.id)).toEqual([ids[1]])
    expect('numErrors' in answer && answer.errors).toMatchObject([
      { category: 'VALIDATION_ERROR', context: { ids: [ids[0]] } },
    ])
    await kit.call('POST', '/sandbox/portals/7001/rules', { ...rule, multiStatus: false })
    expect((await thrownBy(update('D'))).code).toBe(400)
    await kit.call('DELETE', '/sandbox/portals/7001/rules')
  })

  it('refuse everything for one unknown property', async () => {
    const id = await make({ firstname: 'A' })
    const other = await make({ firstname: 'B' })
    const update = client.crm.contacts.batchApi.update({
      inputs: [
        { id, properties: { firstname: 'changed' } },
        { id: other, properties: { no_such_property: 'x' } },
      ],
    })
    expect((await thrownBy(update)).code).toBe(400)
    expect((await client.crm.contacts.basicApi.getById(id)).properties.firstname).toBe('A')
  })

  it('create, upsert by e-mail and archive', async () => {
    const made = await client.crm.contacts.batchApi.create({
      inputs: ['x1', 'x2'].map((name) => ({ properties: { email: `${name}@example.nl` }, associations: [] })),
    })
    expect(made.results).toHaveLength(2)
    const upserted = await client.crm.contacts.batchApi.upsert({
      inputs: ['x2', 'x3'].map((name) => ({
        id: `${name}@example.nl`,
        idProperty: 'email',
        properties: { firstname: name },
      })),
    })
    expect(upserted.results.map((record) => record._new)).toEqual([false, true])
    await client.crm.contacts.batchApi.archive({ inputs: made.results.map(({ id }) => ({ id })) })
    const archived = await client.crm.contacts.basicApi.getById(
      made.results[0]?.id ?? '',
      undefined,
      undefined,
      undefined,
      true,
    )
    expect(archived.archived).toBe(true)
  })
})

describe('deals, merges and erasure', () => {
  it('winning a deal sets what HubSpot calculates', async () => {
    const deal = await client.crm.deals.basicApi.create({
      properties: { dealname: 'Panelen', dealstage: 'contractsent' },
      associations: [],
    })
    await client.crm.deals.basicApi.update(deal.id, { properties: { dealstage: 'closedwon' } })
    const won = await client.crm.deals.basicApi.getById(deal.id, ['hs_is_closed_won', 'hs_is_closed', 'closedate'])
    expect(won.properties).toMatchObject({ hs_is_closed_won: 'true', hs_is_closed: 'true' })
    expect(won.properties.closedate?.slice(0, 10)).toBe('2026-06-29')
  })

  it.each([false, true])('a merge leads the old ids to the survivor (new id: %s)', async (newId) => {
    const primaryId = await make({ firstname: 'Jan' })
    const otherId = await make({ firstname: 'J.', phone: '+31201234567' })
    const path = '/sandbox/portals/7001/contacts/merge'
    const survivor = await kit.call('POST', path, { primaryId, otherId, newId })
    expect(survivor.body.id === primaryId).toBe(!newId)
    const read = await client.crm.contacts.basicApi.getById(otherId, ['firstname', 'phone', 'hs_merged_object_ids'])
    expect(read.id).toBe(survivor.body.id)
    expect(read.properties).toMatchObject({ firstname: 'Jan', phone: '+31201234567' })
    expect(read.properties.hs_merged_object_ids).toContain(otherId)
  })

  it('the API merges and erases too', async () => {
    const primaryObjectId = await make({ email: 'keep@example.nl' })
    const objectIdToMerge = await make({ email: 'gone@example.nl' })
    const merged = await client.crm.contacts.basicApi.merge({ primaryObjectId, objectIdToMerge })
    expect(merged.id).toBe(primaryObjectId)
    await client.crm.contacts.basicApi.purge({ objectId: primaryObjectId })
    expect((await thrownBy(client.crm.contacts.basicApi.getById(primaryObjectId))).code).toBe(404)
    expect(await make({ email: 'keep@example.nl' })).not.toBe(primaryObjectId)
  })

  it('portals share ids, not records', async () => {
    const other = await kit.client(7002)
    const id = await make({ firstname: 'Only here' })
    expect((await thrownBy(other.crm.contacts.basicApi.getById(id))).code).toBe(404)
  })
})
