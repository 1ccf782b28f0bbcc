import { HubSpotError } from '../hubspot/errors.ts'
import { withPortal } from '../store/core/portal-tx.ts'
import { forgetAccess, loadPortal, markReturned, markUninstalled } from '../store/portal/portals.ts'
import type { PortalId } from '../time/units.ts'
import type { Context } from './context.ts'

/**
 * Does work for a portal. If HubSpot answers that the app is no longer installed there, the portal is marked as
 * uninstalled and is not worked for until HubSpot takes us again; see `tryReturn`.
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
    await markUninstalled(context.store, portalId, Date.now())
    context.log.warn({ portalId }, 'the app is no longer installed in this portal')
    return 'gone'
  }
}

const LONGEST_WAIT_MS = 24 * 3_600_000
const FIRST_WAIT_MS = 10 * 60_000
/** An account that refused us for this long has uninstalled the app: until then one refusal may be a mistake. */
const FOR_GOOD_MS = 30 * 24 * 3_600_000

/**
 * Asks an account that refused us whether it takes us again.
 * @param tries how often it was asked before
 * @returns when to ask again, epoch milliseconds; null where there is nothing left to ask: it took us, or it is over
 */
export async function tryReturn(context: Context, portalId: PortalId, tries: number): Promise<number | null> {
  const { store, hubspot, log } = context
  const portal = await withPortal(store, portalId, loadPortal)
  if (portal === null || portal.status === 'installed') return null
  try {
    await hubspot.portal(portalId).listPage('contacts', null, [])
  } catch (error) {
    if (!(error instanceof HubSpotError)) throw error
    if (error.kind === 'portal-gone' && Date.now() - (portal.uninstalledAt ?? 0) > FOR_GOOD_MS) {
      await withPortal(store, portalId, forgetAccess)
      context.tokensChanged(portalId)
      log.warn({ portalId }, 'uninstalled for good: tokens and API keys were deleted')
      return null
    }
    return Date.now() + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries)
  }
  await markReturned(store, portalId)
  log.info({ portalId }, 'the account takes the app again')
  return null
}
