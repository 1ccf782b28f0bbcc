import { TokenStore } from '../oauth/token-store.ts'
import { Switchboard } from '../webhooks/switchboard.ts'
import { CallLog } from './call-log.ts'
import type { Change } from './change.ts'
import type { BusinessClock } from './clock.ts'
import { Faults } from './faults.ts'
import { Portal, type PortalSettings } from './portal.ts'
import type { Source } from './record.ts'
import { MARKETPLACE_LIMITS } from './rolling-limit.ts'
import type { Writing } from './write.ts'

export type SandboxHooks = { readonly runNight?: () => Promise<unknown> }

/** Everything the sandbox remembers. Routes read and change it; nothing outlives the process. */
export class World {
  readonly clock: BusinessClock
  readonly hooks: SandboxHooks
  readonly portals = new Map<number, Portal>()
  readonly switchboard = new Switchboard()
  readonly tokens = new TokenStore()
  readonly faults = new Faults()
  /** How many links one input of an associations read answers at once. */
  associationPage = 500
  /** How far the index of searches is behind: a record changed more recently is not found. */
  searchBehindMs = 0
  readonly #callLogs = new Map<number, CallLog>()

  constructor(clock: BusinessClock, hooks: SandboxHooks) {
    this.clock = clock
    this.hooks = hooks
    this.#registerFirstApp()
  }

  addPortal(settings: PortalSettings): Portal {
    const portal = new Portal(settings, this.clock.now(), MARKETPLACE_LIMITS)
    this.portals.set(settings.portalId, portal)
    return portal
  }

  callLog(portalId: number): CallLog {
    const log = this.#callLogs.get(portalId) ?? new CallLog()
    this.#callLogs.set(portalId, log)
    return log
  }

  /** One write by one writer at one instant of business time. */
  writing(portal: Portal, source: Source, at = this.clock.now()): Writing {
    return { portal, source, at, happened: (change) => this.happened(change) }
  }

  happened(change: Change): void {
    const portal = this.portals.get(change.portalId)
    if (portal === undefined) return
    portal.revision += 1
    this.switchboard.happened(change, portal.installedApps)
  }

  reset(): void {
    this.portals.clear()
    this.#callLogs.clear()
    this.tokens.clear()
    this.faults.clear()
    this.associationPage = 500
    this.searchBehindMs = 0
    this.switchboard.reset(true)
    this.clock.reset()
    this.#registerFirstApp()
  }

  /** So that a token can be had before any app was registered. */
  #registerFirstApp(): void {
    this.switchboard.register({
      appId: 1,
      name: 'Sandbox app',
      clientId: 'sandbox-client',
      clientSecret: 'sandbox-secret',
      redirectUris: null,
      requiredScopes: null,
      targetUrl: null,
      deliverTo: null,
      maxConcurrentRequests: 10,
      subscriptions: [],
    })
  }
}
