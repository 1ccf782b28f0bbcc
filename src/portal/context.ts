import type { Logger } from 'pino'
import type { HubSpot, PortalClient } from '../hubspot/hubspot.ts'
import type { PortalSettings } from '../portal-settings/schema.ts'
import type { PortalTx } from '../store/core/portal-tx.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'

/** What every action works with; built once in `app.ts`. */
export type Context = {
  readonly store: Store
  readonly hubspot: HubSpot
  readonly clock: Clock
  readonly appId: string
  /** Where people reach us; without a slash at its end. */
  readonly publicBaseUrl: string
  readonly log: Logger
  /** New tokens were stored: what this process remembers of the old ones no longer holds. */
  readonly tokensChanged: (portalId: number) => void
  /** How many HubSpot calls this process has made for a portal. */
  readonly callsTo: (portalId: number) => number
}

/** A portal with the app installed, ready to be worked for. */
export type OpenPortal = {
  readonly portalId: number
  readonly settings: PortalSettings
  readonly client: PortalClient
  /** One transaction that sees this portal and no other; see withPortal. */
  readonly tx: <T>(work: (tx: PortalTx) => Promise<T>) => Promise<T>
  /** Of our properties, those this account did not take: never written (`type.name`). */
  readonly missingProperties: ReadonlySet<string>
  /** Before a person's token: the address of their own page. */
  readonly personPageBaseUrl: string
}
