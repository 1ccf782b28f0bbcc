import { Router } from 'express'
import { afterEach, describe, expect, it } from 'vitest'
import { ProblemError } from '../../../src/http/shell/problem.ts'
import { type RunningApp, runApp, statusAndCode } from '../../kit/running-app.ts'

describe('what operators see', () => {
  let app: RunningApp
  afterEach(() => app.close())

  it('is alive', async () => {
    app = await runApp({ checks: { database: async () => 'away' } })
    expect((await app.get('/healthz')).status).toBe(200)
  })

  it('is ready when every part is', async () => {
    app = await runApp({ checks: { database: async () => null, queue: async () => null } })
    const answer = await app.get('/readyz')
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { status: 'ready', parts: { database: 'ready', queue: 'ready' } },
    ])
  })

  it('says which part is not, whether it says so, breaks or hangs', async () => {
    app = await runApp({
      checks: {
        database: async () => null,
        queue: async () => 'Redis may evict',
        migrations: () => Promise.reject(new Error('password hunter2')),
        slow: () => new Promise(() => {}),
      },
    })
    const answer = await app.get('/readyz')
    expect(answer.status).toBe(503)
    expect(await answer.json()).toMatchObject({
      code: 'not-ready',
      parts: {
        database: 'ready',
        queue: 'Redis may evict',
        migrations: 'failed; see the log',
        slow: expect.stringContaining('2000 ms'),
      },
    })
  })

  it('counts answers by route and not by address', async () => {
    const router = Router()
    router.get('/p/:token', (_request, response) => void response.send('hello'))
    app = await runApp({ routers: [router] })
    await app.get('/p/secret-token')
    await app.get('/no/such/secret-address')
    const metrics = await (await app.get('/metrics')).text()
    expect(metrics).toContain('belrecht_http_request_seconds_count{method="GET",route="/p/:token",status="200"} 1')
    expect(metrics).toContain('route="(none)",status="404"')
    expect(metrics + app.lines.join('')).not.toContain('secret-')
  })

  it('keeps metrics behind their token when there is one', async () => {
    app = await runApp({ metricsToken: 'sixteen-or-longer' })
    expect((await app.get('/metrics')).status).toBe(401)
    expect((await app.get('/metrics', { authorization: 'Bearer wrong' })).status).toBe(401)
    expect((await app.get('/metrics', { authorization: 'Bearer sixteen-or-longer' })).status).toBe(200)
  })
})

describe('problems', () => {
  let app: RunningApp
  afterEach(() => app.close())

  it('have a stable code, a remedy and a request id, and name no cause', async () => {
    const router = Router()
    router.get('/broken', () => {
      throw new Error('SELECT password FROM users')
    })
    router.get('/away', () => {
      throw new ProblemError(503, 'store-unavailable', 'Send it again later.', { cause: new Error('ECONNREFUSED') })
    })
    router.get('/person/:name', (_request, response) => void response.send('hello'))
    app = await runApp({ routers: [router] })
    const broken = await app.get('/broken')
    expect(broken.headers.get('content-type')).toContain('application/problem+json')
    const text = await broken.text()
    expect(text).not.toContain('SELECT')
    expect(JSON.parse(text)).toMatchObject({ status: 500, code: 'internal-error', title: 'Internal Server Error' })
    expect(await (await app.get('/away')).json()).toMatchObject({
      status: 503,
      code: 'store-unavailable',
      detail: 'Send it again later.',
    })
    expect(app.lines.join('')).toContain('ECONNREFUSED')

    const lost = await app.get('/nowhere')
    expect([lost.status, await lost.json()]).toMatchObject([404, { code: 'no-such-route' }])
    const malformed = await app.get('/person/%E0%A4%A')
    expect(await statusAndCode(malformed)).toEqual([400, 'request-malformed'])
  })

  it('take no request id from outside and reveal nothing of the machinery', async () => {
    app = await runApp()
    const answer = await app.get('/healthz', { 'X-Request-Id': 'forged' })
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(answer.headers.get('x-powered-by')).toBeNull()
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })
})
