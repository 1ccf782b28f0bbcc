import { type Request, Router } from 'express'
import type { ContactAfter } from '../../answers/answers.ts'
import { answerCard } from '../../card/answer-card.ts'
import type { CallingHours } from '../../card/answer-conduct.ts'
import {
  type CardAct,
  type FromCard,
  recheckFromCard,
  recordConsentFromCard,
  recordObjectionFromCard,
} from '../../card/record-from-card.ts'
import { resolveContactId } from '../../contacts/resolve-id.ts'
import type { OpenPortal } from '../../portal/context.ts'
import { checked, invalidInput, jsonBody } from '../shell/input.ts'
import { ProblemError } from '../shell/problem.ts'
import { actOnce } from './act.ts'
import { languageOf, orAway, portalOf, soonOrAway, type UiDeps } from './caller-portal.ts'
import { actBody, cardQuery, consentBody, contactBody } from './card-schemas.ts'
import { signedRequest } from './signed-request.ts'

export type CardDeps = UiDeps & { readonly hoursAt: CallingHours }

type Body = Readonly<Record<string, unknown>>
type CarryOut = (portal: OpenPortal, contactId: string, body: Body, act: CardAct) => Promise<FromCard>

const CONTACT_UNCLEAR = { code: 'contact-unclear', lead: 'Nothing was recorded.' }
const ANSWERS_MISSING = { code: 'answers-missing', lead: 'Nothing was recorded.' }

/**
 * What the card on a contact, company or deal asks and does. Portal and user come from HubSpot's signed query, the
 * record from the page.
 */
export function cardRoutes({ context, signed, hoursAt }: CardDeps): Router {
  const router = Router()

  router.get('/card/permission', ...signedRequest(signed), async (request, response) => {
    const { portal } = await portalOf(context, response)
    const question = { ...recordIn(request), language: languageOf(request.query.language) }
    const answer = await soonOrAway(answerCard(context, portal, hoursAt, question))
    if (answer === null) throw noSuchContact()
    response.json(answer)
  })

  function act(path: string, status: number, carryOut: CarryOut): void {
    router.post(path, ...signedRequest(signed), async (request, response) => {
      const { caller, portal } = await portalOf(context, response)
      const body = bodyOf(request)
      const by = { userId: caller.userId, request: await actOnce(portal, caller, request) }
      const contactId = await orAway(existingContact(portal, body))
      const done = await orAway(carryOut(portal, contactId, body, by))
      if (!done.ok) throw invalidInput(done.code, done.problems, ANSWERS_MISSING.lead)
      const contact = await afterwards(portal, contactId, request)
      response.status(status).json({ ...contact, written: done.published === 'now' } satisfies ContactAfter)
    })
  }

  async function afterwards(portal: OpenPortal, objectId: string, request: Request) {
    const question = { objectType: 'contacts', objectId, language: languageOf(request.query.language) } as const
    const answer = await soonOrAway(answerCard(context, portal, hoursAt, question))
    const contact = answer?.contacts[0]
    if (!contact) throw noSuchContact()
    return contact
  }

  act('/card/consents', 201, (portal, contactId, body, by) => {
    const given = checked(body, consentBody, ANSWERS_MISSING)
    return recordConsentFromCard(context, portal, { ...given, contactId }, by)
  })
  act('/card/objections', 200, (portal, contactId, _body, by) =>
    recordObjectionFromCard(context, portal, contactId, by),
  )
  act('/card/recheck', 200, (portal, contactId) => recheckFromCard(context, portal, contactId))
  return router
}

function recordIn({ query }: Request) {
  const record = cardQuery.safeParse(query)
  if (record.success) return record.data
  const remedy = 'Send "objectType" (contacts, companies, deals or its HubSpot id) and "objectId" (digits), each once.'
  throw new ProblemError(400, 'record-unclear', remedy)
}

function bodyOf(request: Request): Body {
  const body = actBody.safeParse(jsonBody(request))
  if (body.success) return body.data
  throw new ProblemError(400, 'body-no-object', 'Send a JSON object.')
}

/** The id of this portal's contact; where it was merged away, of the contact it was merged into. */
async function existingContact(portal: OpenPortal, body: Body): Promise<string> {
  const { contactId } = checked(body, contactBody, CONTACT_UNCLEAR)
  const known = await resolveContactId(portal, contactId)
  if (known === null) throw noSuchContact()
  return known
}

/** One answer for a contact of another account and for one that never was: the difference must not be learnt here. */
function noSuchContact(): ProblemError {
  return new ProblemError(404, 'contact-unknown', 'There is no such contact in this account.')
}
