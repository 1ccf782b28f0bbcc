import type { Logger } from 'pino'
import type { HubSpot, PortalClient } from '../hubspot/hubspot.ts'
import type { PortalSettings } from '../portal-settings/schema.ts'
import type { PortalTx } from '../store/core/portal-tx.ts'
import type { Store } from '../store/store.ts'
import type { Clock } from '../time/clock.ts'
import type { PortalId } from '../time/units.ts'

/** What every feature works with; built once in `app.ts`. */
export type Context = {
  readonly store: Store
  readonly hubspot: HubSpot
  readonly clock: Clock
  readonly appId: string
  /** The address under which people reach the app; without a slash at its end. */
  readonly publicBaseUrl: string
  readonly log: Logger
  /** New tokens were stored: drops what this process remembers of the old ones. */
  readonly tokensChanged: (portalId: PortalId) => void
  /** How many HubSpot calls this process has made for a portal. */
  readonly callsTo: (portalId: PortalId) => number
}

/** An installed portal, open for work. */
export type OpenPortal = {
  readonly portalId: PortalId
  readonly settings: PortalSettings
  readonly client: PortalClient
  /** One transaction that sees this portal and no other; see withPortal. */
  readonly tx: <T>(work: (tx: PortalTx) => Promise<T>) => Promise<T>
  /** Those of our properties that this account did not take (`type.name`); they are never written. */
  readonly missingProperties: ReadonlySet<string>
  /** The address of a person's own page, without the token at its end. */
  readonly personPageBaseUrl: string
}
