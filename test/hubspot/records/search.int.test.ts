import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SearchRequest } from '../../../src/hubspot/records/search.ts'
import { allAsked, api, onlyNock, testPortal } from '../portal.ts'

beforeAll(onlyNock)
afterEach(allAsked)

const PATH = '/crm/objects/2026-09/tasks/search'
const page = (from: number, count: number) => ({
  total: 12_345,
  results: Array.from({ length: count }, (_, index) => ({ id: String(from + index), properties: {} })),
  paging: { next: { after: String(from + count) } },
})

describe('searchAll', () => {
  it('goes on above the last id, never by cursor', async () => {
    const asked: SearchRequest[] = []
    const starts = [1, 201, 401]
    api()
      .post(PATH)
      .times(3)
      .reply(200, async (request: Request) => {
        asked.push((await request.json()) as SearchRequest)
        return page(starts[asked.length - 1] ?? 0, asked.length < 3 ? 200 : 5)
      })
    const filter = { propertyName: 'hs_task_type', operator: 'EQ', value: 'CALL' }
    const found: string[] = []
    for await (const record of testPortal().portal.searchAll('tasks', [filter], ['hs_task_type'])) found.push(record.id)
    expect(found).toHaveLength(405)
    expect(new Set(found).size).toBe(405)
    expect(asked.map((request) => request.filterGroups)).toEqual(
      ['0', '200', '400'].map((value) => [
        { filters: [filter, { propertyName: 'hs_object_id', operator: 'GT', value }] },
      ]),
    )
    for (const request of asked) {
      expect(request).toMatchObject({ limit: 200, sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }] })
      expect(request).not.toHaveProperty('after')
    }
  })

  it('asks no further page than its reader takes', async () => {
    api().post(PATH).reply(200, page(1, 200))
    for await (const record of testPortal().portal.searchAll('tasks', [], [])) if (record.id === '3') break
  })

  it('stops rather than go round in circles', async () => {
    api().post(PATH).times(2).reply(200, page(1, 200))
    const read = async () => {
      for await (const record of testPortal().portal.searchAll('tasks', [], [])) expect(record.id).toBeDefined()
    }
    await expect(read()).rejects.toThrow('do not advance past 200')
  })
})

describe('pages', () => {
  it('of a search carry total and cursor', async () => {
    api()
      .post(PATH, { filterGroups: [], properties: ['a'], sorts: [], limit: 10, after: '10' })
      .reply(200, page(11, 10))
    const { total, records, after } = await testPortal().portal.search('tasks', {
      filterGroups: [],
      properties: ['a'],
      limit: 10,
      after: '10',
    })
    expect([total, records.length, after]).toEqual([12_345, 10, '21'])
  })

  it('of a list go on until there is no cursor', async () => {
    const LIST = '/crm/objects/2026-09/contacts'
    api().get(LIST).query({ limit: '100', archived: 'false', properties: 'phone,mobilephone' }).reply(200, page(1, 100))
    api()
      .get(LIST)
      .query({ limit: '100', archived: 'false', properties: 'phone,mobilephone', after: '101' })
      .reply(200, { results: [{ id: '101', properties: { phone: '1' } }] })
    const { portal } = testPortal()
    const first = await portal.listPage('contacts', null, ['phone', 'mobilephone'])
    const second = await portal.listPage('contacts', first.after, ['phone', 'mobilephone'])
    expect([first.records.length, first.after, second.records[0]?.properties.phone, second.after]).toEqual([
      100,
      '101',
      '1',
      null,
    ])
  })
})
