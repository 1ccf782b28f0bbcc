import { type Request, Router } from 'express'
import { answerCard, type CardObject } from '../../card/answer-card.ts'
import type { CallingHours } from '../../card/answer-conduct.ts'
import {
  type CardAct,
  type FromCard,
  recordConsentFromCard,
  recordObjectionFromCard,
} from '../../card/record-from-card.ts'
import { refreshNow } from '../../contacts/refresh-now.ts'
import { resolveContactId } from '../../contacts/resolve-id.ts'
import type { Context, OpenPortal } from '../../portal/context.ts'
import { invalidInput, jsonBody } from '../shell/input.ts'
import { ProblemError } from '../shell/problem.ts'
import { languageOf, orAway, portalOf, soonOrAway } from './caller-portal.ts'
import { type SignedRequestDeps, signedRequest } from './signed-request.ts'

/** HubSpot's pages name an object type by its id. */
const OBJECTS: Readonly<Record<string, CardObject>> = {
  contacts: 'contacts',
  companies: 'companies',
  deals: 'deals',
  '0-1': 'contacts',
  '0-2': 'companies',
  '0-3': 'deals',
}

/**
 * What the card on a contact, company or deal asks and does. Portal and user come from HubSpot's signed query, the
 * record from the page.
 */
export const cardRoutes = (signed: SignedRequestDeps, context: Context, hoursAt: CallingHours): Router => {
  const router = Router()

  router.get('/card/permission', ...signedRequest(signed), async (request, response) => {
    const { portal } = await portalOf(context, response)
    const question = { ...recordIn(request), language: languageOf(request.query.language) }
    const answer = await soonOrAway(answerCard(context, portal, hoursAt, question))
    if (answer === null) throw noSuchContact()
    response.json(answer)
  })

  type Body = Readonly<Record<string, unknown>>
  const act = (
    path: string,
    status: number,
    carryOut: (portal: OpenPortal, body: Body, act: CardAct) => Promise<FromCard>,
  ): void => {
    router.post(path, ...signedRequest(signed), async (request, response) => {
      const { caller, portal } = await portalOf(context, response)
      // Signed with the rest: nobody but HubSpot can make a new moment, so a copy of a request changes nothing.
      const signedAt = request.get('x-hubspot-request-timestamp') ?? ''
      const done = await orAway(carryOut(portal, bodyOf(request), { userId: caller.userId, signedAt }))
      response.status(status).json(await afterwards(portal, done, request))
    })
  }

  const afterwards = async (portal: OpenPortal, done: FromCard, request: Request) => {
    if (done.kind === 'unknown-contact') throw noSuchContact()
    if (done.kind === 'invalid') throw invalidInput('answers-missing', done.problems, 'Nothing was recorded.')
    const question = {
      objectType: 'contacts' as const,
      objectId: done.contactId,
      language: languageOf(request.query.language),
    }
    const answer = await soonOrAway(answerCard(context, portal, hoursAt, question))
    const contact = answer?.contacts[0]
    if (!contact) throw noSuchContact()
    return { ...contact, written: done.written }
  }

  act('/card/consents', 201, (portal, body, who) => recordConsentFromCard(context, portal, body, who))
  act('/card/objections', 200, (portal, body, who) => recordObjectionFromCard(context, portal, body, who))
  act('/card/recheck', 200, async (portal, { contactId }) => {
    const known = isId(contactId) ? await resolveContactId(portal, contactId) : null
    if (known === null) return { kind: 'unknown-contact' }
    return { kind: 'recorded', contactId: known, written: (await refreshNow(context, portal, [known])) === 'told' }
  })
  return router
}

const isId = (value: unknown): value is string => typeof value === 'string' && /^\d{1,20}$/.test(value)

const recordIn = ({ query }: Request): { objectType: CardObject; objectId: string } => {
  const objectType = typeof query.objectType === 'string' ? OBJECTS[query.objectType] : undefined
  if (objectType !== undefined && isId(query.objectId)) return { objectType, objectId: query.objectId }
  const remedy = 'Send "objectType" (contacts, companies, deals or its HubSpot id) and "objectId" (digits), each once.'
  throw new ProblemError(400, 'record-unclear', remedy)
}

const bodyOf = (request: Request): Readonly<Record<string, unknown>> => {
  const body = jsonBody(request)
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  throw new ProblemError(400, 'body-no-object', 'Send a JSON object.')
}

/** The same for a contact of another account and for one that never was: nothing may be learnt from the difference. */
const noSuchContact = (): ProblemError =>
  new ProblemError(404, 'contact-unknown', 'There is no such contact in this account.')
