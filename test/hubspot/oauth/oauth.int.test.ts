import nock from 'nock'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { authorizeUrl, createOAuth } from '../../../src/hubspot/oauth/oauth.ts'
import { API, allAsked, api, onlyNock, testPortal } from '../portal.ts'

beforeAll(onlyNock)
afterEach(allAsked)

const NOW = 1_800_000_000_000
const oauth = createOAuth({ baseUrl: API, clientId: 'client-1', clientSecret: 'secret-1', now: () => NOW })
const TOKEN = '/oauth/2026-09/token'
const answer = {
  access_token: 'acc',
  refresh_token: 'ref',
  expires_in: 1800,
  hub_id: 7001,
  user_id: 1001,
  scopes: ['oauth'],
}
const form = { 'content-type': /^application\/x-www-form-urlencoded/ }

describe('OAuth', () => {
  it('sends the admin to the consent screen with what the app needs', () => {
    const url = new URL(
      authorizeUrl({
        authorizeUrl: 'https://app.hubspot.com/oauth/authorize',
        clientId: 'client-1',
        redirectUri: 'https://belrecht.example/oauth/callback',
        scopes: ['oauth', 'crm.objects.contacts.read'],
        optionalScopes: ['automation'],
        state: 'st+ate/=',
      }),
    )
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'client-1',
      redirect_uri: 'https://belrecht.example/oauth/callback',
      scope: 'oauth crm.objects.contacts.read',
      optional_scope: 'automation',
      state: 'st+ate/=',
    })
    expect(url.href).not.toContain('+')
  })

  it('exchanges a code, as a form', async () => {
    const fields = {
      grant_type: 'authorization_code',
      code: 'c',
      redirect_uri: 'https://r',
      client_id: 'client-1',
      client_secret: 'secret-1',
    }
    nock(API, { reqheaders: form }).post(TOKEN, fields).reply(200, answer)
    expect(await oauth.exchangeCode('c', 'https://r')).toEqual({
      accessToken: 'acc',
      refreshToken: 'ref',
      expiresAt: NOW + 1_800_000,
      portalId: 7001,
      userId: '1001',
      scopes: ['oauth'],
    })
  })

  it('refreshes, keeping the refresh token where none comes back', async () => {
    const fields = {
      grant_type: 'refresh_token',
      refresh_token: 'old',
      client_id: 'client-1',
      client_secret: 'secret-1',
    }
    const { refresh_token: _, ...without } = answer
    nock(API, { reqheaders: form }).post(TOKEN, fields).reply(200, without)
    expect(await oauth.refresh('old', 7001)).toMatchObject({ accessToken: 'acc', refreshToken: 'old' })
  })

  it('introspects', async () => {
    const body = {
      active: true,
      hub_id: 7001,
      app_id: 4242,
      user: 'a@b.nl',
      hub_domain: 'zonnig-energie.nl',
      scopes: ['oauth'],
    }
    nock(API, { reqheaders: form })
      .post(`${TOKEN}/introspect`, (sent) => sent.token === 'acc')
      .reply(200, body)
    expect(await oauth.introspect('acc')).toEqual({
      active: true,
      portalId: 7001,
      appId: '4242',
      userEmail: 'a@b.nl',
      domain: 'zonnig-energie.nl',
      scopes: ['oauth'],
    })
  })

  it.each([
    [
      400,
      { error: 'invalid_grant', status: 'BAD_REFRESH_TOKEN', message: 'missing or invalid refresh token' },
      'portal-gone',
    ],
    [400, { error: 'invalid_grant', status: 'BAD_HUB' }, 'portal-gone'],
    [403, { error: 'access_denied' }, 'portal-gone'],
    [400, { error: 'invalid_client', status: 'BAD_CLIENT_ID' }, 'misconfigured'],
    // Their own words contradict each other: the reading that ends no installation wins.
    [400, { error: 'invalid_grant', status: 'BAD_CLIENT_ID' }, 'misconfigured'],
    [400, { error: 'invalid_client', status: 'BAD_REFRESH_TOKEN' }, 'misconfigured'],
    [401, { error: 'invalid_client' }, 'misconfigured'],
    [400, { error: 'invalid_grant' }, 'invalid'],
    [429, { status: 'error', errorType: 'RATE_LIMIT' }, 'rate-limited'],
    [500, { error: 'access_denied' }, 'unavailable'],
    [502, '<html>', 'unavailable'],
  ])('a refused refresh, %i %j, means %s', async (status, body, kind) => {
    nock(API).post(TOKEN).reply(status, body)
    await expect(oauth.refresh('old', 7001)).rejects.toMatchObject({ kind, status, portalId: 7001 })
  })

  it('never shows secrets in what it throws', async () => {
    nock(API).post(TOKEN).reply(400, { status: 'BAD_AUTH_CODE', message: 'no' })
    const error = await oauth.exchangeCode('the-code', 'https://r').catch((reason: unknown) => reason)
    expect(`${error} ${JSON.stringify(error)}`).not.toMatch(/secret-1|the-code/)
  })

  it('takes a 200 without tokens for no answer', async () => {
    nock(API).post(TOKEN).reply(200, {})
    await expect(oauth.refresh('old')).rejects.toMatchObject({ kind: 'unavailable' })
  })
})

describe('a call answered 401', () => {
  const tokens = () => {
    const refused: (string | undefined)[] = []
    const accessToken = async (_: number, was?: string) => {
      refused.push(was)
      return was === undefined ? 'token-old' : 'token-new'
    }
    return { refused, accessToken }
  }
  const UPDATE = '/crm/objects/2026-09/contacts/batch/update'

  it('is made once more with a fresh token, a write too', async () => {
    const source = tokens()
    nock(API, { reqheaders: { authorization: 'Bearer token-old' } })
      .post(UPDATE)
      .reply(401, { category: 'EXPIRED_AUTHENTICATION' })
    nock(API, { reqheaders: { authorization: 'Bearer token-new' } })
      .post(UPDATE)
      .reply(200, { results: [{ id: '5' }] })
    const { portal } = testPortal({ tokens: source })
    expect((await portal.batchUpdate('contacts', [{ id: '5', properties: {} }])).updated).toEqual(['5'])
    expect(source.refused).toEqual([undefined, 'token-old'])
  })

  it('twice is the caller’s', async () => {
    api().get('/crm/objects/2026-09/contacts').query(true).times(2).reply(401, { category: 'INVALID_AUTHENTICATION' })
    const { portal, calls } = testPortal({ tokens: tokens() })
    await expect(portal.listPage('contacts', null, [])).rejects.toMatchObject({ kind: 'unauthorized', portalId: 7001 })
    expect(calls).toHaveLength(2)
  })
})
