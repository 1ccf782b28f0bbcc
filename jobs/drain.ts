import { z } from 'zod'
import { splitDeliveries } from '../src/store/inbox/split-deliveries.ts'
import { type JobDeps, job } from './job.ts'

const DELIVERIES_AT_ONCE = 200

/**
 * Enqueued by the receiver after a delivery was stored: splits
 * the deliveries and wakes each portal that received events.
 */
export const drain = job({
  name: 'drain',
  schema: z.strictObject({}),
  handler: (deps) => (_ids, signal) => splitAll(deps, signal),
})

/** Splits until nothing is left. A delivery that cannot be read is kept with its error, and logged. */
export async function splitAll({ context, splitDelivery, wakePortal }: JobDeps, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const { taken, portals, broken } = await splitDeliveries(context.store, DELIVERIES_AT_ONCE, splitDelivery)
    for (const { id, error } of broken)
      context.log.error({ delivery: id, error }, 'a delivery cannot be read, and is kept')
    for (const portalId of portals) await wakePortal(portalId)
    if (taken === 0) return
  }
}
