import { z } from 'zod'
import { defineJob } from '../src/queue/define-job.ts'

/**
 * Once a week: asks a sweep of every portal. HubSpot gives an event up after ten tries in a day, and mapped properties of a portal's own may
 * send none; what no event told is found here.
 */
export const reconcile = defineJob({ name: 'reconcile', schema: z.strictObject({}) })

/** Sunday before dawn, clear of the night and of the hours in which clocks change. */
export const RECONCILE_AT = '30 4 * * 0'
