import { unheardProperties } from '../portal-settings/mapping.ts'
import type { PortalSettings } from '../portal-settings/schema.ts'
import type { PortalTx } from '../store/core/portal-tx.ts'
import { askWorkOnce } from '../store/inbox/work.ts'
import { installedPortals } from '../store/portal/portals.ts'
import type { EpochMs } from '../time/units.ts'
import type { Context } from './context.ts'
import { openPortal } from './open-portal.ts'
import { isTransient } from './transient-errors.ts'

/** The kind of work that looks for changes of properties which no webhook reports. */
export const CHANGES = 'changes'

/** What is looked at from `since` on, by HubSpot's clock. */
export type ChangesCursor = {
  readonly since: EpochMs
  /** A round under way: when it began, and the object and record id it has come to. */
  readonly round?: { readonly began: EpochMs; readonly object: string; readonly after: string }
  /** When the mapping was last held against the account. */
  readonly checkedAt?: EpochMs
}

/**
 * A portal that maps properties of its own has its changes looked for every few minutes; nothing where it has asked
 * already, or maps none.
 */
export async function askForChanges(
  tx: PortalTx,
  { mapping }: Pick<PortalSettings, 'mapping'>,
  now: EpochMs,
): Promise<boolean> {
  if (Object.values(unheardProperties(mapping)).every((properties) => properties.length === 0)) return false
  return askWorkOnce(tx, tx.portalId, CHANGES, Date.now(), { since: now } satisfies ChangesCursor)
}

const EVERY_MS = 600_000

/**
 * Asks for every portal, now and then: also for those that were installed before there was such work. Install and
 * settings ask as well, so this finds only what they did not see; it reads our own tables alone.
 */
export function changesAsker(context: Context): () => Promise<void> {
  const { store, clock, log } = context
  let next = 0
  return async () => {
    if (Date.now() < next) return
    for (const portalId of await installedPortals(store)) {
      try {
        const portal = await openPortal(context, portalId)
        await portal?.tx((tx) => askForChanges(tx, portal.settings, clock.now()))
      } catch (error) {
        if (isTransient(error)) throw error
        log.error({ err: error, portalId }, 'changes of mapped properties are not looked for')
      }
    }
    next = Date.now() + EVERY_MS
  }
}
