import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { HubSpotError, type HubSpotErrorKind } from '../../../src/hubspot/errors.ts'
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts'
import { type InstallingHubSpot, type RunningAppOn, runAppOn } from '../../kit/running-app.ts'

const MADE: InstallingHubSpot['provisioned'] = {
  created: ['belrecht_permission', 'belrecht_basis'],
  missing: [{ name: 'belrecht_hold', why: 'limit reached & "full"' }],
}
const GRANT = {
  accessToken: 'a',
  refreshToken: 'r',
  expiresAt: Date.now() + 60_000,
  portalId: 101,
  userId: '7',
  scopes: [],
}
const ACCOUNT = { active: true, portalId: 101, appId: '4242', userEmail: null, scopes: [] }

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

describe('installing', () => {
  let app: RunningAppOn
  let codes: string[] = []
  afterEach(async () => {
    await app.close()
    codes = []
  })
  const start = async (provisioned: InstallingHubSpot['provisioned'] | Error = MADE) => {
    const exchangeCode = async (code: string) => {
      codes.push(code)
      if (provisioned instanceof Error) throw provisioned
      return GRANT
    }
    const introspect = async () => ({ ...ACCOUNT, domain: 'zonnig <energie>.nl' })
    const made = provisioned instanceof Error ? MADE : provisioned
    app = await runAppOn(database.store, { oauth: { exchangeCode, introspect }, provisioned: made })
  }
  const state = async (): Promise<string> => {
    const answer = await app.get('/oauth/install')
    expect(answer.status).toBe(302)
    const location = new URL(answer.headers.get('location') ?? '')
    expect(location.origin).toBe('https://app.hubspot.example')
    return location.searchParams.get('state') ?? ''
  }

  it('sends the admin to HubSpot with a state nobody can guess', async () => {
    await start()
    const [first, second] = [await state(), await state()]
    expect(first).not.toBe(second)
    expect(first.length).toBeGreaterThanOrEqual(43)
  })

  it('shows what was made, what did not fit and what to do next, in the reader’s language', async () => {
    await start()
    const answer = await app.get(`/oauth/callback?code=abc&state=${await state()}`, {
      'Accept-Language': 'nl-NL,nl;q=0.9,en;q=0.5',
    })
    expect(answer.status).toBe(200)
    const page = await answer.text()
    expect(page).toContain('<html lang="nl">')
    expect(page).toContain('<h1>Belrecht staat in zonnig &lt;energie&gt;.nl</h1>')
    for (const part of [
      'belrecht_permission',
      'belrecht_hold',
      'limit reached &amp; &quot;full&quot;',
      'Wat nu',
      '2 eigenschappen',
    ]) {
      expect(page).toContain(part)
    }
    const english = await app.get(`/oauth/callback?code=abc&state=${await state()}`, { 'Accept-Language': 'de' })
    expect(await english.text()).toContain('<html lang="en">')
    expect(codes).toEqual(['abc', 'abc'])
  })

  it('says so when nothing had to be made', async () => {
    await start({ created: [], missing: [] })
    const page = await (
      await app.get(`/oauth/callback?code=abc&state=${await state()}`, { 'Accept-Language': 'en' })
    ).text()
    expect(page).toContain('All properties were there already')
    expect(page).toContain('Everything the app needs is there.')
    expect(page).not.toContain('did not fit')
  })

  it('lets exactly its own style through and no script', async () => {
    await start()
    const answer = await app.get(`/oauth/callback?code=abc&state=${await state()}`)
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    const { createHash } = await import('node:crypto')
    const style = /<style>(.*)<\/style>/s.exec(await answer.text())?.[1] ?? ''
    expect(policy).toContain(createHash('sha256').update(style).digest('base64'))
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('uses a state once, also when the admin said no', async () => {
    await start()
    const once = await state()
    expect((await app.get(`/oauth/callback?code=abc&state=${once}`)).status).toBe(200)
    expect((await app.get(`/oauth/callback?code=abc&state=${once}`)).status).toBe(400)
    const refused = await state()
    const no = await app.get(`/oauth/callback?error=access_denied&state=${refused}`, { 'Accept-Language': 'en' })
    expect([no.status, (await no.text()).includes('Start again')]).toEqual([200, true])
    expect((await app.get(`/oauth/callback?code=abc&state=${refused}`)).status).toBe(400)
    expect(codes).toEqual(['abc'])
  })

  it.each(['', '?code=abc', '?code=abc&state=forged', '?code=abc&state=a&state=b'])(
    'installs nothing for %s',
    async (query) => {
      await start()
      const answer = await app.get(`/oauth/callback${query}`)
      expect(answer.status).toBe(400)
      expect(await answer.text()).toContain('href="/oauth/install"')
      expect(codes).toEqual([])
    },
  )

  it.each<[HubSpotErrorKind, number]>([
    ['invalid', 400],
    ['missing-scopes', 403],
    ['unavailable', 503],
  ])('says what to do when HubSpot answers %s', async (kind, status) => {
    await start(new HubSpotError({ kind, message: 'no' }))
    const answer = await app.get(`/oauth/callback?code=abc&state=${await state()}`, { 'Accept-Language': 'nl' })
    expect(answer.status).toBe(status)
    expect(await answer.text()).toContain('<h1>Belrecht is niet geïnstalleerd</h1>')
  })

  it('keeps code and state out of the log, also when it fails', async () => {
    await start(new Error('boom'))
    const secret = await state()
    const answer = await app.get(`/oauth/callback?code=very-secret-code&state=${secret}`)
    expect(answer.status).toBe(500)
    expect(await answer.json()).toMatchObject({ code: 'internal-error', requestId: answer.headers.get('x-request-id') })
    const log = app.lines.join('')
    expect(log).toContain('boom')
    expect(log).toContain('"route":"/oauth/callback"')
    expect(log).not.toContain('very-secret-code')
    expect(log).not.toContain(secret)
  })
})
