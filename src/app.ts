import type { Express } from 'express'
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import { type Job, jobHandlers, jobs } from '../jobs/jobs.ts'
import { splitDelivery } from '../webhooks/delivery.ts'
import { eventEffect } from '../webhooks/effects.ts'
import { webhookReceiver } from '../webhooks/receiver.ts'
import type { Config } from './config.ts'
import { installRoutes } from './http/oauth/install-routes.ts'
import { type OperatorDeps, operatorRoutes } from './http/operators/operator-routes.ts'
import { personPageRoutes } from './http/person/routes.ts'
import { createHttpApp } from './http/shell/http-app.ts'
import { closeServer, listen } from './http/shell/listen.ts'
import { apiKeyRoutes } from './http/ui/api-key-routes.ts'
import { cardRoutes } from './http/ui/card-routes.ts'
import { homeRoutes } from './http/ui/home-routes.ts'
import { settingsRoutes } from './http/ui/settings-routes.ts'
import { workflowRoutes } from './http/ui/workflow-routes.ts'
import { v1Routes } from './http/v1/v1-routes.ts'
import { createHubSpot, type HubSpot } from './hubspot/hubspot.ts'
import { createOAuth } from './hubspot/oauth/oauth.ts'
import { createTokenSource, type TokenSource } from './hubspot/oauth/tokens.ts'
import { mailSender } from './mail/mail-server.ts'
import { loadManifest } from './manifest/load-manifest.ts'
import { callingHoursAt } from './permission/conduct/calling-hours.ts'
import type { Context } from './portal/context.ts'
import { fileClock } from './process/file-clock.ts'
import { createLog } from './process/log.ts'
import { debounce } from './queue/debounce.ts'
import { createQueue, type Queue } from './queue/queue.ts'
import { createShutdown, type Shutdown } from './shutdown.ts'
import { withPortal } from './store/core/portal-tx.ts'
import { createKeyRing } from './store/core/sealing.ts'
import { deliveryCounts, storeDelivery } from './store/inbox/deliveries.ts'
import { askWorkEverywhere } from './store/inbox/work.ts'
import { takeRate } from './store/portal/rate-log.ts'
import { loadTokens, saveTokens } from './store/portal/tokens.ts'
import { openStore, type Store } from './store/store.ts'
import { systemClock } from './time/clock.ts'
import type { PortalId } from './time/units.ts'

export type Role = 'web' | 'worker' | 'all'

/** At most one wake-up of this process in this many milliseconds; the last one is never lost. */
const WAKE_EVERY_MS = 200
/**
 * A process must be gone 25 s after SIGTERM. Requests under way have their time first (src/http/shell/listen.ts),
 * then jobs under way have GRACE_MS. Calls to a HubSpot that hangs are aborted HUBSPOT_MS after SIGTERM.
 */
const GRACE_MS = 12_000
const HUBSPOT_MS = 8_000

/** Everything built, nothing listening: what commands and roles share. */
export type Parts = {
  readonly config: Config
  readonly registry: Registry
  readonly context: Context
  /** Calls to HubSpot under way fail, and no further one is made. */
  readonly abort: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Opens store and HubSpot. The only place that puts the rooms together. */
export async function openParts(config: Config, purpose: string): Promise<Parts> {
  const log = createLog(config.logLevel)
  const keyRing = createKeyRing(config.encryptionKeys.map(({ kid, key }) => ({ kid, key: key.reveal() })))
  const store = await openStore({
    databaseUrl: config.databaseUrl?.reveal(),
    dataDir: config.dataDir,
    keyRing,
    applicationName: `belrecht ${purpose}`,
  })
  const registry = new Registry()
  const shutdown = createShutdown()
  const tokens = tokenSource(config, store, shutdown)
  const { hubspot, callsTo } = openHubSpot(config, store, tokens, registry, shutdown)
  const clock = config.clockFile === null ? systemClock : fileClock(config.clockFile)
  const context: Context = {
    store,
    hubspot,
    clock,
    appId: config.hubspot.appId,
    publicBaseUrl: config.publicBaseUrl,
    log,
    callsTo,
    tokensChanged: tokens.forget,
  }
  const abort = async () => {
    shutdown.abort()
    await hubspot.close()
  }
  return {
    config,
    registry,
    context,
    abort: abort,
    close: async () => {
      await abort()
      await store.close()
    },
  }
}

function oauthOf({ hubspot }: Config) {
  const clientSecret = hubspot.clientSecrets[0]?.reveal()
  return createOAuth({
    baseUrl: hubspot.apiBaseUrl,
    clientId: hubspot.clientId,
    clientSecret: clientSecret ?? '',
    now: Date.now,
  })
}

function tokenSource(config: Config, store: Store, shutdown: Shutdown): TokenSource {
  const { refresh } = oauthOf(config)
  return createTokenSource({
    load: (portalId) => withPortal(store, portalId, (tx) => loadTokens(tx)),
    withTokenRow: (portalId, work) =>
      withPortal(store, portalId, async (tx) =>
        work(await loadTokens(tx, { forUpdate: true }), (fresh) => saveTokens(tx, fresh)),
      ),
    refresh: async (refreshToken, portalId) => {
      shutdown.check()
      return refresh(refreshToken, portalId)
    },
    now: Date.now,
  })
}

function openHubSpot(
  config: Config,
  store: Store,
  tokens: TokenSource,
  registry: Registry,
  shutdown: Shutdown,
): { hubspot: HubSpot; callsTo: (portalId: PortalId) => number } {
  const calls = new Map<number, number>()
  const counted = new Counter({
    name: 'belrecht_hubspot_calls_total',
    help: 'Calls to HubSpot by status',
    labelNames: ['method', 'status'],
    registers: [registry],
  })
  const hubspot = createHubSpot({
    baseUrl: config.hubspot.apiBaseUrl,
    tokens,
    takeRate: (portalId, bucket, limit, intervalMs) => {
      shutdown.check()
      return takeRate(store, portalId, bucket, limit, intervalMs)
    },
    wait: shutdown.pause,
    onCall: ({ portalId, method, status }) => {
      calls.set(portalId, (calls.get(portalId) ?? 0) + 1)
      counted.inc({ method, status: String(status ?? 'none') })
    },
  })
  return { hubspot, callsTo: (portalId) => calls.get(portalId) ?? 0 }
}

/** A running service. */
export type Running = { readonly parts: Parts; readonly url: string | null; readonly stop: () => Promise<boolean> }

/** Starts a role. Resolves once it answers, or works; what was opened is closed again where that fails. */
export async function startApp(config: Config, role: Role): Promise<Running> {
  const parts = await openParts(config, role)
  try {
    return await startOn(parts, role)
  } catch (error) {
    await parts.close()
    throw error
  }
}

async function startOn(parts: Parts, role: Role): Promise<Running> {
  const { config, context, registry } = parts
  collectDefaultMetrics({ register: registry })
  countDeliveries(parts)
  const connection =
    config.redisUrl === null ? { postgres: context.store.connection } : { redisUrl: config.redisUrl.reveal() }
  const queue = await createQueue<Job>({ jobs, log: context.log, ...connection })
  const wakes = debounce((key: string) => void queue.enqueue('drain', {}, { key }), WAKE_EVERY_MS)
  const wake = () => wakes('all')
  try {
    const server = role === 'worker' ? null : await listen(httpApp(parts, queue, wake), config.port)
    if (role !== 'web') await startWork(parts, queue)
    return {
      parts,
      url: server ? config.publicBaseUrl : null,
      stop: async () => {
        const patience = setTimeout(() => void parts.abort(), HUBSPOT_MS)
        if (server) await closeServer(server)
        wakes.flush()
        const { drained } = await queue.close({ graceMs: GRACE_MS })
        clearTimeout(patience)
        await parts.close()
        return drained
      },
    }
  } catch (error) {
    await queue.close({ graceMs: 0 })
    throw error
  }
}

/** Counted in the database at every scrape, so that every process gives the same figures. */
function countDeliveries({ registry, context }: Parts): void {
  new Gauge({
    name: 'belrecht_deliveries',
    help: 'Deliveries from HubSpot that are not split yet (unsplit) or could not be read and are kept (broken)',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const { unsplit, broken } = await deliveryCounts(context.store.pool)
      this.set({ state: 'unsplit' }, unsplit)
      this.set({ state: 'broken' }, broken)
    },
  })
}

async function startWork({ context, config }: Parts, queue: Queue<Job>): Promise<void> {
  const nightlyAt = localTime(config)
  const wake = (name: 'portal-work' | 'night', portalId: PortalId, delayMs = 0) =>
    queue.enqueue(name, { portalId }, { key: String(portalId), delayMs })
  queue.work(
    jobHandlers({
      context,
      splitDelivery,
      eventEffect: (body) => eventEffect(body, context.appId),
      nightlyAt,
      wakePortal: (portalId, delayMs) => wake('portal-work', portalId, delayMs),
      wakeNight: (portalId) => wake('night', portalId),
    }),
  )
  // Properties that were archived, or are new in this version, are made before the first verdict needs them.
  await askWorkEverywhere(context.store, 'provision', Date.now())
  for (const { name, schedule } of jobs) if (schedule) await queue.every(name, schedule(nightlyAt))
}

/** `HH:MM`. */
export function localTime({ nightlyAt }: Config): string {
  return [nightlyAt.hour, nightlyAt.minute].map((part) => String(part).padStart(2, '0')).join(':')
}

function httpApp({ config, context, registry }: Parts, queue: Queue<Job>, wake: () => void): Express {
  const { store, log, publicBaseUrl } = context
  const { hubspot, mail } = config
  const secrets = hubspot.clientSecrets.map((secret) => secret.reveal())
  const ui = { context, signed: { publicBaseUrl, secrets } }
  const receiver = {
    publicBaseUrl,
    secrets,
    signatures: config.webhookSignatures,
    storeDelivery: (body: Buffer) => storeDelivery(store, { body, receivedAt: Date.now() }),
    wake,
  }
  const { authorizeUrl, clientId } = hubspot
  const install = { consentScreen: { authorizeUrl, clientId }, oauth: oauthOf(config), manifest: loadManifest(), wake }
  const sendConfirmMail = mail && mailSender({ url: mail.server.reveal(), from: mail.from })
  return createHttpApp({
    log,
    registry,
    routers: [
      webhookReceiver(receiver),
      cardRoutes({ ...ui, hoursAt: callingHoursAt }),
      homeRoutes(ui),
      settingsRoutes(ui),
      apiKeyRoutes(ui),
      workflowRoutes(ui),
      v1Routes({ context, sendConfirmMail }),
      personPageRoutes({ context }),
      operatorRoutes({
        log,
        registry,
        metricsToken: config.metricsToken?.reveal() ?? null,
        checks: checks(store, queue),
      }),
      installRoutes({ context, ...install }),
    ],
  })
}

function checks(store: Store, queue: Queue<Job>): OperatorDeps['checks'] {
  return {
    database: () => store.ping(),
    queue: async () => {
      const ready = await queue.ready()
      return ready.ok ? null : ready.problem
    },
  }
}
