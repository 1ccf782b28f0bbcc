import { z } from 'zod'
import { workForPortal } from '../src/events/portal-work.ts'
import { job } from './job.ts'

/** Milliseconds before a portal that another worker has is tried again. */
const BUSY_MS = 250

/** Everything that is due for one portal: its inbox, refresh requests, unwritten verdicts, the next step of a sweep. */
export const portalWork = job({
  name: 'portal-work',
  schema: z.strictObject({ portalId: z.int().positive() }),
  handler:
    ({ context, eventEffect, wakePortal }) =>
    async ({ portalId }, signal) => {
      const outcome = await workForPortal(context, portalId, eventEffect, signal)
      // A sweep releases the lock between its steps. The holder of
      // the lock may have read the inbox before our events arrived.
      if (outcome === 'more') await wakePortal(portalId)
      if (outcome === 'busy') await wakePortal(portalId, BUSY_MS)
    },
})
