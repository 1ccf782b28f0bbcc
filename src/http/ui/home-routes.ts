import { Router } from 'express'
import { z } from 'zod'
import { answerHome } from '../../home/answer-home.ts'
import type { BreachCursor } from '../../store/tasks/breaches.ts'
import { recheckContacts } from '../../workflow/recheck-contacts.ts'
import { checked, jsonBody, recordId } from '../shell/input.ts'
import { actOnce } from './act.ts'
import { languageOf, portalOf, type UiDeps } from './caller-portal.ts'
import { signedRequest } from './signed-request.ts'

const MAX_CONTACTS = 500
const CONTACTS_INVALID = { code: 'contacts-invalid', lead: 'Nothing was re-checked.' }
const recheckBody = z.object({
  contactIds: z
    .array(recordId, 'must be a list of contact ids')
    .min(1, 'name at least one contact')
    .max(MAX_CONTACTS, `at most ${MAX_CONTACTS} contacts at once`),
})

const CURSOR_INVALID = { code: 'cursor-invalid', lead: 'Nothing is shown.' }
/** `nextBreaches` of the page before, as it was given. */
const homeQuery = z.object({
  breachesBehind: z
    .string('must come once')
    .regex(/^\d{1,15}\.\d{1,20}$/, 'must be "nextBreaches" of the page before, or left out')
    .transform((cursor): BreachCursor => {
      const [at = '', callId = ''] = cursor.split('.')
      return { at: Number(at), callId }
    })
    .optional(),
})

/** The app's home page in HubSpot, and the bulk action on selected contacts. */
export function homeRoutes({ context, signed }: UiDeps): Router {
  const router = Router()

  router.get('/home', ...signedRequest(signed), async (request, response) => {
    const { portal } = await portalOf(context, response)
    const { breachesBehind } = checked(request.query, homeQuery, CURSOR_INVALID)
    response.json(await answerHome(context, portal, languageOf(request.query.language), breachesBehind))
  })

  router.post('/actions/recheck', ...signedRequest(signed), async (request, response) => {
    const { portal, caller } = await portalOf(context, response)
    await actOnce(portal, caller, request)
    const { contactIds } = checked(jsonBody(request), recheckBody, CONTACTS_INVALID)
    response.json(await recheckContacts(context, portal, contactIds))
  })
  return router
}
