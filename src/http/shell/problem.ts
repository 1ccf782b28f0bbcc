import { STATUS_CODES } from 'node:http'
import type { ErrorRequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import { z } from 'zod'

export type ProblemOptions = ErrorOptions & {
  /** Further members of the answer, such as the wrong paths of a 422. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** Thrown by routes; answered as RFC 9457 problem details. `detail` says what the reader can do. */
export class ProblemError extends Error {
  readonly status: number
  readonly code: string
  readonly more: Readonly<Record<string, unknown>>

  constructor(status: number, code: string, detail: string, { more = {}, ...options }: ProblemOptions = {}) {
    super(detail, options)
    this.name = 'ProblemError'
    this.status = status
    this.code = code
    this.more = more
  }
}

/** Who asks for an account that does not have the app; the same for every surface. */
export function portalUnknown(): ProblemError {
  return new ProblemError(404, 'portal-unknown', 'This account has not installed the app; open /oauth/install first.')
}

function send(response: Response, problem: ProblemError): void {
  const { status, code, message: detail, more } = problem
  const title = STATUS_CODES[status] ?? 'Error'
  response.status(status).type('application/problem+json')
  response.send(
    JSON.stringify({ type: 'about:blank', title, status, code, detail, requestId: response.locals.requestId, ...more }),
  )
}

/** What Express and its body parser throw carries a status, and often a type. */
const parserError = z.object({
  status: z.number().optional().catch(undefined),
  type: z.string().optional().catch(undefined),
})

/** The same in our words. */
function known(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  const { status, type } = parserError.safeParse(error).data ?? {}
  const options = { cause: error }
  if (type === 'entity.too.large') return new ProblemError(413, 'body-too-large', 'Send at most 1 MB.', options)
  if (type === 'encoding.unsupported')
    return new ProblemError(415, 'body-encoded', 'Send the body uncompressed, without Content-Encoding.', options)
  if (status !== undefined && status >= 400 && status < 500)
    return new ProblemError(
      status,
      'request-malformed',
      'The request cannot be read; check its address and body.',
      options,
    )
  const detail = 'Something went wrong on our side; try again, and give the request id when you report it.'
  return new ProblemError(500, 'internal-error', detail, options)
}

export function noSuchRoute(): never {
  throw new ProblemError(404, 'no-such-route', 'There is no route for this address and method; check both.')
}

/** Last in the app. A 5xx is logged with its cause and answered without it. */
export function answerProblems(log: Pick<Logger, 'error'>): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const problem = known(error)
    response.locals.problemCode = problem.code
    if (problem.status >= 500)
      log.error({ err: problem.cause ?? problem, requestId: response.locals.requestId }, problem.code)
    // Too late for an answer of ours: Express then cuts the connection, which the caller notices.
    if (response.headersSent) next(error)
    else send(response, problem)
  }
}
