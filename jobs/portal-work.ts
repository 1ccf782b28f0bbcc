import { z } from 'zod'
import { defineJob } from '../src/queue/define-job.ts'

/** Everything that is due for one portal: its inbox, second looks, announcements cut off, a sweep's next step. */
export const portalWork = defineJob({ name: 'portal-work', schema: z.strictObject({ portalId: z.int().positive() }) })
