import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { allAsked, api, onlyNock, testPortal } from '../portal.ts'

beforeAll(onlyNock)
afterEach(allAsked)

const PATH = '/crm/objects/2026-09/tasks/search'
const page = (from: number, count: number) => ({
  total: 12_345,
  results: Array.from({ length: count }, (_, index) => ({ id: String(from + index), properties: {} })),
  paging: { next: { after: String(from + count) } },
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
