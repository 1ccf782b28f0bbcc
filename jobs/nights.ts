import { z } from 'zod'
import { nightWatch } from '../src/night/watch.ts'
import { installedPortals } from '../src/store/portal/portals.ts'
import { type JobDeps, job } from './job.ts'

/** Enqueued by the clock at NIGHTLY_AT in Europe/Amsterdam: wakes every portal whose night is due. */
export const nights = job({
  name: 'nights',
  schema: z.strictObject({}),
  schedule: (nightlyAt) => {
    const [hour, minute] = nightlyAt.split(':').map(Number)
    return `${minute} ${hour} * * *`
  },
  handler: (deps) => {
    const wakeNights = nightWaker(deps)
    return () => wakeNights()
  },
})

/** Wakes each portal whose night is due; remembers those that are over until the date changes. */
export function nightWaker({ context, nightlyAt, wakeNight }: JobDeps): () => Promise<void> {
  const isDue = nightWatch(context, nightlyAt)
  return async () => {
    for (const portalId of await installedPortals(context.store)) {
      if (await isDue(portalId)) await wakeNight(portalId)
    }
  }
}
