import { Router } from 'express'
import { z } from 'zod'
import type { Context } from '../../portal/context.ts'
import { openPortal } from '../../portal/open-portal.ts'
import { checkPermission } from '../../workflow/check-permission.ts'
import { ProblemError } from '../shell/problem.ts'
import { jsonBody, type SignedRequestDeps, signedBody } from './signed-request.ts'

const id = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,20}$/))

/** The part of HubSpot's request for a custom workflow action that we read; the rest is left alone. */
const askedSchema = z.object({
  callbackId: z.string().min(1).max(200),
  origin: z.object({ portalId: z.int().positive() }),
  object: z.object({ objectId: id, objectType: z.string() }),
})

/**
 * `POST /workflow/check-permission`, the workflow action. HubSpot signs it with v3, or with v2 alone, which has no moment; each callbackId is
 * looked into once. The answer never blocks the workflow: HubSpot goes on when a block expires, so a block would be a yes in disguise; the
 * workflow branches on `permission` instead.
 */
export const workflowRoutes = (signed: SignedRequestDeps, context: Context): Router => {
  const router = Router()

  router.post('/workflow/check-permission', ...signedBody(signed, ['v3', 'v2']), async (request, response) => {
    const asked = askedSchema.safeParse(jsonBody(request.body))
    if (!asked.success || asked.data.object.objectType !== 'CONTACT') {
      const remedy = 'Send what a workflow action sends: callbackId, origin.portalId and object, a CONTACT.'
      throw new ProblemError(400, 'action-unclear', remedy)
    }
    const { callbackId, origin, object } = asked.data
    const portal = await openPortal(context, origin.portalId)
    if (portal === null)
      throw new ProblemError(
        404,
        'portal-unknown',
        'This account has not installed the app; open /oauth/install first.',
      )
    const answer = await checkPermission(context, portal, { callbackId, contactId: object.objectId })
    response.json({ outputFields: { ...answer, hs_execution_state: 'SUCCESS' } })
  })
  return router
}
