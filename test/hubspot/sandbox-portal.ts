import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import type { CallRecord } from '../../src/hubspot/calls.ts'
import { createHubSpot, type HubSpot, type HubSpotParts } from '../../src/hubspot/hubspot.ts'
import { authorizeUrl, createOAuth, type OAuth } from '../../src/hubspot/oauth/oauth.ts'
import { createTokenSource, type StoredTokens, type TokenSource } from '../../src/hubspot/oauth/tokens.ts'
import { loadManifest } from '../../src/manifest/load-manifest.ts'

const manifest = loadManifest()

export type Rig = {
  readonly sandbox: Sandbox
  readonly oauth: OAuth
  readonly tokens: TokenSource
  readonly hubspot: HubSpot
  readonly rows: Map<number, StoredTokens>
  readonly calls: CallRecord[]
  /** The portals of every refresh asked of HubSpot. */
  readonly refreshes: number[]
  readonly control: (method: string, path: string, body?: unknown) => Promise<unknown>
  /** Makes the portal and installs the app by code, as an admin would. */
  readonly install: (portalId: number) => Promise<void>
  readonly close: () => Promise<void>
}

const REDIRECT = 'http://127.0.0.1:3000/oauth/callback'

/** A sandbox with our app registered, and the adapter over HTTP; token rows in memory with a lock that queues. */
export async function startRig(over: Partial<HubSpotParts> = {}): Promise<Rig> {
  const sandbox = await startSandbox()
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const init =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const response = await fetch(`${sandbox.url}/sandbox${path}`, { method, ...init })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
  await control('POST', '/apps', { appId: 4242, clientId: 'client', clientSecret: 'secret', subscriptions: [] })

  const rows = new Map<number, StoredTokens>()
  let lock: Promise<unknown> = Promise.resolve()
  const calls: CallRecord[] = []
  const refreshes: number[] = []
  const oauth = createOAuth({ baseUrl: sandbox.url, clientId: 'client', clientSecret: 'secret', now: Date.now })
  const tokens = createTokenSource({
    now: Date.now,
    load: async (portalId) => rows.get(portalId) ?? null,
    withTokenRow: (portalId, work) => {
      const mine = lock.then(() => work(rows.get(portalId) ?? null, async (row) => void rows.set(portalId, row)))
      lock = mine.catch(() => undefined)
      return mine
    },
    refresh: (refreshToken, portalId) => {
      refreshes.push(portalId)
      return oauth.refresh(refreshToken, portalId)
    },
  })
  const hubspot = createHubSpot({
    baseUrl: sandbox.url,
    tokens,
    takeRate: async () => 0,
    onCall: (record) => void calls.push(record),
    retries: { tries: 4, firstPauseMs: 10, longestPauseMs: 50, totalMs: 5_000 },
    ...over,
  })
  return {
    ...{ sandbox, oauth, tokens, hubspot, rows, calls, refreshes, control },
    install: async (portalId) => {
      await control('POST', '/portals', {
        portalId,
        name: `Portal ${portalId}`,
        hubDomain: `p${portalId}.nl`,
        appInstalled: false,
      })
      const screen = authorizeUrl({
        authorizeUrl: `${sandbox.url}/oauth/authorize`,
        clientId: 'client',
        redirectUri: REDIRECT,
        scopes: manifest.scopes.required.map((scope) => scope.name),
        optionalScopes: manifest.scopes.optional.map((scope) => scope.name),
        state: 's',
      })
      const response = await fetch(`${screen}&portal=${portalId}&user=1001`, { redirect: 'manual' })
      const code = new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? ''
      rows.set(portalId, await oauth.exchangeCode(code, REDIRECT))
    },
    close: async () => {
      await hubspot.close()
      await sandbox.close()
    },
  }
}
