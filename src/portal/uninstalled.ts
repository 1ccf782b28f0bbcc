import { HubSpotError } from '../hubspot/errors.ts'
import { markUninstalled } from '../store/portal/portals.ts'
import type { Context } from './context.ts'

/** Works for a portal. Where HubSpot says that the app is no longer installed there, the portal is marked so and nobody comes back for it. */
export async function markIfUninstalled<T>(
  context: Context,
  portalId: number,
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
