import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Kit, startKit } from './kit.ts'

let kit: Kit
let token: string
beforeAll(async () => {
  kit = await startKit()
})
afterAll(() => kit.close())
beforeEach(async () => {
  await kit.call('DELETE', '/sandbox/faults')
  token = await kit.token(7001)
})

const contacts = '/crm/objects/2026-09/contacts'
const details = () => kit.call('GET', '/account-info/2026-09/details', undefined, token)
const counts = async (): Promise<Record<string, number>> => {
  const answer = await kit.call('GET', '/sandbox/portals/7001/calls-log')
  return answer.body.calls as Record<string, number>
}

it('the 111th call within ten seconds is refused, and another portal is not', async () => {
  const own = await startKit()
  const [busy, calm] = [await own.token(7001), await own.token(7002)]
  const ask = (who: string) => own.call('GET', '/account-info/2026-09/details', undefined, who)
  const answers = await Promise.all(Array.from({ length: 111 }, () => ask(busy)))
  const refused = answers.filter((answer) => answer.status === 429)
  expect(refused).toHaveLength(1)
  expect(refused[0]?.body).toMatchObject({ errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' })
  expect(refused[0]?.headers.get('x-hubspot-ratelimit-max')).toBe('110')
  expect(refused[0]?.headers.get('x-hubspot-ratelimit-interval-milliseconds')).toBe('10000')
  const remaining = answers.map((answer) => Number(answer.headers.get('x-hubspot-ratelimit-remaining')))
  expect(Math.max(...remaining)).toBe(109)
  expect((await ask(calm)).status).toBe(200)
  await own.call('POST', '/sandbox/portals/7001/limits', { perTenSeconds: 1_000 })
  expect((await ask(busy)).status).toBe(200)
  await own.close()
})

it('an ordered 429 carries Retry-After and is over after its count', async () => {
  await kit.call('POST', '/sandbox/faults', { path: '/account-info/*', status: 429, retryAfter: 3, count: 2 })
  const refused = await details()
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3'])
  expect([(await details()).status, (await details()).status]).toEqual([429, 200])
})

it('a fault waits its turn, for its portal and method only', async () => {
  const fault = { portalId: 7002, method: 'GET', path: '*', status: 503, skip: 1 }
  await kit.call('POST', '/sandbox/faults', fault)
  expect((await details()).status).toBe(200)
  token = await kit.token(7002)
  expect([(await details()).status, (await details()).status, (await details()).status]).toEqual([200, 503, 200])
})

it('a reset breaks the connection; a hang never answers; slow does, late', async () => {
  await kit.call('POST', '/sandbox/faults', { path: '/account-info/*', kind: 'reset' })
  await expect(details()).rejects.toThrow()
  await kit.call('POST', '/sandbox/faults', { path: '/account-info/*', kind: 'hang' })
  const url = `${kit.sandbox.url}/account-info/2026-09/details`
  const hung = fetch(url, { headers: { authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(200) })
  await expect(hung).rejects.toThrow(/timeout/)
  await kit.call('POST', '/sandbox/faults', { path: '/account-info/*', kind: 'slow', delayMs: 120 })
  const started = performance.now()
  expect((await details()).status).toBe(200)
  expect(performance.now() - started).toBeGreaterThan(110)
})

it('an answer lost after the work was done leaves the work done', async () => {
  const made = await kit.call('POST', contacts, { properties: { firstname: 'before' } }, token)
  const path = `${contacts}/${made.body.id}`
  await kit.call('POST', '/sandbox/faults', { method: 'PATCH', path: `${contacts}/*`, when: 'after', status: 502 })
  expect((await kit.call('PATCH', path, { properties: { firstname: 'after' } }, token)).status).toBe(502)
  const read = await kit.call('GET', `${path}?properties=firstname`, undefined, token)
  expect(read.body.properties).toMatchObject({ firstname: 'after' })
})

it('a partial failure names the records that failed and writes the others', async () => {
  const ids: string[] = []
  for (const firstname of ['a', 'b', 'c'])
    ids.push((await kit.call('POST', contacts, { properties: { firstname } }, token)).body.id ?? '')
  await kit.call('POST', '/sandbox/faults', { path: '*/batch/update', kind: 'partial', ids: [ids[1]] })
  const inputs = ids.map((id) => ({ id, properties: { firstname: 'new' } }))
  const answer = await kit.call('POST', `${contacts}/batch/update`, { inputs }, token)
  expect(answer).toMatchObject({ status: 207, body: { numErrors: 1, errors: [{ context: { ids: [ids[1]] } }] } })
  const read = await kit.call(
    'POST',
    `${contacts}/batch/read`,
    { inputs: ids.map((id) => ({ id })), properties: ['firstname'] },
    token,
  )
  const names = read.body.results?.map((record) => record.properties)
  expect(names).toMatchObject([{ firstname: 'new' }, { firstname: 'b' }, { firstname: 'new' }])
})

it('the call log counts by template and can be wiped', async () => {
  await kit.call('DELETE', '/sandbox/portals/7001/calls-log')
  await details()
  await kit.call('GET', `/crm/v3/objects/contacts/1`, undefined, token)
  expect(await counts()).toEqual({ 'GET /account-info/2026-09/details': 1, 'GET /crm/objects/2026-09/:type/:id': 1 })
  await kit.call('DELETE', '/sandbox/portals/7001/calls-log')
  expect(await counts()).toEqual({})
})

it('a load of 100,000 contacts is read and written in batches within seconds', async () => {
  const own = await startKit()
  const who = await own.token(7001)
  await own.call('POST', '/sandbox/portals/7001/limits', { perTenSeconds: 1_000_000 })
  const started = performance.now()
  expect((await own.call('POST', '/sandbox/portals/7001/bulk-contacts', { count: 100_000 })).body).toMatchObject({
    count: 100_000,
  })
  for (let first = 101; first < 10_101; first += 100) {
    const inputs = Array.from({ length: 100 }, (_, n) => ({ id: String(first + n), properties: { jobtitle: 'seen' } }))
    const read = await own.call('POST', `${contacts}/batch/read`, { inputs, properties: ['email'] }, who)
    expect(read.body.results).toHaveLength(100)
    expect((await own.call('POST', `${contacts}/batch/update`, { inputs }, who)).status).toBe(200)
  }
  expect(performance.now() - started).toBeLessThan(10_000)
  await own.close()
})
