import { Client } from '@hubspot/api-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Kit, startKit, thrownBy } from './kit.ts'

let kit: Kit
const APP = { appId: 4242, clientId: 'c-id', clientSecret: 'c-secret', redirectUris: ['http://127.0.0.1:9/cb'] }
beforeAll(async () => {
  kit = await startKit()
  await kit.call('POST', '/sandbox/apps', { ...APP, requiredScopes: ['oauth', 'crm.objects.contacts.read'] })
})
afterAll(() => kit.close())

const authorize = (changes: Record<string, string> = {}): Promise<Response> => {
  const query = {
    client_id: 'c-id',
    redirect_uri: 'http://127.0.0.1:9/cb',
    scope: 'oauth crm.objects.contacts.read',
    state: 's 1',
  }
  return fetch(`${kit.sandbox.url}/oauth/authorize?${new URLSearchParams({ ...query, ...changes })}`, {
    redirect: 'manual',
  })
}
const codeFor = async (portal: string): Promise<string> => {
  const location = new URL((await authorize({ portal })).headers.get('location') ?? '')
  expect(location.searchParams.get('state')).toBe('s 1')
  return location.searchParams.get('code') ?? ''
}
const exchange = (form: Record<string, string>) =>
  fetch(`${kit.sandbox.url}/oauth/2026-09/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: 'c-id',
      client_secret: 'c-secret',
      redirect_uri: 'http://127.0.0.1:9/cb',
      ...form,
    }),
  }).then(async (response) => ({ status: response.status, body: (await response.json()) as Record<string, string> }))

it('an install gives tokens the real client understands', async () => {
  const client = new Client({ basePath: kit.sandbox.url })
  const code = await codeFor('7002')
  const tokens = await client.oauth.tokensApi.create(
    'authorization_code',
    code,
    'http://127.0.0.1:9/cb',
    'c-id',
    'c-secret',
  )
  expect(tokens.expiresIn).toBe(1_800)
  const refreshed = await client.oauth.tokensApi.create(
    'refresh_token',
    undefined,
    undefined,
    'c-id',
    'c-secret',
    tokens.refreshToken,
  )
  expect(refreshed.accessToken).not.toBe(tokens.accessToken)
  const described = await client.oauth.accessTokensApi.get(refreshed.accessToken)
  expect(described).toMatchObject({
    hubId: 7002,
    appId: 4242,
    userId: 1001,
    scopes: ['oauth', 'crm.objects.contacts.read'],
  })
  const read = new Client({ basePath: kit.sandbox.url, accessToken: refreshed.accessToken })
  expect((await read.crm.contacts.basicApi.getPage()).results).toEqual([])
  expect((await thrownBy(read.crm.contacts.basicApi.create({ properties: {}, associations: [] }))).body.category).toBe(
    'MISSING_SCOPES',
  )
})

it('the dated token endpoint names portal, user and scopes; a code works once', async () => {
  const code = await codeFor('7001')
  const first = await exchange({ grant_type: 'authorization_code', code })
  expect(first.body).toMatchObject({
    hub_id: 7001,
    user_id: 1001,
    scopes: ['oauth', 'crm.objects.contacts.read'],
    token_type: 'bearer',
  })
  expect(await exchange({ grant_type: 'authorization_code', code })).toMatchObject({
    status: 400,
    body: { error: 'invalid_grant', status: 'BAD_AUTH_CODE' },
  })
  const introspected = await fetch(`${kit.sandbox.url}/oauth/2026-09/token/introspect`, {
    method: 'POST',
    body: new URLSearchParams({ token: first.body.access_token ?? '' }),
  })
  expect(await introspected.json()).toMatchObject({
    active: true,
    hub_id: 7001,
    hub_domain: 'example.nl',
    app_id: 4242,
  })
})

it('JSON, a wrong secret, an unknown app and a dead refresh token get different answers', async () => {
  const json = await kit.call('POST', '/oauth/2026-09/token', { grant_type: 'refresh_token' })
  expect(json.status).toBe(415)
  const errors = await Promise.all([
    exchange({ grant_type: 'refresh_token', client_secret: 'wrong', refresh_token: 'x' }),
    exchange({ grant_type: 'refresh_token', client_id: 'wrong', refresh_token: 'x' }),
    exchange({ grant_type: 'refresh_token', refresh_token: 'x' }),
    exchange({ grant_type: 'password' }),
  ])
  expect(errors.map(({ status, body }) => [status, body.error, body.status])).toEqual([
    [400, 'invalid_client', 'BAD_CLIENT_SECRET'],
    [400, 'invalid_client', 'BAD_CLIENT_ID'],
    [400, 'invalid_grant', 'BAD_REFRESH_TOKEN'],
    [400, 'unsupported_grant_type', 'BAD_GRANT_TYPE'],
  ])
})

it('the install page refuses a wrong redirect and missing scopes, asks which portal, and can be denied', async () => {
  expect((await authorize({ redirect_uri: 'http://evil.example/' })).status).toBe(400)
  expect((await authorize({ scope: 'oauth' })).status).toBe(400)
  const chooser = await authorize()
  expect([chooser.status, await chooser.text()]).toEqual([200, expect.stringContaining('portal=7002')])
  const denied = new URL((await authorize({ portal: '7001', deny: '1' })).headers.get('location') ?? '')
  expect(denied.searchParams.get('error')).toBe('access_denied')
})

it('tokens expire by real time, whatever the business clock says', async () => {
  const token = await kit.token(7001)
  const details = () => kit.call('GET', '/account-info/2026-09/details', undefined, token)
  await kit.call('POST', '/sandbox/clock', { advanceMs: 400 * 86_400_000 })
  expect((await details()).body).toMatchObject({ portalId: 7001, timeZone: 'Europe/Amsterdam' })
  await kit.call('POST', '/sandbox/portals/7001/expire-tokens')
  expect(await details()).toMatchObject({ status: 401, body: { category: 'EXPIRED_AUTHENTICATION' } })
  expect(await kit.call('GET', '/account-info/2026-09/details')).toMatchObject({
    status: 401,
    body: { category: 'INVALID_AUTHENTICATION' },
  })
})

it('after an uninstall nothing of the portal works any more', async () => {
  const { body } = await exchange({ grant_type: 'authorization_code', code: await codeFor('7001') })
  const gone = await kit.call('DELETE', '/appinstalls/2026-09/external-install', undefined, body.access_token)
  expect(gone.status).toBe(204)
  expect((await kit.call('GET', '/account-info/2026-09/details', undefined, body.access_token)).status).toBe(401)
  const refresh = await exchange({ grant_type: 'refresh_token', refresh_token: body.refresh_token ?? '' })
  expect(refresh.body).toMatchObject({ error: 'invalid_grant', status: 'BAD_REFRESH_TOKEN' })
})
