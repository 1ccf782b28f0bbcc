import { createHash } from 'node:crypto'
import type { Request } from 'express'
import { z } from 'zod'
import type { OpenPortal } from '../../portal/context.ts'
import { claimAct } from '../../store/portal/seen-once.ts'
import { checked } from '../shell/input.ts'
import { ProblemError } from '../shell/problem.ts'
import { type Caller, signedAt } from './signed-request.ts'

const REQUEST_INVALID = { code: 'request-id-invalid', lead: 'Nothing was done.' }
const query = z.object({
  requestId: z
    .string('must come once')
    .regex(/^[\w-]{8,64}$/, 'must be 8 to 64 letters, digits, - or _')
    .optional(),
})

/**
 * The name of the one act behind a POST: the id that the page made when somebody pressed. HubSpot repeats a page's
 * requests by itself, each signed anew, so its signed moment does not tell. Pages of before this id send none; for them
 * that moment still has to do. Throws ProblemError 422 for an id that came with something else before.
 */
export async function actOnce(portal: OpenPortal, { userId }: Caller, request: Request): Promise<string> {
  const { requestId } = checked(request.query, query, REQUEST_INVALID)
  if (requestId === undefined) return signedAt(request)
  const says = createHash('sha256')
    .update(`${request.method} ${request.path}\n`)
    .update(bytesOf(request))
    .digest('base64')
  if (await portal.tx((tx) => claimAct(tx, `${userId} ${requestId}`, says))) return requestId
  const remedy = 'This id was used for something else before. Reload the page, and press again.'
  throw new ProblemError(422, 'request-id-reused', remedy)
}

function bytesOf({ body }: Request): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0)
}
