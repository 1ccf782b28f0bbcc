import type { Request } from 'express'
import { z } from 'zod'
import type { InputProblem } from '../../answers/answers.ts'
import { problemsIn } from '../../portal-settings/problems.ts'
import { ProblemError } from './problem.ts'

/** A record's id as HubSpot gives it. */
export const recordId = z.string().regex(/^\d{1,20}$/, 'must be a HubSpot id: digits only')

/** What a refused body is answered with: a code for programs, and what did not happen for people. */
export type Refusal = { readonly code: string; readonly lead: string }

/** Every 422: what did not happen, then each wrong path with what is wrong there. */
export function invalidInput(
  code: string,
  problems: readonly InputProblem[],
  lead = 'Nothing was done.',
): ProblemError {
  const named = problems.map(({ path, message }) => `${path || 'the body'}: ${message}`).join('; ')
  return new ProblemError(422, code, `${lead} ${named}.`, { more: { problems } })
}

/** The body's bytes as JSON. Throws ProblemError 400 `body-not-json`. */
export function jsonBody({ body }: Request): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '')
  } catch (cause) {
    throw new ProblemError(400, 'body-not-json', 'Send a JSON body.', { cause })
  }
}

/** A value as `schema` reads it. Throws the refusal as a 422 that names every wrong path. */
export function checked<T extends z.ZodType>(value: unknown, schema: T, { code, lead }: Refusal): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw invalidInput(code, problemsIn(parsed.error, 'is not known here'), lead)
}
