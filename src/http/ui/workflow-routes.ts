import { Router } from 'express'
import { z } from 'zod'
import { openPortal } from '../../portal/open-portal.ts'
import { checkPermission } from '../../workflow/check-permission.ts'
import { checked, jsonBody, recordId } from '../shell/input.ts'
import { portalUnknown } from '../shell/problem.ts'
import type { UiDeps } from './caller-portal.ts'
import { signedBody } from './signed-request.ts'

/** The part of HubSpot's request for a custom workflow action that we read; the rest is left alone. */
const actionBody = z.object({
  callbackId: z.string().min(1).max(200),
  origin: z.object({ portalId: z.int().positive() }),
  object: z.object({
    objectId: z.union([z.string(), z.number()]).transform(String).pipe(recordId),
    objectType: z.literal('CONTACT'),
  }),
})

const ACTION_UNCLEAR = {
  code: 'action-unclear',
  lead: 'Send what a workflow action sends: callbackId, origin.portalId and object, a CONTACT.',
}

/**
 * `POST /workflow/check-permission`, the workflow action. HubSpot signs it with v3, or with v2 alone, which has
 * no moment; each callbackId leads to one refresh at most. The answer never blocks the workflow: HubSpot goes on
 * when a block expires, so a block would be a yes in disguise; the workflow branches on `permission` instead.
 */
export function workflowRoutes({ context, signed }: UiDeps): Router {
  const router = Router()

  router.post('/workflow/check-permission', ...signedBody(signed, ['v3', 'v2']), async (request, response) => {
    const { callbackId, origin, object } = checked(jsonBody(request), actionBody, ACTION_UNCLEAR)
    const portal = await openPortal(context, origin.portalId)
    if (portal === null) throw portalUnknown()
    const answer = await checkPermission(context, portal, { callbackId, contactId: object.objectId })
    response.json({ outputFields: { ...answer, hs_execution_state: 'SUCCESS' } })
  })
  return router
}
