import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts'
import { PUBLIC_BASE_URL, type RunningAppOn, runAppOn, SECRETS, statusAndCode } from '../../kit/running-app.ts'

const ME = '/settings?portalId=101&userId=7&userEmail=jan%40zonnig.nl&appId=4711'
const COLLEAGUE = '/settings?portalId=101&userId=8'

describe('settings over HTTP', () => {
  let database: TestDatabase
  let app: RunningAppOn
  beforeAll(async () => {
    database = await createTestDatabase()
    app = await runAppOn(database.store)
  })
  afterAll(async () => {
    await app.close()
    await database.drop()
  })

  const put = (path: string, body: unknown) => app.signed(path, { method: 'PUT', body: JSON.stringify(body) })

  it('shows any user of the portal its settings, and only those', async () => {
    expect(await (await app.signed(COLLEAGUE)).json()).toMatchObject({ controllerName: 'zonnig-energie.nl' })
    expect(await (await app.signed('/settings?portalId=202&userId=8')).json()).toMatchObject({
      controllerName: 'waterhulp.nl',
    })
  })

  it('takes a signature by either secret, of what HubSpot signed decoded', async () => {
    for (const secret of SECRETS) expect((await app.signed(ME, { secret })).status).toBe(200)
  })

  it('lets an admin change, and answers the whole', async () => {
    const answer = await put(ME, { b2b: true, house: { consentYears: 2 } })
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      b2b: true,
      house: { consentYears: 2, relationYears: 3 },
      guard: 'report',
    })
    expect(await app.judgedAgain()).toEqual([101])
    expect((await app.settingsOf(202))?.b2b).toBe(false)
  })

  it('refuses everybody else', async () => {
    for (const path of [COLLEAGUE, '/settings?portalId=202&userId=7']) {
      const answer = await put(path, { guard: 'hold' })
      expect(answer.status).toBe(403)
      expect(await answer.json()).toMatchObject({ code: 'not-an-admin' })
    }
    expect((await app.settingsOf(101))?.guard).toBe('report')
  })

  it('names every wrong path, and applies nothing', async () => {
    const answer = await put(ME, { guard: 'hold', b2b: 1, house: { relationYears: 9 }, colour: 'red' })
    expect(answer.status).toBe(422)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    const problem = (await answer.json()) as { code: string; problems: { path: string }[] }
    expect(problem.code).toBe('settings-invalid')
    expect(problem.problems.map(({ path }) => path).sort()).toEqual(['b2b', 'colour', 'house.relationYears'])
    expect((await app.settingsOf(101))?.guard).toBe('report')
  })

  it('answers 400 for a body that is no JSON, 404 for an account without the app, 413 for too much', async () => {
    const broken = await app.signed(ME, { method: 'PUT', body: '{"guard":' })
    expect(await statusAndCode(broken)).toEqual([400, 'body-not-json'])
    const foreign = await app.signed('/settings?portalId=303&userId=7')
    expect(await statusAndCode(foreign)).toEqual([404, 'portal-unknown'])
    const large = await put(ME, { consent: { notice: 'x'.repeat(1_100_000) } })
    expect(await statusAndCode(large)).toEqual([413, 'body-too-large'])
  })

  it.each([
    ['no signature', () => app.get(ME), 'signature-missing'],
    ['another secret', () => app.signed(ME, { secret: 'somebody-elses' }), 'signature-mismatch'],
    ['an old moment', () => app.signed(ME, { at: Date.now() - 301_000 }), 'signature-stale'],
    ['a moment to come', () => app.signed(ME, { at: Date.now() + 301_000 }), 'signature-stale'],
  ])('answers 401 to %s', async (_what, ask, code) => {
    const answer = await ask()
    expect(await statusAndCode(answer)).toEqual([401, code])
  })

  it('never believes the Host header', async () => {
    const { signV3 } = await import('../../../src/hubspot/signatures/signatures.ts')
    const timestamp = `${Date.now()}`
    const forHost = signV3({
      method: 'GET',
      url: `${app.at}${ME}`,
      body: Buffer.alloc(0),
      secret: SECRETS[0] as string,
      timestamp,
    })
    const headers = {
      'X-HubSpot-Signature-v3': forHost,
      'X-HubSpot-Request-Timestamp': timestamp,
      'X-Forwarded-Host': new URL(PUBLIC_BASE_URL).host,
    }
    expect((await app.get(ME, headers)).status).toBe(401)
  })

  it.each([
    '/settings?portalId=101&portalId=202&userId=7',
    '/settings?portalId=101&userId=8&userId=7',
    '/settings?portalId=101',
    '/settings?userId=7',
    '/settings?portalId=abc&userId=7',
    '/settings?portalId[]=101&userId=7',
  ])('does not guess who calls from %s', async (path) => {
    const answer = await app.signed(path)
    expect(await statusAndCode(answer)).toEqual([400, 'caller-unclear'])
  })
})
