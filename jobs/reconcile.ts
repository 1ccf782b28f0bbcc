import { z } from 'zod'
import { askWork } from '../src/store/inbox/work.ts'
import { installedPortals } from '../src/store/portal/portals.ts'
import { job } from './job.ts'

/**
 * Once a week: asks for a sweep of every portal. HubSpot gives an event up after ten tries in a day, and mapped properties
 * of a portal's own may send none; what no event told is found here. Sunday before dawn, clear of the night and of the
 * hours in which clocks change.
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
