import { setTimeout as sleep } from 'node:timers/promises'
import { PORTALS, SETTINGS, WATERHULP, ZONNIG } from '../../demo/portals.ts'
import type { SandboxApi } from '../../demo/sandbox-api.ts'
import { installApp, saveSettings } from '../../demo/stage/portals-with-app.ts'
import { openSurroundings, type Surroundings } from '../../demo/stage/surroundings.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { type Parts, type Running, startApp } from '../../src/app.ts'
import type { Config } from '../../src/config.ts'
import type { EventEffect } from '../../src/events/event-effect.ts'
import { workForPortal } from '../../src/events/portal-work.ts'
import type { Context } from '../../src/portal/context.ts'
import { type PortalTx, withPortal } from '../../src/store/core/portal-tx.ts'
import { dueRefreshRequests } from '../../src/store/inbox/refresh-requests.ts'
import { splitDeliveries } from '../../src/store/inbox/split-deliveries.ts'
import { askWork, dueWorkOf, portalsWithWork } from '../../src/store/inbox/work.ts'
import type { Store } from '../../src/store/store.ts'
import { splitDelivery } from '../../webhooks/delivery.ts'
import { eventEffect } from '../../webhooks/effects.ts'
import { configOf } from './config-of.ts'
import { createTestDatabase, type TestDatabase, testEnvironment } from './database.ts'

/** Commercial, `b2b` and collection declared. */
export const COMMERCIAL = ZONNIG.portalId
/** A charity with the same record ids. */
export const CHARITY = WATERHULP.portalId

const DELIVERIES_AT_ONCE = 200

type StageDatabase = Omit<TestDatabase, 'store'>

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
  /** In place of a new one; dropped at the end all the same. */
  readonly database?: StageDatabase
}

/**
 * The app's web role and a sandbox HubSpot over real HTTP on a real database, both portals installed
 * through OAuth. No worker runs: `settle` does the worker's work, so that a test never waits for a clock.
 */
export type Stage = {
  readonly sandbox: SandboxApi & { readonly world: Sandbox['world'] }
  readonly appUrl: string
  readonly database: StageDatabase
  readonly parts: Parts
  readonly context: Context
  readonly config: Config
  /** From the app to HubSpot's consent screen and back, then the settings, as an admin would. Settles nothing. */
  install(portalId: number): Promise<void>
  /** As an admin on the settings page; throws unless accepted. */
  saveSettings(portalId: number, patch: object): Promise<void>
  /**
   * Works until HubSpot's deliveries are acknowledged and the app has
   * nothing left to do now. Not while the sandbox holds its events.
   */
  settle(): Promise<void>
  /** Refreshes tasks and calls without a contact a second (third) time, without waiting 2 s or 10 s. */
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
  const database = options.database ?? (await createTestDatabase())
  const surroundings = await openSurroundings({
    ...(options.startAt !== undefined && { now: options.startAt }),
    env: { ...testEnvironment(database), ...options.env },
  })
  const config = configOf(surroundings.env)
  const running = await startApp(config, 'web')
  const stage = stageOf(surroundings, running, config, database, options)
  await makeImpatient(stage)
  if (options.installed === false) return stage
  for (const { portalId } of PORTALS) await stage.install(portalId)
  await stage.settle()
  return stage
}

// What HubSpot makes everybody wait for is measured elsewhere.
async function makeImpatient({ sandbox }: Stage): Promise<void> {
  const limits = { perTenSeconds: 1e6, searchesPerSecond: 1e6 }
  for (const { portalId } of PORTALS) await sandbox.call('POST', `/sandbox/portals/${portalId}/limits`, limits)
  await sandbox.call('POST', '/sandbox/webhooks/knobs', { flushMs: 1, retryMs: 20 })
}

function stageOf(
  surroundings: Surroundings,
  running: Running,
  config: Config,
  database: StageDatabase,
  options: StageOptions,
): Stage {
  const { appUrl, world } = surroundings
  const { parts } = running
  const { context } = parts
  const { store } = context
  const sandbox = { ...surroundings.sandbox, world }
  const stage: Stage = {
    sandbox,
    appUrl,
    database,
    parts,
    context,
    config,
    eventEffect: (body) => eventEffect(body, context.appId),
    install: (portalId) => {
      const guard = options.guard ?? 'hold'
      return installApp(stage, portalId, { ...SETTINGS[portalId], guard, ...options.settings?.[portalId] })
    },
    saveSettings: (portalId, patch) => saveSettings(stage, portalId, patch),
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
      while (Math.abs(context.clock.now() - world.clock.now()) > 1_000) await sleep(5)
    },
    query: async <Row>(portalId: number, text: string, values: unknown[] = []) =>
      withPortal(store, portalId, async (tx) => (await tx.query<Row & object>(text, values)).rows),
    inPortal: (portalId, work) => withPortal(store, portalId, work),
    close: async () => {
      await running.stop()
      await surroundings.close()
      await database.drop()
    },
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

// A portal's request for a further refresh stays due while some
// of these are still to come: only those due now count as work.
async function portalsToWorkFor(store: Store): Promise<Set<number>> {
  const portals = new Set<number>()
  const now = Date.now()
  for (const portalId of await portalsWithWork(store, now)) {
    for (const { kind } of await dueWorkOf(store, portalId, now)) {
      const due = kind === 'refresh' ? await withPortal(store, portalId, (tx) => dueRefreshRequests(tx, now, 1)) : null
      if (due === null || due.length > 0) portals.add(portalId)
    }
  }
  return portals
}
