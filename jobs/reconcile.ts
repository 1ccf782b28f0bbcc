import { z } from 'zod'
import { askWorkEverywhere } from '../src/store/inbox/work.ts'
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
    () =>
      askWorkEverywhere(store, 'sweep', Date.now()),
})
