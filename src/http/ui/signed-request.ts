import { type RequestHandler, type Response, raw } from 'express'
import { type SignatureVersion, verifySignature } from '../../hubspot/signatures/signatures.ts'
import { publicUrl } from '../../hubspot/signatures/signed-uri.ts'
import { ProblemError } from '../shell/problem.ts'

export type SignedRequestDeps = {
  readonly publicBaseUrl: string
  /** Any of them may have signed. */
  readonly secrets: readonly string[]
}

/** On whose behalf HubSpot calls. */
export type Caller = {
  readonly portalId: number
  readonly userId: string
}

/** Bytes as they came, since they were signed; inflating them first would check the signature of something else. */
const bytes = raw({ type: () => true, limit: '1mb', inflate: false })

/**
 * Lets only requests through that HubSpot signed within five minutes. Afterwards `callerOf` knows who asks and `jsonBody`
 * reads the body.
 */
export const signedRequest = (deps: SignedRequestDeps): RequestHandler[] => [
  ...signedBody(deps, ['v3']),
  (request, response, next) => {
    response.locals.caller = callerIn(request.originalUrl)
    next()
  },
]

/** The same for requests whose portal stands in the signed body and not in the query: workflow actions. */
export const signedBody = (
  { publicBaseUrl, secrets }: SignedRequestDeps,
  accept: readonly SignatureVersion[],
): RequestHandler[] => {
  const verify: RequestHandler = (request, _response, next) => {
    const body: unknown = request.body
    const verdict = verifySignature({
      method: request.method,
      url: publicUrl(publicBaseUrl, request.originalUrl),
      body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
      headers: request.headers,
      secrets,
      now: Date.now(),
      accept,
    })
    if (!verdict.ok) {
      const remedy =
        'Call this from HubSpot (hubspot.fetch). Operators: check HUBSPOT_CLIENT_SECRET, PUBLIC_BASE_URL and the clock.'
      throw new ProblemError(401, `signature-${verdict.reason}`, remedy)
    }
    next()
  }
  return [bytes, verify]
}

/**
 * Each name exactly once: HubSpot adds its own to whatever the page's code asked for, and signs the whole. A page that asks
 * for `?portalId=1` would otherwise choose its portal.
 */
const callerIn = (originalUrl: string): Caller => {
  const query = new URL(originalUrl, 'http://path.only').searchParams
  const one = (name: string): string => {
    const [value = '', ...more] = query.getAll(name)
    if (more.length > 0 || !/^\d{1,15}$/.test(value))
      throw new ProblemError(400, 'caller-unclear', `HubSpot adds "${name}" itself: it must come once, as a number.`)
    return value
  }
  return { portalId: Number(one('portalId')), userId: one('userId') }
}

export const callerOf = (response: Response): Caller => response.locals.caller as Caller

/** The signed body as JSON. Throws ProblemError 400 `body-not-json`. */
export const jsonBody = (body: unknown): unknown => {
  try {
    return JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '')
  } catch (cause) {
    throw new ProblemError(400, 'body-not-json', 'Send a JSON body.', { cause })
  }
}
