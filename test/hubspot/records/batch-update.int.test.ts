import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { allAsked, api, onlyNock, testPortal } from '../portal.ts'

beforeAll(onlyNock)
afterEach(allAsked)

const PATH = '/crm/objects/2026-09/contacts/batch/update'
type Inputs = { inputs: { id: string; properties: Record<string, string> }[] }
const update = (id: string | number, properties: Record<string, string> = { belrecht_basis: 'consent' }) => ({
  id: String(id),
  properties,
})
const updates = (count: number) => Array.from({ length: count }, (_, index) => update(index + 1))
const invalid = (message: string, rest = {}) => ({ status: 'error', category: 'VALIDATION_ERROR', message, ...rest })

/** Refuses the whole batch while a guilty record is in it, as HubSpot does without multi-status. */
function strictAbout(guilty: readonly string[]) {
  const sizes: number[] = []
  api()
    .persist()
    .post(PATH)
    .reply(async (request: Request) => {
      const { inputs } = (await request.json()) as Inputs
      sizes.push(inputs.length)
      if (inputs.some(({ id }) => guilty.includes(id))) return [400, invalid('MISSING_REQUIRED_PROPERTY city')]
      return [200, { status: 'COMPLETE', results: inputs.map(({ id }) => ({ id })) }]
    })
  return sizes
}

describe('batchUpdate', () => {
  it('writes a hundred at a time, each record once', async () => {
    const sizes = strictAbout([])
    const twice = [...updates(230), update(7, { belrecht_basis: 'donor', belrecht_reason: 'x' })]
    const { updated, refused } = await testPortal().portal.batchUpdate('contacts', twice)
    expect(sizes.sort((a, b) => b - a)).toEqual([100, 100, 30])
    expect(new Set(updated).size).toBe(230)
    expect(updated).toHaveLength(230)
    expect(refused).toEqual([])
  })

  it('lets the last of several values of a record win', async () => {
    const merged = [{ id: '7', properties: { belrecht_basis: 'donor', belrecht_reason: 'x' } }]
    api()
      .post(PATH, { inputs: merged })
      .reply(200, { results: [{ id: '7' }] })
    const given = [update(7), update(7, { belrecht_basis: 'donor', belrecht_reason: 'x' })]
    expect(await testPortal().portal.batchUpdate('contacts', given)).toMatchObject({
      updated: ['7'],
      refused: [],
      leftOut: [],
    })
  })

  it('reads from a 207 which records were refused, and why', async () => {
    const errors = [
      { category: 'VALIDATION_ERROR', message: 'city is required', context: { ids: ['2'] } },
      { category: 'OBJECT_NOT_FOUND', message: 'no such contact', context: { ids: ['3'] } },
    ]
    api()
      .post(PATH)
      .reply(207, { status: 'COMPLETE', results: [{ id: '1' }], numErrors: 2, errors })
    expect(await testPortal().portal.batchUpdate('contacts', updates(3))).toMatchObject({
      updated: ['1'],
      leftOut: [],
      refused: [
        { id: '2', category: 'VALIDATION_ERROR', message: 'city is required' },
        { id: '3', category: 'OBJECT_NOT_FOUND', message: 'no such contact' },
      ],
    })
  })

  it('refuses only the guilty of a batch that was refused whole', async () => {
    const sizes = strictAbout(['17', '83'])
    const { updated, refused } = await testPortal().portal.batchUpdate('contacts', updates(100))
    expect(refused.map(({ id }) => id).sort()).toEqual(['17', '83'])
    expect(refused[0]).toEqual({ id: '17', category: 'VALIDATION_ERROR', message: 'MISSING_REQUIRED_PROPERTY city' })
    expect(updated).toHaveLength(98)
    expect(sizes.length).toBeLessThanOrEqual(30)
  })

  it('goes by the ids a refusal of the whole names', async () => {
    const named = { errors: [{ message: 'city is required', context: { ids: ['2'] } }] }
    api().post(PATH).reply(400, invalid('1 of 3', named))
    api()
      .post(PATH, ({ inputs }: Inputs) => inputs.map(({ id }) => id).join() === '1,3')
      .reply(200, { results: [{ id: '1' }, { id: '3' }] })
    const { updated, refused } = await testPortal().portal.batchUpdate('contacts', updates(3))
    expect(updated).toEqual(['1', '3'])
    expect(refused).toEqual([{ id: '2', category: 'UNKNOWN', message: 'city is required' }])
  })

  /** HubSpot's own words for a property it does not take, wherever it stands in the batch. */
  function without(property: string, code: string, more: Record<string, string> = {}) {
    const bodies: Inputs[] = []
    const listed = JSON.stringify([
      { isValid: false, message: `${property} is wrong`, error: code, name: property, ...more },
    ])
    api()
      .persist()
      .post(PATH)
      .reply(async (request: Request) => {
        const body = (await request.json()) as Inputs
        bodies.push(body)
        const met = body.inputs.some(({ properties }) => property in properties)
        if (met) return [400, invalid(`Property values were not valid: ${listed}`)]
        return [200, { status: 'COMPLETE', results: body.inputs.map(({ id }) => ({ id })) }]
      })
    return bodies
  }
  const both = { belrecht_basis: 'consent', belrecht_reason: 'x' }
  const hundred = Array.from({ length: 100 }, (_, index) => update(index + 1, both))

  it.each(['PROPERTY_DOESNT_EXIST', 'READ_ONLY_VALUE'])(
    'writes the rest of a hundred in two calls: %s',
    async (code) => {
      const bodies = without('belrecht_basis', code)
      const { updated, refused, leftOut } = await testPortal().portal.batchUpdate('contacts', hundred)
      expect([updated.length, refused, leftOut.length]).toEqual([100, [], 100])
      expect(leftOut[0]).toMatchObject({ id: '1', property: 'belrecht_basis', code })
      expect(bodies).toHaveLength(2)
      expect(bodies[1]?.inputs[0]).toEqual(update(1, { belrecht_reason: 'x' }))
    },
  )

  it('leaves a removed option out where it is written, and nowhere else', async () => {
    without('belrecht_basis', 'INVALID_OPTION', { message: 'consent was not one of the allowed options: [donor]' })
    const given = [update(1, both), update(2, { ...both, belrecht_basis: 'consent' })]
    const { updated, leftOut } = await testPortal().portal.batchUpdate('contacts', given)
    expect([...updated].sort()).toEqual(['1', '2'])
    expect(leftOut.map(({ id, property }) => [id, property])).toEqual([
      ['1', 'belrecht_basis'],
      ['2', 'belrecht_basis'],
    ])
  })

  it('a property that is all there was to write is refused for all, in one call', async () => {
    const bodies = without('belrecht_basis', 'PROPERTY_DOESNT_EXIST')
    const { updated, refused } = await testPortal().portal.batchUpdate('contacts', updates(100))
    expect([updated.length, refused.length, bodies.length]).toEqual([0, 100, 1])
  })

  it('says what became of a single record that is gone', async () => {
    api().post(PATH).reply(404, { category: 'OBJECT_NOT_FOUND', message: 'resource not found' })
    expect(await testPortal().portal.batchUpdate('contacts', [update(9)])).toMatchObject({
      updated: [],
      leftOut: [],
      refused: [{ id: '9', category: 'OBJECT_NOT_FOUND', message: 'resource not found' }],
    })
  })

  it('counts a record that answered under the id it was merged into', async () => {
    api()
      .post(PATH)
      .reply(200, { results: [{ id: '1' }, { id: '900' }] })
    expect((await testPortal().portal.batchUpdate('contacts', updates(2))).updated).toEqual(['1', '2'])
  })

  it('does not call done what a 202 only promises', async () => {
    api().post(PATH).reply(202, { status: 'PENDING', results: [] })
    expect((await testPortal().portal.batchUpdate('contacts', updates(1))).refused[0]).toMatchObject({
      id: '1',
      category: 'NOT_CONFIRMED',
    })
  })

  it('throws what concerns the account, not a record', async () => {
    api().post(PATH).reply(403, { category: 'MISSING_SCOPES', message: 'no write scope' })
    const writing = testPortal().portal.batchUpdate('contacts', updates(2))
    await expect(writing).rejects.toMatchObject({ kind: 'missing-scopes' })
  })
})
