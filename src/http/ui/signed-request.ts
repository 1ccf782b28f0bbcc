import { type RequestHandler, type Response, raw } from 'express'
import { type SignatureVersion, verifySignature } from '../../hubspot/signatures/signatures.ts'
import { publicUrl } from '../../hubspot/signatures/signed-uri.ts'
import type { PortalId } from '../../time/units.ts'
import { ProblemError } from '../shell/problem.ts'

export type SignedRequestDeps = {
  readonly publicBaseUrl: string
  /** Any of them may have signed. */
  readonly secrets: readonly string[]
}

/** On whose behalf HubSpot calls. */
export type Caller = {
  readonly portalId: PortalId
  readonly userId: string
}

/** Bytes as they came, since they were signed; inflating them first would check the signature of something else. */
const bytes = raw({ type: () => true, limit: '1mb', inflate: false })

const callers = new WeakMap<Response, Caller>()

/**
 * Lets only requests through that HubSpot signed within five minutes. Afterwards `callerOf` knows who asks and
 * `jsonBody` reads the body.
 */
export function signedRequest(deps: SignedRequestDeps): RequestHandler[] {
  return [
    ...signedBody(deps, ['v3']),
    (request, response, next) => {
      callers.set(response, callerIn(request.originalUrl))
      next()
    },
  ]
}

/** The same for requests whose portal stands in the signed body and not in the query: workflow actions. */
export function signedBody(
  { publicBaseUrl, secrets }: SignedRequestDeps,
  accept: readonly SignatureVersion[],
): RequestHandler[] {
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
 * Each name exactly once: HubSpot adds its own to whatever the page's code asked for, and signs the whole. A page that
 * asks for `?portalId=1` would otherwise choose its portal.
 */
function callerIn(originalUrl: string): Caller {
  const query = new URL(originalUrl, 'http://path.only').searchParams
  const one = (name: string): string => {
    const [value = '', ...more] = query.getAll(name)
    if (more.length > 0 || !/^\d{1,15}$/.test(value))
      throw new ProblemError(400, 'caller-unclear', `HubSpot adds "${name}" itself: it must come once, as a number.`)
    return value
  }
  return { portalId: Number(one('portalId')), userId: one('userId') }
}

/** Who asks, on a route behind `signedRequest`. */
export function callerOf(response: Response): Caller {
  const caller = callers.get(response)
  if (caller === undefined) throw new Error('a route asks who calls without checking the signature first')
  return caller
}

/** HubSpot's signed moment of the request: nobody else can make a new one, and a repeated request brings the same. */
export function signedAt(request: { get(name: string): string | undefined }): string {
  return request.get('x-hubspot-request-timestamp') ?? ''
}
