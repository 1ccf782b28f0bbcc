import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { allAsked, api, onlyNock, testPortal } from '../portal.ts'

beforeAll(onlyNock)
afterEach(allAsked)

const ids = (count: number, from = 1): string[] => Array.from({ length: count }, (_, index) => String(from + index))
const idsIn = async (request: Request): Promise<string[]> =>
  ((await request.json()) as { inputs: { id: string }[] }).inputs.map(({ id }) => id)
describe('batchRead', () => {
  const PATH = '/crm/objects/2026-09/contacts/batch/read'

  it('reads records with their history, newest version first', async () => {
    const version = (value: string, timestamp: string, rest = {}) => ({ value, timestamp, sourceType: 'FORM', ...rest })
    api()
      .post(PATH, {
        inputs: [{ id: '101' }],
        properties: ['belrecht_opt_in'],
        propertiesWithHistory: ['belrecht_opt_in'],
      })
      .reply(200, {
        results: [
          {
            id: 101,
            properties: { belrecht_opt_in: 'true', phone: null, amount: 12 },
            propertiesWithHistory: {
              belrecht_opt_in: [
                version('', '2026-01-05T10:00:00.000Z', { updatedByUserId: 1001, sourceId: 'userId:1001' }),
                version('true', '2026-03-01T10:00:00.123Z', { sourceLabel: 'Bel mij' }),
              ],
            },
            createdAt: '2026-01-01T00:00:00Z',
            updatedAt: '2026-03-01T10:00:00.123Z',
            archived: false,
          },
        ],
      })
    const options = { properties: ['belrecht_opt_in'], withHistory: ['belrecht_opt_in'] }
    expect((await testPortal().portal.batchRead('contacts', ['101', '101'], options)).get('101')).toEqual({
      id: '101',
      properties: { belrecht_opt_in: 'true', phone: null, amount: '12' },
      history: {
        belrecht_opt_in: [
          {
            value: 'true',
            timestamp: 1772359200123,
            sourceType: 'FORM',
            sourceId: null,
            sourceLabel: 'Bel mij',
            updatedByUserId: null,
          },
          {
            value: '',
            timestamp: 1767607200000,
            sourceType: 'FORM',
            sourceId: 'userId:1001',
            sourceLabel: null,
            updatedByUserId: '1001',
          },
        ],
      },
      archived: false,
      createdAt: 1767225600000,
      updatedAt: 1772359200123,
    })
  })

  it.each([
    [[], [100, 100, 50]],
    [['phone'], [50, 50, 50, 50, 50]],
  ])('with history of %j takes batches of %j', async (withHistory, sizes) => {
    const sent: number[] = []
    api()
      .post(PATH)
      .times(sizes.length)
      .reply(200, async (request: Request) => {
        const asked = await idsIn(request)
        sent.push(asked.length)
        return { status: 'COMPLETE', results: asked.map((id) => ({ id, properties: {} })) }
      })
    const read = await testPortal().portal.batchRead('contacts', ids(250), { properties: [], withHistory })
    expect(sent.sort((a, b) => b - a)).toEqual(sizes)
    expect([...read.keys()]).toEqual(ids(250))
  })

  it('leaves out what is not there, and asks nothing for nothing', async () => {
    const errors = [{ status: 'error', category: 'OBJECT_NOT_FOUND', message: 'gone', context: { ids: ['2'] } }]
    api()
      .post(PATH)
      .reply(207, { results: [{ id: '1', properties: {} }], numErrors: 1, errors })
    const { portal } = testPortal()
    expect([...(await portal.batchRead('contacts', ['1', '2'], { properties: [] })).keys()]).toEqual(['1'])
    expect((await portal.batchRead('contacts', [], { properties: [] })).size).toBe(0)
  })

  it('does not take a record that failed for one that is gone', async () => {
    const errors = [{ status: 'error', category: 'INTERNAL_ERROR', message: 'shard down', context: { ids: ['2'] } }]
    api()
      .post(PATH)
      .reply(207, { results: [{ id: '1' }], numErrors: 1, errors })
    const reading = testPortal().portal.batchRead('contacts', ['1', '2'], { properties: [] })
    await expect(reading).rejects.toMatchObject({ kind: 'unavailable', category: 'INTERNAL_ERROR' })
  })
})
