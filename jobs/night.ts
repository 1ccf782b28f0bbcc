import { z } from 'zod'
import { runNights } from '../src/night/run.ts'
import { openPortal } from '../src/portal/open-portal.ts'
import { markIfUninstalled } from '../src/portal/uninstalled.ts'
import { job } from './job.ts'

/** One portal's nights, missed ones first. Slow queue: a night of a million contacts must not delay an objection. */
export const night = job({
  name: 'night',
  schema: z.strictObject({ portalId: z.int().positive() }),
  queue: 'slow',
  handler:
    ({ context, nightlyAt }) =>
    async ({ portalId }, signal) => {
      const portal = await openPortal(context, portalId)
      if (portal === null) return
      await markIfUninstalled(context, portalId, () => runNights(context, portal, nightlyAt, { signal }))
    },
})
