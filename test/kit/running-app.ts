import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Router } from 'express'
import { type Logger, pino } from 'pino'
import { Registry } from 'prom-client'
import { installRoutes } from '../../src/http/oauth/install-routes.ts'
import { operatorRoutes, type ReadinessCheck } from '../../src/http/operators/operator-routes.ts'
import { createHttpApp } from '../../src/http/shell/http-app.ts'
import { settingsRoutes } from '../../src/http/ui/settings-routes.ts'
import type { HubSpot } from '../../src/hubspot/hubspot.ts'
import type { OAuth } from '../../src/hubspot/oauth/oauth.ts'
import { signV3 } from '../../src/hubspot/signatures/signatures.ts'
import { loadManifest } from '../../src/manifest/load-manifest.ts'
import type { Context } from '../../src/portal/context.ts'
import { openPortal } from '../../src/portal/open-portal.ts'
import { defaultSettings } from '../../src/portal-settings/schema.ts'
import { dueWorkOf, portalsWithWork } from '../../src/store/inbox/work.ts'
import { installPortal } from '../../src/store/portal/portals.ts'
import type { Store } from '../../src/store/store.ts'
import { systemClock } from '../../src/time/clock.ts'

const NEW_SECRET = 'new-client-secret'
export const SECRETS = [NEW_SECRET, 'old-client-secret']
/** Not where the server listens: behind a proxy the two differ. */
export const PUBLIC_BASE_URL = 'https://belrecht.example'

type Choices = {
  readonly checks?: Readonly<Record<string, ReadinessCheck>>
  readonly metricsToken?: string
  readonly routers?: readonly Router[]
}

/** The shell of the app on a free port, with what operators see and the routers given. */
export async function runApp({ checks = {}, metricsToken, routers = [] }: Choices = {}) {
  const { log, lines } = keptLog()
  return { ...(await listening(log, { checks, routers, ...(metricsToken && { metricsToken }) })), lines }
}

export type RunningApp = Awaited<ReturnType<typeof runApp>>

/** What HubSpot says to an install. */
export type InstallingHubSpot = {
  readonly oauth: Pick<OAuth, 'exchangeCode' | 'introspect'>
  readonly provisioned: {
    readonly created: readonly string[]
    readonly missing: readonly { readonly name: string; readonly why: string }[]
  }
}

/** The same with settings and install on a database of the suite's, where accounts 101 and 202 have the app. */
export async function runAppOn(store: Store, hubspot?: InstallingHubSpot) {
  const { log, lines } = keptLog()
  const context = contextOn(store, log, hubspot)
  for (const [portalId, hubDomain, admin] of [
    [101, 'zonnig-energie.nl', '7'],
    [202, 'waterhulp.nl', '9'],
  ] as const) {
    const settings = defaultSettings({ controllerName: hubDomain, admins: [admin] })
    const { controller } = settings
    const installedAt = Date.now()
    await installPortal(store, {
      portalId,
      hubDomain,
      installedBy: admin,
      scopes: [],
      controller,
      settings,
      installedAt,
    })
  }
  const oauth = hubspot?.oauth ?? { exchangeCode: notAsked, introspect: notAsked }
  const consentScreen = { authorizeUrl: 'https://app.hubspot.example/oauth/authorize', clientId: 'client' }
  const app = await listening(log, {
    routers: [
      settingsRoutes({ context, signed: { publicBaseUrl: PUBLIC_BASE_URL, secrets: SECRETS } }),
      installRoutes({ context, oauth, manifest: loadManifest(), consentScreen, wake: () => {} }),
    ],
  })
  return {
    ...app,
    lines,
    settingsOf: async (portalId: number) => (await openPortal(context, portalId))?.settings,
    /** Portals whose contacts are to be judged again. */
    judgedAgain: async () => {
      const now = Date.now()
      const due = await Promise.all((await portalsWithWork(store, now)).map((each) => dueWorkOf(store, each, now)))
      return due.flat().flatMap(({ kind, portalId }) => (kind === 'sweep' ? [portalId] : []))
    },
  }
}

export type RunningAppOn = Awaited<ReturnType<typeof runAppOn>>

function keptLog() {
  const lines: string[] = []
  return { log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }), lines }
}

async function notAsked(): Promise<never> {
  throw new Error('this suite has no HubSpot to ask')
}

function contextOn(store: Store, log: Logger, hubspot: InstallingHubSpot | undefined): Context {
  const provisionProperties = async () => ({ restored: [], merged: [], incomplete: [], ...hubspot?.provisioned })
  return {
    store,
    // Settings ask HubSpot nothing; an install asks it for properties and no more.
    hubspot: { portal: () => ({ provisionProperties }) } as unknown as HubSpot,
    clock: systemClock,
    appId: '4242',
    publicBaseUrl: PUBLIC_BASE_URL,
    log,
    tokensChanged: () => {},
    callsTo: () => 0,
  }
}

async function listening(log: Logger, { checks = {}, metricsToken, routers = [] }: Choices) {
  const registry = new Registry()
  const operators = operatorRoutes({ log, checks, registry, metricsToken: metricsToken ?? null })
  const server: Server = createServer(createHttpApp({ log, registry, routers: [...routers, operators] }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const at = `http://127.0.0.1:${port}`

  /** As HubSpot sends it: signed over the public address, the body's bytes and the moment. */
  const signed = (path: string, { method = 'GET', body = '', secret = NEW_SECRET, at: moment = Date.now() } = {}) => {
    const timestamp = `${moment}`
    const parts = { method, url: `${PUBLIC_BASE_URL}${path}`, body: Buffer.from(body), secret, timestamp }
    const headers = { 'X-HubSpot-Signature-v3': signV3(parts), 'X-HubSpot-Request-Timestamp': timestamp }
    return fetch(`${at}${path}`, { method, headers, ...(method !== 'GET' && { body }) })
  }

  return {
    at,
    signed,
    get: (path: string, headers: Record<string, string> = {}) => fetch(`${at}${path}`, { redirect: 'manual', headers }),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** What a refusal says to programs. */
export const statusAndCode = async (answer: Response): Promise<[number, string]> => {
  const { code } = (await answer.json()) as { code: string }
  return [answer.status, code]
}
