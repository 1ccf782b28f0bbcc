import { z } from 'zod'
import { defineJob } from '../src/queue/define-job.ts'

/** Rung by the receiver after a delivery was stored. Splits what lies in the post room and rings for each portal that got something. */
export const drain = defineJob({ name: 'drain', schema: z.strictObject({}) })
