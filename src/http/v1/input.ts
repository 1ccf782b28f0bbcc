import type { Request } from 'express'
import type { z } from 'zod'
import { ProblemError } from '../shell/problem.ts'
import { jsonBody } from '../ui/signed-request.ts'

export type Problem = { readonly path: string; readonly message: string }

/** The body as `schema` reads it. Throws ProblemError 400 `body-not-json`, 422 `code` with every wrong path. */
export function bodyOf<T extends z.ZodType>(request: Request, schema: T, code: string): z.output<T> {
  return checked(jsonBody(request.body), schema, code)
}

/** The query as `schema` reads it: each name once. A `+` that was not escaped arrives as a space; numbers begin with one. */
export function queryOf<T extends z.ZodType>(request: Request, schema: T, code: string): z.output<T> {
  const query = { ...request.query }
  if (typeof query.number === 'string') query.number = query.number.replace(/^ (?=\d)/, '+')
  return checked(query, schema, code)
}

export function refuseInput(code: string, problems: readonly Problem[]): never {
  const detail = `Nothing was done. ${problems.map(({ path, message }) => `${path || 'the body'}: ${message}`).join('; ')}.`
  throw new ProblemError(422, code, detail, { more: { problems } })
}

function checked<T extends z.ZodType>(value: unknown, schema: T, code: string): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  return refuseInput(
    code,
    parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'is not known here' }))
        : [{ path: issue.path.join('.'), message: issue.message }],
    ),
  )
}
