import { HubSpotError } from '../errors.ts'
import { idText, list, member, text } from '../transport/wire.ts'

/** Why HubSpot did not take one record. `category` is HubSpot's: VALIDATION_ERROR, OBJECT_NOT_FOUND, … */
export type Refusal = { readonly id: string; readonly category: string; readonly message: string }

export type BatchProblem = { readonly category: string; readonly message: string; readonly ids: readonly string[] }

/**
 * The `errors` of a multi-status answer, or of a refusal of
 * the whole batch, with the record ids they name (maybe none).
 */
export const batchProblems = (body: unknown): BatchProblem[] =>
  list(member(body, 'errors')).map((error) => {
    const context = member(error, 'context')
    const named = [
      ...list(member(context, 'ids')),
      ...list(member(context, 'id')),
      ...list(member(context, 'objectId')),
    ]
    return {
      category: text(member(error, 'category')) ?? text(member(error, 'code')) ?? 'UNKNOWN',
      message: text(member(error, 'message')) ?? 'HubSpot gave no reason',
      ids: named.map(idText).filter((id) => id !== null),
    }
  })

/** What one record's own refusal says: HubSpot's status 404 on a batch of one means that record. */
export function refusalOf(id: string, error: HubSpotError): Refusal {
  const category = error.kind === 'not-found' ? 'OBJECT_NOT_FOUND' : (error.category ?? 'UNKNOWN')
  return { id, category, message: text(member(error.body, 'message')) ?? error.message }
}

/** Whether the content was refused, so that a part of the batch may still be good. */
export const refusesContent = (error: unknown): error is HubSpotError =>
  error instanceof HubSpotError && ['invalid', 'not-found', 'conflict'].includes(error.kind)
