import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PORTALS, SETTINGS, STARTS_AT, ZONNIG } from '../../demo/portals.ts'
import { type AppProcess, startProcess, untilReady } from '../../demo/processes.ts'
import { type SandboxApi, sandboxApi } from '../../demo/sandbox-api.ts'
import { startSandbox } from '../../sandbox/sandbox.ts'
import { loadManifest } from '../../src/manifest/load-manifest.ts'
import { subscriptions } from '../../src/manifest/subscriptions.ts'
import { withPortal } from '../../src/store/core/portal-tx.ts'
import { createTestDatabase } from '../kit/database.ts'
import { freePort } from '../kit/redis.ts'

const APP = { appId: 4242, clientId: 'belrecht-test', clientSecret: 'secret-of-the-test-sandbox' }

export type ServiceOptions = {
  readonly env?: Readonly<Record<string, string>>
  /** Where the processes find the database, given where it really is. */
  readonly databaseBehind?: (url: string) => Promise<string>
}

/** The app as operating-system processes on a database of its own, with a sandbox HubSpot; both portals installed, guard on hold. */
export type Service = {
  readonly sandbox: SandboxApi
  readonly appUrl: string
  readonly env: Readonly<Record<string, string>>
  web: AppProcess
  worker: AppProcess
  startWeb(): Promise<void>
  startWorker(): void
  query<Row>(portalId: number, text: string, values?: unknown[]): Promise<Row[]>
  close(): Promise<void>
}

export async function openService({ env: more = {}, databaseBehind }: ServiceOptions = {}): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'belrecht-service-'))
  const clockFile = join(folder, 'clock.json')
  const [database, hubspot, port] = await Promise.all([
    createTestDatabase(),
    startSandbox({ clockFile, now: STARTS_AT }),
    freePort(),
  ])
  const sandbox = sandboxApi(hubspot.url)
  const appUrl = `http://127.0.0.1:${port}`
  const databaseUrl = (await databaseBehind?.(database.databaseUrl)) ?? database.databaseUrl
  const env = { ...settings(databaseUrl, hubspot.url, appUrl, clockFile, join(folder, 'data')), ...more }
  await openPortals(sandbox, appUrl)
  const service: Service = {
    sandbox,
    appUrl,
    env,
    web: startProcess('web', env),
    worker: startProcess('worker', env),
    startWeb: async () => {
      service.web = startProcess('web', env)
      await untilReady(appUrl, service.web.process)
    },
    startWorker: () => {
      service.worker = startProcess('worker', env)
    },
    query: async <Row>(portalId: number, text: string, values: unknown[] = []) =>
      withPortal(database.store, portalId, async (tx) => (await tx.query<Row & object>(text, values)).rows),
    close: async () => {
      await Promise.all([service.web.kill(), service.worker.kill()])
      await hubspot.close()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
  await untilReady(appUrl, service.web.process)
  for (const { portalId } of PORTALS) await install(service, portalId)
  return service
}

async function install({ appUrl, sandbox }: Service, portalId: number): Promise<void> {
  const start = await fetch(`${appUrl}/oauth/install`, { redirect: 'manual' })
  const authorize = new URL(start.headers.get('location') ?? '')
  authorize.searchParams.set('portal', String(portalId))
  authorize.searchParams.set('user', String(ZONNIG.admin))
  const back = await fetch(authorize, { redirect: 'manual' })
  const done = await fetch(back.headers.get('location') ?? '', { redirect: 'manual' })
  if (done.status !== 200) throw new Error(`installing in ${portalId} answered ${done.status}: ${await done.text()}`)
  const as = { portalId, userId: ZONNIG.admin }
  const saved = await sandbox.signedCall('PUT', `${appUrl}/settings`, as, SETTINGS[portalId])
  if (saved.status !== 200) throw new Error(`settings answered ${saved.status}: ${JSON.stringify(saved.body)}`)
}

async function openPortals(sandbox: SandboxApi, appUrl: string): Promise<void> {
  for (const { portalId, name, hubDomain, admin } of PORTALS) {
    const users = [{ id: admin, email: `admin@${hubDomain}` }]
    await sandbox.call('POST', '/sandbox/portals', { portalId, name, hubDomain, users })
  }
  await sandbox.call('POST', '/sandbox/apps', {
    ...APP,
    name: 'Belrecht',
    redirectUris: [`${appUrl}/oauth/callback`],
    targetUrl: `${appUrl}/webhooks/hubspot`,
    subscriptions: subscriptions(loadManifest()),
  })
  await sandbox.call('POST', '/sandbox/webhooks/knobs', {
    batchSize: 5,
    flushMs: 20,
    retryMs: 100,
    retryMaxMs: 500,
    tries: 100,
  })
}

function settings(databaseUrl: string, sandboxUrl: string, appUrl: string, clockFile: string, dataDir: string) {
  return {
    PORT: new URL(appUrl).port,
    PUBLIC_BASE_URL: appUrl,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    CLOCK_FILE: clockFile,
    HUBSPOT_CLIENT_ID: APP.clientId,
    HUBSPOT_CLIENT_SECRET: APP.clientSecret,
    HUBSPOT_APP_ID: String(APP.appId),
    HUBSPOT_API_BASE_URL: sandboxUrl,
    HUBSPOT_AUTHORIZE_URL: `${sandboxUrl}/oauth/authorize`,
    ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    LOG_LEVEL: 'silent',
  }
}
