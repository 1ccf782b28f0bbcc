import { HubSpotError } from '../hubspot/errors.ts'
import { markUninstalled } from '../store/portal/portals.ts'
import type { PortalId } from '../time/units.ts'
import type { Context } from './context.ts'

/**
 * Does work for a portal. If HubSpot answers that the app is no longer installed
 * there, the portal is marked as uninstalled and is not worked for any more.
 */
export async function markIfUninstalled<T>(
  context: Context,
  portalId: PortalId,
  work: () => Promise<T>,
): Promise<T | 'gone'> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof HubSpotError && error.kind === 'portal-gone')) throw error
    await markUninstalled(context.store, portalId, context.clock.now())
    context.log.warn({ portalId }, 'the app is no longer installed in this portal')
    return 'gone'
  }
}
