import { z } from 'zod'
import { defineJob } from '../../src/queue/define-job.ts'

/** Jobs as a room would define them, one of each queue. */
export const drain = defineJob({ name: 'drain', schema: z.object({ portalId: z.string() }), backoffMs: 50 })
export const night = defineJob({
  name: 'night',
  schema: z.object({ portalId: z.string() }),
  queue: 'slow',
  backoffMs: 50,
})
export const tick = defineJob({ name: 'tick', schema: z.object({}) })

export const jobs = [drain, night, tick]
