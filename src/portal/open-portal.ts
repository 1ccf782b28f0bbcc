import { portalSettingsSchema } from '../portal-settings/schema.ts'
import { withPortal } from '../store/core/portal-tx.ts'
import { loadPortal, type Portal } from '../store/portal/portals.ts'
import type { PortalId } from '../time/units.ts'
import type { Context, OpenPortal } from './context.ts'

/** The portal, open for work; null where the app is not installed, or not any more. */
export async function openPortal(context: Context, portalId: PortalId): Promise<OpenPortal | null> {
  const portal = await withPortal(context.store, portalId, loadPortal)
  return portal === null || portal.status !== 'installed' ? null : opened(context, portal)
}

/**
 * The portal, also while its account refuses us: what the ledger holds is answered from and added to all the same, and
 * HubSpot follows when it takes us again. Null where the app never was.
 */
export async function openLedger(context: Context, portalId: PortalId): Promise<OpenPortal | null> {
  const portal = await withPortal(context.store, portalId, loadPortal)
  return portal === null ? null : opened(context, portal)
}

function opened({ store, hubspot, publicBaseUrl }: Context, portal: Portal): OpenPortal {
  const { portalId } = portal
  return {
    portalId,
    settings: portalSettingsSchema.parse(portal.settings),
    client: hubspot.portal(portalId),
    tx: (work) => withPortal(store, portalId, work),
    missingProperties: new Set(portal.missingProperties),
    personPageBaseUrl: `${publicBaseUrl}/p/`,
  }
}
