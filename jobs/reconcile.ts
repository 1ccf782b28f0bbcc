import { z } from 'zod'
import { askWork } from '../src/store/inbox/work.ts'
import { installedPortals } from '../src/store/portal/portals.ts'
import { job } from './job.ts'

/**
 * Once a week: requests a sweep of every portal. HubSpot gives up on an event after ten tries
 * in a day, and a portal's own mapped properties may send none; the sweep finds what no event
 * reported. Sunday before dawn, away from the night and from the hours in which clocks change.
 */
export const reconcile = job({
  name: 'reconcile',
  schema: z.strictObject({}),
  schedule: () => '30 4 * * 0',
  handler:
    ({ context: { store } }) =>
    async () => {
      for (const portalId of await installedPortals(store)) await askWork(store.pool, portalId, 'sweep', Date.now())
    },
})
