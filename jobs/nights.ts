import { z } from 'zod'
import { defineJob } from '../src/queue/define-job.ts'

/** Rung by the clock at NIGHTLY_AT in Europe/Amsterdam; rings for every portal whose night is due. */
export const nights = defineJob({ name: 'nights', schema: z.strictObject({}) })
