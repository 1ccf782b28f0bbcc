import { z } from 'zod'
import { workForPortal } from '../src/events/portal-work.ts'
import { job } from './job.ts'

/** Before a portal that another worker has is tried again, in milliseconds. */
const BUSY_MS = 250

/** Everything that is due for one portal: its inbox, refreshes due, verdicts not written yet, a sweep's next step. */
export const portalWork = job({
  name: 'portal-work',
  schema: z.strictObject({ portalId: z.int().positive() }),
  handler:
    ({ context, eventEffect, wakePortal }) =>
    async ({ portalId }, signal) => {
      const outcome = await workForPortal(context, portalId, eventEffect, signal)
      // A sweep gives the lock up between its steps. Who holds the lock may have read the inbox before our events came.
      if (outcome === 'more') await wakePortal(portalId)
      if (outcome === 'busy') await wakePortal(portalId, BUSY_MS)
    },
})
