import { Router } from 'express'
import { z } from 'zod'
import type { ApiKeyAnswer } from '../../answers/answers.ts'
import type { Context } from '../../portal/context.ts'
import { previewSettings } from '../../settings/preview.ts'
import { type ApiKey, createApiKey, deleteApiKey, listApiKeys } from '../../store/portal/api-keys.ts'
import { onceOnly } from '../../store/portal/seen-once.ts'
import { guardReport } from '../../tasks/report.ts'
import { formatInstant } from '../../time/instants.ts'
import { checked, invalidInput, jsonBody } from '../shell/input.ts'
import { ProblemError } from '../shell/problem.ts'
import { adminPortalOf, portalOf } from './caller-portal.ts'
import { type SignedRequestDeps, signedRequest } from './signed-request.ts'

/** More than a portal has dialers; a page that creates in a loop is stopped. */
const MOST_KEYS = 50
const newKeyBody = z.object({
  name: z
    .string('say what will use the key')
    .trim()
    .min(1, 'say what will use the key')
    .max(100, 'at most 100 characters'),
})
const KEY_NAME_MISSING = { code: 'key-name-missing', lead: 'No key was made.' }

/** Beside `GET/PUT /settings`: what a change would do, what the guard would do, and keys for dialers. */
export const settingsExtraRoutes = (signed: SignedRequestDeps, context: Context): Router => {
  const router = Router()

  router.post('/settings/preview', ...signedRequest(signed), async (request, response) => {
    const { portal } = await adminPortalOf(context, response)
    const outcome = await previewSettings(context, portal, jsonBody(request))
    switch (outcome.kind) {
      case 'preview':
        response.json(outcome.preview)
        return
      case 'busy':
        throw new ProblemError(409, 'preview-running', 'Another preview is being made; try again in a few seconds.')
      case 'invalid':
        throw invalidInput('settings-invalid', outcome.problems, 'Nothing can be previewed.')
      default:
        outcome satisfies never
    }
  })

  router.get('/settings/report', ...signedRequest(signed), async (_request, response) => {
    const { portal } = await portalOf(context, response)
    response.json(await guardReport(context, portal))
  })

  router.get('/settings/keys', ...signedRequest(signed), async (_request, response) => {
    const { portal } = await adminPortalOf(context, response)
    response.json((await portal.tx(listApiKeys)).map(shown))
  })

  router.post('/settings/keys', ...signedRequest(signed), async (request, response) => {
    const { portal, caller } = await adminPortalOf(context, response)
    const { name } = checked(jsonBody(request), newKeyBody, KEY_NAME_MISSING)
    const moment = request.get('x-hubspot-request-timestamp') ?? ''
    const made = await portal.tx(async (tx) => {
      // A copy of the signed request would be answered with a fresh key: each is good for one.
      if (!(await onceOnly(tx, `api key ${caller.userId} ${moment} ${name}`))) return 'repeated'
      if ((await listApiKeys(tx)).length >= MOST_KEYS) return 'too-many'
      return createApiKey(tx, name, caller.userId)
    })
    if (made === 'repeated')
      throw new ProblemError(
        409,
        'request-repeated',
        'This key was made already. If you did not see it, delete it and make another.',
      )
    if (made === 'too-many')
      throw new ProblemError(409, 'too-many-keys', `Delete one first: a portal has ${MOST_KEYS} at most.`)
    context.log.info({ portalId: portal.portalId, userId: caller.userId, keyId: made.id }, 'API key made')
    response.status(201).json({ ...shown(made), key: made.key })
  })

  router.delete('/settings/keys/:id', ...signedRequest(signed), async (request, response) => {
    const { portal, caller } = await adminPortalOf(context, response)
    const { id } = request.params
    const deleted = await portal.tx((tx) => deleteApiKey(tx, String(id)))
    if (!deleted) throw new ProblemError(404, 'key-unknown', 'There is no such key; it may have been deleted already.')
    context.log.info({ portalId: portal.portalId, userId: caller.userId, keyId: id }, 'API key deleted')
    response.status(204).end()
  })
  return router
}

const shown = ({ id, name, createdAt, lastUsedAt }: ApiKey): ApiKeyAnswer => ({
  id,
  name,
  createdAt: formatInstant(createdAt),
  lastUsedAt: lastUsedAt === null ? null : formatInstant(lastUsedAt),
})
