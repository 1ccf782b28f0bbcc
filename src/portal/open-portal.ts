import { portalSettingsSchema } from '../portal-settings/schema.ts'
import { withPortal } from '../store/core/portal-tx.ts'
import { loadPortal } from '../store/portal/portals.ts'
import type { PortalId } from '../time/units.ts'
import type { Context, OpenPortal } from './context.ts'

/** The portal, open for work; null where the app is not installed, or not any more. */
export async function openPortal(
  { store, hubspot, publicBaseUrl }: Context,
  portalId: PortalId,
): Promise<OpenPortal | null> {
  const portal = await withPortal(store, portalId, loadPortal)
  if (portal === null || portal.status !== 'installed') return null
  return {
    portalId,
    settings: portalSettingsSchema.parse(portal.settings),
    client: hubspot.portal(portalId),
    tx: (work) => withPortal(store, portalId, work),
    missingProperties: new Set(portal.missingProperties),
    personPageBaseUrl: `${publicBaseUrl}/p/`,
  }
}
