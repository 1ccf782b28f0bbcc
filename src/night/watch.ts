import type { Context } from '../portal/context.ts'
import { withPortal } from '../store/core/portal-tx.ts'
import { lastNightDate, unfinishedNights } from '../store/verdicts/nights.ts'
import type { PortalId } from '../time/units.ts'
import { newestNight } from './dates.ts'

/**
 * Says whether a portal's newest night still has to run. Asked every few seconds for every
 * portal, so a night known to be over is not looked up again until the date changes.
 */
export function nightWatch({ store, clock }: Context, nightlyAt: string): (portalId: PortalId) => Promise<boolean> {
  const over = new Map<number, string>()
  return async (portalId) => {
    const newest = newestNight(clock.now(), nightlyAt)
    if (over.get(portalId) === newest) return false
    const due = await withPortal(
      store,
      portalId,
      async (tx) => ((await lastNightDate(tx)) ?? '') < newest || (await unfinishedNights(tx)).length > 0,
    )
    if (!due) over.set(portalId, newest)
    return due
  }
}
