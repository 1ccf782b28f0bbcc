import { z } from 'zod'
import type { Source } from '../world/record.ts'

/** Who did it, in a control call; a rep at the screen unless said otherwise. */
export const sourceBody = z
  .object({
    sourceType: z.string().default('CRM_UI'),
    sourceId: z.string().optional(),
    sourceLabel: z.string().optional(),
    userId: z.number().optional(),
  })
  .default({ sourceType: 'CRM_UI' })

export function sourceFrom(body: z.output<typeof sourceBody>): Source {
  const { sourceType, sourceId, sourceLabel, userId } = body
  return {
    sourceType,
    ...(sourceId === undefined ? {} : { sourceId }),
    ...(sourceLabel === undefined ? {} : { sourceLabel }),
    ...(userId === undefined ? {} : { userId }),
  }
}
