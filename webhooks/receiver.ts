import { type ErrorRequestHandler, type RequestHandler, Router, raw } from 'express'
import { ProblemError } from '../src/http/shell/problem.ts'
import { type SignatureVersion, verifySignature } from '../src/hubspot/signatures/signatures.ts'
import { publicUrl } from '../src/hubspot/signatures/signed-uri.ts'
import { readDelivery } from './delivery.ts'

export type ReceiverDeps = {
  readonly publicBaseUrl: string
  readonly secrets: readonly string[]
  /** `legacy` also takes v1 and v2, which carry no timestamp and replay for ever. */
  readonly signatures: 'v3' | 'legacy'
  /** The one durable write. Rejects when the database cannot take it. */
  readonly storeDelivery: (body: Buffer) => Promise<unknown>
  /** Wakes a worker, after the answer and at most once per short while. Never throws. */
  readonly wake: () => void
}

/** HubSpot sends up to 100 events a POST, far below this. */
const LIMIT = '1mb'

/**
 * `POST /webhooks/hubspot`: verify the signature, check that it is a delivery, store its bytes, answer 204.
 * Everything else happens later. Answers 401 for a signature that is not HubSpot's, 400 for bytes that are
 * no delivery, 413 over 1 MB, 503 when it could not be stored: HubSpot then tries again for a day.
 */
export function webhookReceiver(deps: ReceiverDeps): Router {
  const router = Router()
  router.post('/webhooks/hubspot', raw({ type: () => true, limit: LIMIT }), receive(deps), tooLarge)
  return router
}

function receive(deps: ReceiverDeps): RequestHandler {
  const accept: SignatureVersion[] = deps.signatures === 'legacy' ? ['v3', 'v2', 'v1'] : ['v3']
  return async (request, response) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const verdict = verifySignature({
      method: request.method,
      url: publicUrl(deps.publicBaseUrl, request.originalUrl),
      body,
      headers: request.headers,
      secrets: deps.secrets,
      now: Date.now(),
      accept,
    })
    if (!verdict.ok) throw refusedSignature(verdict.reason)
    if (!isDelivery(body)) throw notADelivery
    await deps.storeDelivery(body).catch((cause: unknown) => {
      throw new ProblemError(503, 'store-unavailable', 'The delivery could not be stored; send it again later.', {
        cause,
      })
    })
    response.status(204).end()
    deps.wake()
  }
}

// One item that names its portal is enough: the other items are parked with it.
function isDelivery(body: Buffer): boolean {
  const items = readDelivery(body)
  return items !== null && (items.routable.length > 0 || items.lost.length === 0)
}

function refusedSignature(reason: string): ProblemError {
  const remedy =
    'Only HubSpot can call this. Check that HUBSPOT_CLIENT_SECRET is the app’s client secret and PUBLIC_BASE_URL the address HubSpot calls.'
  return new ProblemError(401, `signature-${reason}`, remedy)
}

const notADelivery = new ProblemError(
  400,
  'not-a-delivery',
  'The body must be a JSON array of HubSpot events, each with portalId and subscriptionType.',
)

const tooLarge: ErrorRequestHandler = (error, _request, _response, next) => {
  next(
    error?.type === 'entity.too.large'
      ? new ProblemError(413, 'delivery-too-large', 'A delivery may be 1 MB at most.', { cause: error })
      : error,
  )
}
