import { lastNightDate, unfinishedNights } from '../store/nights.ts'
import { withPortal } from '../store/portal-tx.ts'
import type { Context } from './context.ts'
import { newestNight } from './nights-due.ts'

/**
 * Tells whether a portal's newest night is still to be run. Asked every few seconds for every portal, so a night known to be over is not asked
 * for again until the date changes.
 */
export function nightWatch({ store, clock }: Context, nightlyAt: string): (portalId: number) => Promise<boolean> {
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
