import { z } from 'zod'
import { defineJob } from '../src/queue/define-job.ts'

/** One portal's nights, those it missed first. Slow lane: a night of a million contacts must not keep an objection waiting. */
export const night = defineJob({
  name: 'night',
  schema: z.strictObject({ portalId: z.int().positive() }),
  queue: 'slow',
})
