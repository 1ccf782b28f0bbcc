import { Router } from 'express'
import { z } from 'zod'
import { answerHome } from '../../home/answer-home.ts'
import type { Context } from '../../portal/context.ts'
import type { BreachCursor } from '../../store/tasks/breaches.ts'
import { recheckContacts } from '../../workflow/recheck-contacts.ts'
import { ProblemError } from '../shell/problem.ts'
import { languageOf, portalOf } from './caller-portal.ts'
import { jsonBody, type SignedRequestDeps, signedRequest } from './signed-request.ts'

const MOST_CONTACTS = 500
const recheckBody = z.object({
  contactIds: z
    .array(z.string().regex(/^\d{1,20}$/))
    .min(1)
    .max(MOST_CONTACTS),
})

/** `nextBreaches` of the page before, as it was given. */
function cursorOf(given: unknown): BreachCursor | undefined {
  if (given === undefined) return undefined
  const [, at, callId] = /^(\d{1,15})\.(\d{1,20})$/.exec(String(given)) ?? []
  if (at === undefined || callId === undefined)
    throw new ProblemError(
      422,
      'cursor-invalid',
      'Give "breachesBehind" as "nextBreaches" of the page before, or leave it out.',
    )
  return { at: Number(at), callId }
}

/** The app's home page in HubSpot, and the bulk action on selected contacts. */
export const homeRoutes = (signed: SignedRequestDeps, context: Context): Router => {
  const router = Router()

  router.get('/home', ...signedRequest(signed), async (request, response) => {
    const { portal } = await portalOf(context, response)
    const behind = cursorOf(request.query.breachesBehind)
    response.json(await answerHome(context, portal, languageOf(request.query.language), behind))
  })

  router.post('/actions/recheck', ...signedRequest(signed), async (request, response) => {
    const { portal } = await portalOf(context, response)
    const body = recheckBody.safeParse(jsonBody(request.body))
    if (!body.success) {
      const detail = `Send {"contactIds": [...]}: 1 to ${MOST_CONTACTS} contact ids as strings of digits.`
      throw new ProblemError(422, 'contacts-invalid', detail)
    }
    response.json(await recheckContacts(context, portal, body.data.contactIds))
  })
  return router
}
