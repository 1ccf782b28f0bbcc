import type { z } from 'zod'
import { ApiError } from './api-error.ts'
import type { Exchange } from './exchange.ts'

/** The JSON body, checked. An empty body counts as `{}`. Throws ApiError 400 naming the first wrong path. */
export function bodyOf<T>(exchange: Exchange, schema: z.ZodType<T>): T {
  let value: unknown = {}
  if (exchange.raw.length > 0) {
    try {
      value = JSON.parse(exchange.raw.toString('utf8'))
    } catch {
      throw new ApiError(400, 'VALIDATION_ERROR', 'Invalid input JSON on line 1, column 1: the body is not JSON')
    }
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new ApiError(400, 'VALIDATION_ERROR', `Invalid input JSON at '${issue?.path.join('.')}': ${issue?.message}`)
}
