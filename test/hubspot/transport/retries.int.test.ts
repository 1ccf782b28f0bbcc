import { Client } from '@hubspot/api-client'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { HubSpotError } from '../../../src/hubspot/errors.ts'
import { DEFAULT_RETRIES } from '../../../src/hubspot/transport/retries.ts'
import { allAsked, api, onlyNock, testPortal } from '../portal.ts'

beforeAll(onlyNock)
afterEach(allAsked)

const READ = '/crm/objects/2026-09/contacts/batch/read'
const found = { status: 'COMPLETE', results: [{ id: '101', properties: { phone: '+31612345678' } }] }
const crowded = {
  status: 'error',
  message: 'You have reached your ten_secondly_rolling limit.',
  errorType: 'RATE_LIMIT',
}

const read = ({ portal }: ReturnType<typeof testPortal>) =>
  portal.batchRead('contacts', ['101'], { properties: ['phone'] })
const failure = async (promise: Promise<unknown>): Promise<HubSpotError> => {
  const error = await promise.then(
    () => 'it succeeded',
    (reason: unknown) => reason,
  )
  if (!(error instanceof HubSpotError)) throw error
  return error
}

describe('a call', () => {
  it('waits as long as Retry-After says', async () => {
    api()
      .post(READ)
      .reply(429, { ...crowded, policyName: 'TEN_SECONDLY_ROLLING' }, { 'Retry-After': '7' })
    api().post(READ).reply(200, found)
    const test = testPortal()
    expect((await read(test)).get('101')?.properties.phone).toBe('+31612345678')
    expect(test.pauses).toEqual([7_000])
    expect(test.calls.map(({ status, attempt }) => [status, attempt])).toEqual([
      [429, 1],
      [200, 2],
    ])
  })

  it.each([
    [423, undefined, 2_000],
    [423, '9', 9_000],
    [477, '30', 30_000],
    [503, '4', 4_000],
  ])('after %i with Retry-After %s pauses %i ms', async (status, header, pause) => {
    api()
      .post(READ)
      .reply(status, {}, header === undefined ? {} : { 'Retry-After': header })
    api().post(READ).reply(200, found)
    const test = testPortal()
    await read(test)
    expect(test.pauses).toEqual([pause])
  })

  it('understands Retry-After as a date', async () => {
    const now = Date.parse('2026-06-30T22:00:00Z')
    api().post(READ).reply(503, {}, { 'Retry-After': 'Tue, 30 Jun 2026 22:00:12 GMT' })
    api().post(READ).reply(200, found)
    const test = testPortal({ now: () => now })
    await read(test)
    expect(test.pauses).toEqual([12_000])
  })

  it('backs off, doubling, with a random part', async () => {
    api().post(READ).times(4).reply(502, '<html>Bad gateway</html>')
    api().post(READ).reply(200, found)
    const test = testPortal()
    await read(test)
    const ceilings = [500, 1_000, 2_000, 4_000]
    expect(test.pauses).toHaveLength(4)
    test.pauses.forEach((pause, index) => {
      expect(pause).toBeGreaterThanOrEqual((ceilings[index] ?? 0) / 2)
      expect(pause).toBeLessThanOrEqual(ceilings[index] ?? 0)
    })
  })

  it('is given up after five tries', async () => {
    api().post(READ).times(5).reply(500, { message: 'internal error', correlationId: 'c-1' })
    const test = testPortal()
    const error = await failure(read(test))
    expect(error).toMatchObject({
      kind: 'unavailable',
      code: 'hubspot-unavailable',
      status: 500,
      correlationId: 'c-1',
      portalId: 7001,
    })
    expect(test.pauses).toHaveLength(4)
  })

  it('is given up at once when the wait would be too long, and says how long', async () => {
    api().post(READ).reply(477, { message: 'migration in progress' }, { 'Retry-After': '86400' })
    const test = testPortal()
    expect(await failure(read(test))).toMatchObject({ kind: 'unavailable', status: 477, retryAfterMs: 86_400_000 })
    expect(test.pauses).toEqual([])
  })

  it('does not wait a minute for the end of a day', async () => {
    api()
      .post(READ)
      .reply(429, { ...crowded, policyName: 'DAILY' })
    expect(await failure(read(testPortal()))).toMatchObject({
      kind: 'rate-limited',
      policy: 'DAILY',
      category: 'RATE_LIMIT',
    })
  })

  it('is repeated when the answer is lost or is no JSON', async () => {
    api()
      .post(READ)
      .replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }))
    api().post(READ).reply(200, '<html>')
    api().post(READ).reply(200, found)
    expect((await read(testPortal())).size).toBe(1)
  })

  it.each([
    [400, { category: 'VALIDATION_ERROR' }, 'invalid'],
    [403, { category: 'MISSING_SCOPES' }, 'missing-scopes'],
    [403, {}, 'forbidden'],
    [404, {}, 'not-found'],
    [409, {}, 'conflict'],
    [414, {}, 'invalid'],
  ])('is not repeated after %i %j: %s', async (status, body, kind) => {
    api().get('/crm/objects/2026-09/contacts').query(true).reply(status, body)
    const test = testPortal()
    expect(await failure(test.portal.listPage('contacts', null, []))).toMatchObject({ kind, status })
    expect(test.calls).toHaveLength(1)
  })
})

describe("the client's own retries and limiter", () => {
  it('never touch our calls, though they are one for the whole process', async () => {
    const stray = new Client({ numberOfApiCallRetries: 6, limiterOptions: { reservoir: 0 } })
    expect(stray).toBeInstanceOf(Client)
    api().post(READ).reply(500, {})
    const began = performance.now()
    // With the stray limiter of size nought in force this would hang; with its retries nock would be asked six times.
    const test = testPortal({ retries: { ...DEFAULT_RETRIES, tries: 1 } })
    expect(await failure(read(test))).toMatchObject({ status: 500 })
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})

describe('our own limiter', () => {
  it('is asked before every attempt, search apart from the rest', async () => {
    const asked: unknown[] = []
    const takeRate = async (...args: unknown[]) => (asked.push(args) > 0 ? 0 : 1)
    api().post(READ).reply(500, {})
    api().post(READ).reply(200, found)
    api().post('/crm/objects/2026-09/tasks/search').reply(200, { total: 0, results: [] })
    const test = testPortal({ takeRate })
    await read(test)
    await test.portal.search('tasks', { filterGroups: [], properties: [] })
    expect(asked).toEqual([
      [7001, 'general', 100, 10_000],
      [7001, 'general', 100, 10_000],
      [7001, 'search', 4, 1_000],
    ])
  })

  it('makes the call wait its turn', async () => {
    const answers = [400, 120, 0]
    api().post(READ).reply(200, found)
    const test = testPortal({ takeRate: async () => answers.shift() ?? 0 })
    await read(test)
    expect(test.pauses).toHaveLength(2)
    expect(test.pauses[0]).toBeGreaterThanOrEqual(400)
    expect(test.pauses[1]).toBeGreaterThanOrEqual(120)
  })

  it('is not waited for without end, nor retried', async () => {
    const test = testPortal({ takeRate: async () => 9_000 })
    expect(await failure(read(test))).toMatchObject({ kind: 'rate-limited', status: null, retryAfterMs: 9_000 })
    expect(test.pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThanOrEqual(120_000)
    expect(test.calls).toEqual([])
  })
})
