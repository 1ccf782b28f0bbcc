import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { allAsked, api, onlyNock, testPortal } from '../portal.ts'

beforeAll(onlyNock)
afterEach(allAsked)

const PATH = '/crm/associations/2026-09/contacts/companies/batch/read'
const to = (id: number, typeId: number, label: string | null = null) => ({
  toObjectId: id,
  associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId, label }],
})

describe('associations', () => {
  it('are followed page by page for each record, together', async () => {
    api()
      .post(PATH, { inputs: [{ id: '1' }, { id: '2' }, { id: '3' }] })
      .reply(207, {
        results: [
          { from: { id: '1' }, to: [to(11, 1, 'Primary')], paging: { next: { after: 'A1' } } },
          { from: { id: '2' }, to: [to(21, 279)], paging: { next: { after: 'A2' } } },
        ],
        numErrors: 1,
        errors: [
          { category: 'OBJECT_NOT_FOUND', subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND', message: 'none' },
        ],
      })
    api()
      .post(PATH, {
        inputs: [
          { id: '1', after: 'A1' },
          { id: '2', after: 'A2' },
        ],
      })
      .reply(200, {
        results: [
          { from: { id: '1' }, to: [to(12, 279)] },
          { from: { id: '2' }, to: [to(22, 279)] },
        ],
      })
    expect(await testPortal().portal.associations('contacts', 'companies', ['1', '2', '3', '1'])).toEqual(
      new Map([
        [
          '1',
          [
            { id: '11', typeIds: [1], labels: ['Primary'] },
            { id: '12', typeIds: [279], labels: [] },
          ],
        ],
        [
          '2',
          [
            { id: '21', typeIds: [279], labels: [] },
            { id: '22', typeIds: [279], labels: [] },
          ],
        ],
        ['3', []],
      ]),
    )
  })

  it('are asked for a thousand at a time', async () => {
    const sent: number[] = []
    api()
      .post(PATH)
      .times(2)
      .reply(200, async (request: Request) => {
        sent.push(((await request.json()) as { inputs: unknown[] }).inputs.length)
        return { results: [] }
      })
    const ids = Array.from({ length: 1_500 }, (_, index) => String(index))
    expect((await testPortal().portal.associations('contacts', 'companies', ids)).size).toBe(1_500)
    expect(sent).toEqual([1_000, 500])
  })

  it('that could not be read are not taken for none', async () => {
    api()
      .post(PATH)
      .reply(207, { results: [], errors: [{ category: 'INTERNAL_ERROR', message: 'down' }] })
    const reading = testPortal().portal.associations('contacts', 'companies', ['1'])
    await expect(reading).rejects.toMatchObject({ kind: 'unavailable' })
  })
})
