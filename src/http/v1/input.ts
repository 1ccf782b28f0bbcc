import type { Request } from 'express'
import type { z } from 'zod'
import type { InputProblem } from '../../answers/answers.ts'
import { checked, invalidInput, jsonBody } from '../shell/input.ts'

const LEAD = 'Nothing was done.'

/** The body as `schema` reads it. Throws ProblemError 400 `body-not-json`, 422 `code` with every wrong path. */
export function bodyOf<T extends z.ZodType>(request: Request, schema: T, code: string): z.output<T> {
  return checked(jsonBody(request), schema, { code, lead: LEAD })
}

/**
 * The query as `schema` reads it: each name once. A `+` that was not escaped arrives as a space; numbers begin with
 * one.
 */
export function queryOf<T extends z.ZodType>(request: Request, schema: T, code: string): z.output<T> {
  const query = { ...request.query }
  if (typeof query.number === 'string') query.number = query.number.replace(/^ (?=\d)/, '+')
  return checked(query, schema, { code, lead: LEAD })
}

export function refuseInput(code: string, problems: readonly InputProblem[]): never {
  throw invalidInput(code, problems, LEAD)
}
