import { ApiError } from '../http/api-error.ts'
import type { Reply } from '../http/exchange.ts'
import type { ObjectType } from '../world/object-types.ts'

/** What went wrong with one record of a batch. */
export type BatchError = {
  readonly status: 'error'
  readonly category: string
  readonly message: string
  readonly context: Readonly<Record<string, readonly string[]>>
  readonly subCategory?: string
  readonly errors?: readonly unknown[]
}

const BATCH_MAX = 100
/** Reads with history carry more, so fewer fit. */
const HISTORY_MAX = 50

/** Throws 400 for an empty, an oversized batch, or one that names a record twice. */
export function assertBatch(ids: readonly string[], withHistory = false, max = BATCH_MAX): void {
  const limit = withHistory ? HISTORY_MAX : max
  if (ids.length === 0) throw new ApiError(400, 'VALIDATION_ERROR', 'Invalid input JSON: inputs must not be empty')
  if (ids.length > limit) {
    throw new ApiError(
      400,
      'VALIDATION_ERROR',
      `The maximum number of inputs supported in a batch request is ${limit}, got ${ids.length}`,
    )
  }
  if (new Set(ids).size === ids.length) return
  const seen = new Set<string>()
  const twice = ids.filter((id) => seen.has(id) || !seen.add(id))
  throw new ApiError(
    400,
    'VALIDATION_ERROR',
    `Duplicate IDs found in batch input: [${[...new Set(twice)].join(', ')}]. IDs must be unique`,
  )
}

/** 200 (or `whole`) when all went well, 207 with the errors beside the results when some did not. */
export function batchReply(results: readonly unknown[], errors: readonly BatchError[], whole = 200): Reply {
  const now = new Date().toISOString()
  const answer = { status: 'COMPLETE', results, startedAt: now, completedAt: now }
  if (errors.length === 0) return { status: whole, json: answer }
  return { status: 207, json: { ...answer, numErrors: errors.length, errors } }
}

export function missingRecords(type: ObjectType, ids: readonly string[]): BatchError {
  const message = `Could not get some ${type.code} objects, they may be deleted or not exist. Check that ids are valid.`
  return { status: 'error', category: 'OBJECT_NOT_FOUND', message, context: { ids } }
}

/** The error of one record, from what a single write would have thrown. */
export function errorFor(id: string, error: unknown): BatchError {
  if (!(error instanceof ApiError)) throw error
  const { errors } = error.extra
  return {
    status: 'error',
    category: error.category,
    message: error.message,
    context: { ids: [id] },
    ...(errors === undefined ? {} : { errors }),
  }
}
