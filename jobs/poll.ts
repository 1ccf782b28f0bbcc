import { z } from 'zod'
import { defineJob } from '../src/queue/define-job.ts'

/** Every few seconds: rings again for whatever is due and was not rung for, nights that were missed included. */
export const poll = defineJob({ name: 'poll', schema: z.strictObject({}), attempts: 1 })

export const POLL_EVERY_MS = 3_000
