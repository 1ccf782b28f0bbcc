import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PORTALS, SETTINGS, STARTS_AT, WATERHULP, ZONNIG } from '../../demo/portals.ts'
import { type SandboxApi, sandboxApi } from '../../demo/sandbox-api.ts'
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts'
import { type Parts, type Running, startApp } from '../../src/app.ts'
import { type Config, loadConfig } from '../../src/config.ts'
import type { EventEffect } from '../../src/events/event-effect.ts'
import { workForPortal } from '../../src/events/portal-work.ts'
import { loadManifest } from '../../src/manifest/load-manifest.ts'
import { subscriptions } from '../../src/manifest/subscriptions.ts'
import type { Context } from '../../src/portal/context.ts'
import { type PortalTx, withPortal } from '../../src/store/core/portal-tx.ts'
import { dueRefreshRequests } from '../../src/store/inbox/refresh-requests.ts'
import { splitDeliveries } from '../../src/store/inbox/split-deliveries.ts'
import { askWork, dueWork } from '../../src/store/inbox/work.ts'
import type { Store } from '../../src/store/store.ts'
import { splitDelivery } from '../../webhooks/delivery.ts'
import { eventEffect } from '../../webhooks/effects.ts'
import { createTestDatabase, type TestDatabase } from './database.ts'
import { freePort } from './redis.ts'

/** Commercial, `b2b` and collection declared. */
export const COMMERCIAL = ZONNIG.portalId
/** A charity with the same record ids. */
export const CHARITY = WATERHULP.portalId

const APP = { appId: 4242, clientId: 'belrecht-test', clientSecret: 'secret-of-the-test-sandbox' }
const DELIVERIES_AT_ONCE = 200

export type StageOptions = {
  /** Given keys replace those of demo/portals.ts, by portal. */
  readonly settings?: Readonly<Record<number, object>>
  /** Business time, ISO 8601; 2026-06-29T09:00 in Amsterdam by default. */
  readonly startAt?: string
  /** For both portals; `hold` by default. */
  readonly guard?: 'report' | 'hold'
  /** More of the app's environment, such as WEBHOOK_SIGNATURES. */
  readonly env?: Readonly<Record<string, string>>
  /** Leave the portals for the suite to install. */
  readonly installed?: false
}

/**
 * The app's web role and a sandbox HubSpot over real HTTP on a real database, both portals installed through OAuth. No worker runs: `settle`
 * does its work, so that a test never waits for a clock.
 */
export type Stage = {
  readonly sandbox: SandboxApi & { readonly world: Sandbox['world'] }
  readonly appUrl: string
  readonly database: TestDatabase
  readonly parts: Parts
  readonly context: Context
  readonly config: Config
  /** From the app to HubSpot's consent screen and back, then the settings, as an admin would. Settles nothing. */
  install(portalId: number): Promise<void>
  /** As an admin on the settings page; throws unless accepted. */
  saveSettings(portalId: number, patch: object): Promise<void>
  /** Until HubSpot's deliveries are acknowledged and the app has nothing left to do now. Not while the sandbox holds its events. */
  settle(): Promise<void>
  /** Looks a second (third) time at tasks and calls without a contact, without waiting 2 s or 10 s. */
  refreshAgain(): Promise<void>
  /** Moves business time for sandbox and app. */
  setClock(now: string): Promise<void>
  /** What the app reads as the meaning of an event. */
  readonly eventEffect: (body: unknown) => EventEffect
  /** SQL in a portal, as the app: row-level security holds. */
  query<Row>(portalId: number, text: string, values?: unknown[]): Promise<Row[]>
  inPortal<Result>(portalId: number, work: (tx: PortalTx) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'belrecht-stage-'))
  const clockFile = join(folder, 'clock.json')
  const [database, hubspot, port] = await Promise.all([
    createTestDatabase(),
    startSandbox({ clockFile, now: options.startAt ?? STARTS_AT }),
    freePort(),
  ])
  const sandbox = { ...sandboxApi(hubspot.url), world: hubspot.world }
  const config = configOf(hubspot.url, database.databaseUrl, port, clockFile, options.env ?? {})
  const running = await startApp(config, 'web')
  const stage = stageOf(sandbox, running, config, database, options, async () => {
    await running.stop()
    await hubspot.close()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })
  await openPortals(stage)
  if (options.installed === false) return stage
  for (const { portalId } of PORTALS) await stage.install(portalId)
  await stage.settle()
  return stage
}

function stageOf(
  sandbox: Stage['sandbox'],
  { parts }: Running,
  config: Config,
  database: TestDatabase,
  options: StageOptions,
  close: () => Promise<void>,
): Stage {
  const { context } = parts
  const { store } = context
  const effect = (body: unknown) => eventEffect(body, context.appId)
  const stage: Stage = {
    sandbox,
    appUrl: config.publicBaseUrl,
    database,
    parts,
    context,
    config,
    eventEffect: effect,
    install: async (portalId) => {
      await installIn(stage, portalId)
      const chosen = SETTINGS[portalId as keyof typeof SETTINGS]
      const guard = options.guard ?? 'hold'
      await stage.saveSettings(portalId, { ...chosen, guard, ...options.settings?.[portalId] })
    },
    saveSettings: async (portalId, patch) => {
      const as = { portalId, userId: ZONNIG.admin }
      const saved = await sandbox.signedCall('PUT', `${config.publicBaseUrl}/settings`, as, patch)
      if (saved.status !== 200) throw new Error(`settings answered ${saved.status}: ${JSON.stringify(saved.body)}`)
    },
    settle: () => settle(stage),
    refreshAgain: async () => {
      for (const { portalId } of PORTALS) {
        await withPortal(store, portalId, async (tx) => {
          const { rowCount } = await tx.query('update refresh_requests set due_at = 0', [])
          if (rowCount) await askWork(tx, portalId, 'refresh', 0)
        })
      }
      await settle(stage)
    },
    setClock: async (now) => {
      await sandbox.setClock(now)
      // The app reads the file at most twenty times a second.
      while (Math.abs(context.clock.now() - sandbox.world.clock.now()) > 1_000) await sleep(5)
    },
    query: async <Row>(portalId: number, text: string, values: unknown[] = []) =>
      withPortal(store, portalId, async (tx) => (await tx.query<Row & object>(text, values)).rows),
    inPortal: (portalId, work) => withPortal(store, portalId, work),
    close,
  }
  return stage
}

async function settle(stage: Stage): Promise<void> {
  const { context, sandbox } = stage
  const { store } = context
  for (let round = 0; round < 100; round++) {
    const { idle } = await sandbox.deliveriesSettled()
    if (!idle) throw new Error('HubSpot has events that the app does not acknowledge')
    while ((await splitDeliveries(store, DELIVERIES_AT_ONCE, splitDelivery)).taken > 0);
    const portals = await portalsToWorkFor(store)
    // Our own limiter (110 calls in 10 s) is measured elsewhere; here it would only make suites wait.
    for (const { portalId } of PORTALS) await withPortal(store, portalId, (tx) => tx.query('delete from rate_log', []))
    if (portals.size === 0) return
    for (const portalId of portals) await workForPortal(context, portalId, stage.eventEffect)
  }
  throw new Error('the app still finds work to do after 100 rounds: something answers its own echo')
}

// A portal's request for second looks stays due while some of these are still to come: only those due now are work.
async function portalsToWorkFor(store: Store): Promise<Set<number>> {
  const portals = new Set<number>()
  const now = Date.now()
  for (const { portalId, kind } of await dueWork(store, now)) {
    const due = kind === 'refresh' ? await withPortal(store, portalId, (tx) => dueRefreshRequests(tx, now, 1)) : null
    if (due === null || due.length > 0) portals.add(portalId)
  }
  return portals
}

async function openPortals({ sandbox, appUrl }: Stage): Promise<void> {
  for (const { portalId, name, hubDomain, admin } of PORTALS) {
    const users = [{ id: admin, email: `admin@${hubDomain}`, firstName: 'Anna', lastName: 'Admin' }]
    await sandbox.call('POST', '/sandbox/portals', { portalId, name, hubDomain, users, appInstalled: false })
    await sandbox.call('POST', `/sandbox/portals/${portalId}/limits`, { perTenSeconds: 1e6, searchesPerSecond: 1e6 })
  }
  await sandbox.call('POST', '/sandbox/apps', {
    ...APP,
    name: 'Belrecht',
    redirectUris: [`${appUrl}/oauth/callback`],
    targetUrl: `${appUrl}/webhooks/hubspot`,
    subscriptions: subscriptions(loadManifest()),
  })
  await sandbox.call('POST', '/sandbox/webhooks/knobs', { flushMs: 1, retryMs: 20 })
}

async function installIn({ appUrl }: Stage, portalId: number): Promise<void> {
  const start = await fetch(`${appUrl}/oauth/install`, { redirect: 'manual' })
  const authorize = new URL(start.headers.get('location') ?? '', appUrl)
  authorize.searchParams.set('portal', String(portalId))
  authorize.searchParams.set('user', String(ZONNIG.admin))
  const back = await fetch(authorize, { redirect: 'manual' })
  const done = await fetch(back.headers.get('location') ?? '', { redirect: 'manual' })
  if (done.status !== 200) throw new Error(`installing in ${portalId} answered ${done.status}: ${await done.text()}`)
}

function configOf(
  sandboxUrl: string,
  databaseUrl: string,
  port: number,
  clockFile: string,
  env: Readonly<Record<string, string>>,
): Config {
  const loaded = loadConfig({
    PORT: String(port),
    PUBLIC_BASE_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: databaseUrl,
    CLOCK_FILE: clockFile,
    HUBSPOT_CLIENT_ID: APP.clientId,
    HUBSPOT_CLIENT_SECRET: APP.clientSecret,
    HUBSPOT_APP_ID: String(APP.appId),
    HUBSPOT_API_BASE_URL: sandboxUrl,
    HUBSPOT_AUTHORIZE_URL: `${sandboxUrl}/oauth/authorize`,
    ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    LOG_LEVEL: 'silent',
    ...env,
  })
  if (!loaded.ok) throw new Error(loaded.problems.map(({ variable, problem }) => `${variable} ${problem}`).join('; '))
  return loaded.config
}
