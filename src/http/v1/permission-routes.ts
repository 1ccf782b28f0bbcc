import { Router } from 'express'
import type { z } from 'zod'
import {
  decideForNumbers,
  type NumberDecision,
  type NumberQuestion,
  ownQuestion,
} from '../../judgement/decide-for-numbers.ts'
import type { Context } from '../../portal/context.ts'
import type { PortalSettings } from '../../portal-settings/schema.ts'
import { formatInstant, instantOf } from '../../time/instants.ts'
import { permissionAnswerOf } from './answers.ts'
import { portalOf } from './caller.ts'
import { bodyOf, queryOf, refuseInput } from './input.ts'
import { type batchAnswer, batchRequest, permissionQuery } from './schemas.ts'

type Asked = Omit<z.output<typeof permissionQuery>, 'number'>

/** `GET /v1/permission` and `POST /v1/permission/batch`: nothing is stored, and HubSpot is not asked. */
export function permissionRoutes({ context }: { readonly context: Context }): Router {
  const router = Router()

  router.get('/v1/permission', async (request, response) => {
    const { number, ...asked } = queryOf(request, permissionQuery, 'question-invalid')
    const portal = await portalOf(context, response)
    const question = questionFrom(asked, portal.settings, context.clock.now())
    const [decision] = await decideForNumbers(context, portal, [number], question)
    if (!isDecided(decision))
      return refuseInput('number-unreadable', [{ path: 'number', message: 'is no phone number; send it as E.164' }])
    response.json(permissionAnswerOf(decision, asked.language ?? portal.settings.language))
  })

  router.post('/v1/permission/batch', async (request, response) => {
    const { numbers, ...asked } = bodyOf(request, batchRequest, 'question-invalid')
    const portal = await portalOf(context, response)
    const question = questionFrom(asked, portal.settings, context.clock.now())
    const language = asked.language ?? portal.settings.language
    const decisions = await decideForNumbers(context, portal, numbers, question)
    const answer: z.output<typeof batchAnswer> = {
      at: formatInstant(question.at),
      results: decisions.map((decision) =>
        isDecided(decision)
          ? permissionAnswerOf(decision, language)
          : { number: decision.number, code: 'number-unreadable' },
      ),
    }
    response.json(answer)
  })
  return router
}

function isDecided(
  decision: Awaited<ReturnType<typeof decideForNumbers>>[number] | undefined,
): decision is NumberDecision {
  return decision !== undefined && decision.permission !== null
}

function questionFrom(
  { at, asKnownAt, purpose, channel, product }: Asked,
  settings: PortalSettings,
  now: number,
): NumberQuestion {
  const own = ownQuestion(settings, at === undefined ? now : instantOf(at))
  return {
    at: own.at,
    purpose: purpose ?? own.purpose,
    channel: channel ?? own.channel,
    product: product === undefined || product === '' ? own.product : product,
    asKnownAt: asKnownAt === undefined ? null : instantOf(asKnownAt),
  }
}
