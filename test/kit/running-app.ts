import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Router } from 'express'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import type { InstallOutcome } from '../../src/http/oauth/install-routes.ts'
import type { ReadinessCheck } from '../../src/http/operators/operator-routes.ts'
import { createHttpApp } from '../../src/http/shell/http-app.ts'
import { signV3 } from '../../src/hubspot/signatures/signatures.ts'
import { affectsVerdicts, applySettings } from '../../src/portal-settings/apply.ts'
import { defaultSettings, type PortalSettings } from '../../src/portal-settings/schema.ts'

const NEW_SECRET = 'new-client-secret'
export const SECRETS = [NEW_SECRET, 'old-client-secret']
/** Not where the server listens: behind a proxy the two differ. */
export const PUBLIC_BASE_URL = 'https://belrecht.example'

type Choices = {
  readonly checks?: Readonly<Record<string, ReadinessCheck>>
  readonly metricsToken?: string
  readonly install?: (code: string) => Promise<InstallOutcome>
  readonly routers?: readonly Router[]
}

/** The whole app on a free port, with settings of two portals and OAuth states kept in memory. */
export const runApp = async ({ checks = {}, metricsToken, install, routers = [] }: Choices = {}) => {
  const lines: string[] = []
  const states = new Set<string>()
  const portals = new Map<number, PortalSettings>([
    [101, defaultSettings({ controllerName: 'zonnig-energie.nl', admins: ['7'] })],
    [202, defaultSettings({ controllerName: 'waterhulp.nl', admins: ['9'] })],
  ])
  const judgedAgain: number[] = []

  const app = createHttpApp({
    log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
    signed: { publicBaseUrl: PUBLIC_BASE_URL, secrets: SECRETS },
    operators: { checks, registry: new Registry(), metricsToken: metricsToken ?? null },
    install: {
      authorizeUrl: (state) => `https://app.hubspot.example/oauth/authorize?state=${state}`,
      rememberState: async (state) => void states.add(state),
      consumeState: async (state) => states.delete(state),
      installPortal: ({ code }) => (install ?? (async () => ({ ok: false, failure: 'code-refused' }) as const))(code),
    },
    settings: {
      loadSettings: async (portalId) => portals.get(portalId) ?? null,
      changeSettings: async (portalId, _userId, patch) => {
        const before = portals.get(portalId)
        if (!before) throw new Error('asked for a portal that is not there')
        const applied = applySettings(before, patch)
        if (applied.ok) {
          portals.set(portalId, applied.settings)
          if (affectsVerdicts(before, applied.settings)) judgedAgain.push(portalId)
        }
        return applied
      },
    },
    routers,
  })

  const server: Server = createServer(app)
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
    lines,
    portals,
    judgedAgain,
    signed,
    get: (path: string, headers: Record<string, string> = {}) => fetch(`${at}${path}`, { redirect: 'manual', headers }),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export type RunningApp = Awaited<ReturnType<typeof runApp>>

/** What a refusal says to programs. */
export const statusAndCode = async (answer: Response): Promise<[number, string]> => {
  const { code } = (await answer.json()) as { code: string }
  return [answer.status, code]
}
