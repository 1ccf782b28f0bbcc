import { z } from 'zod'

/** An ISO 8601 instant with offset, or a date (midnight UTC), as epoch milliseconds. */
export const instant = z.string().transform((text, context) => {
  const at = Date.parse(text)
  if (Number.isNaN(at)) context.addIssue({ code: 'custom', message: `not an instant: ${text}` })
  return at
})
