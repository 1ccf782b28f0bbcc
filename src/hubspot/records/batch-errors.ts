import { HubSpotError } from '../errors.ts'
import { idText, list, member, text } from '../transport/wire.ts'

/** A property that HubSpot did not take. `code` is HubSpot's: PROPERTY_DOESNT_EXIST, INVALID_OPTION, … */
export type RefusedProperty = { readonly property: string; readonly code: string; readonly message: string }

/** Why HubSpot did not take one record. `category` is HubSpot's: VALIDATION_ERROR, OBJECT_NOT_FOUND, … */
export type Refusal = { readonly id: string; readonly category: string; readonly message: string }

export type BatchProblem = {
  readonly category: string
  readonly message: string
  readonly ids: readonly string[]
  readonly properties: readonly RefusedProperty[]
}

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
      properties: refusedProperties(error),
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

/**
 * The properties an error names. HubSpot says them in four ways: `errors[].context.propertyName`, `errors[].name`,
 * a JSON list at the end of a message, and, for a rule that one property puts on another, "based on [property]".
 */
export function refusedProperties(body: unknown): RefusedProperty[] {
  const said = [body, ...list(member(body, 'errors')), ...list(member(body, 'validationResults'))]
  const found = said.flatMap((error) => [...namedIn(error), ...listedInMessage(error), ...rulesBehind(error)])
  return [...new Map(found.map((one) => [`${one.property} ${one.code}`, one])).values()]
}

function namedIn(error: unknown): RefusedProperty[] {
  const context = member(member(error, 'context'), 'propertyName')
  const names = [...list(context), context, member(error, 'name')]
  return names.flatMap((name) => refused(name, error))
}

const LIST_IN_MESSAGE = /\[\s*\{.*\}\s*\]\s*$/s

function listedInMessage(error: unknown): RefusedProperty[] {
  const [json] = LIST_IN_MESSAGE.exec(text(member(error, 'message')) ?? '') ?? []
  if (json === undefined) return []
  try {
    return list(JSON.parse(json)).flatMap((one) => refused(member(one, 'name'), one))
  } catch {
    return []
  }
}

const BASED_ON = /based on \[([^\]]+)\]/

function rulesBehind(error: unknown): RefusedProperty[] {
  const [, names = ''] = BASED_ON.exec(text(member(error, 'message')) ?? '') ?? []
  return names.split(',').flatMap((name) => refused(name.trim(), error))
}

function refused(name: unknown, error: unknown): RefusedProperty[] {
  const property = text(name)
  if (property === null) return []
  const code = text(member(error, 'code')) ?? text(member(error, 'error')) ?? 'UNKNOWN'
  return [{ property, code, message: text(member(error, 'message')) ?? code }]
}
