import { Router } from 'express'
import { z } from 'zod'
import type { ApiKeyAnswer, NewApiKey } from '../../answers/answers.ts'
import { apiKeysOf, MAX_API_KEYS, makeApiKey, revokeApiKey } from '../../settings/api-keys.ts'
import type { ApiKey } from '../../store/portal/api-keys.ts'
import { formatInstant } from '../../time/instants.ts'
import { checked, jsonBody } from '../shell/input.ts'
import { ProblemError } from '../shell/problem.ts'
import { actOnce } from './act.ts'
import { adminPortalOf, type UiDeps } from './caller-portal.ts'
import { signedRequest } from './signed-request.ts'

const NAMELESS = 'say what will use the key'
const newKeyBody = z.object({
  name: z.string(NAMELESS).trim().min(1, NAMELESS).max(100, 'at most 100 characters'),
  /** May say that a person confirmed a consent; see docs/api.md. */
  verify: z.boolean('must be true or false').default(false),
})
const KEY_NAME_MISSING = { code: 'key-name-missing', lead: 'No key was made.' }

const REMEDIES = {
  'request-repeated': 'This key was made already. If you did not see it, delete it and make another.',
  'too-many-keys': `Delete one first: a portal has at most ${MAX_API_KEYS} keys.`,
}

/** `/settings/keys`: keys for dialers and forms, managed by the portal's admins. */
export function apiKeyRoutes({ context, signed }: UiDeps): Router {
  const router = Router()

  router.get('/settings/keys', ...signedRequest(signed), async (_request, response) => {
    const { portal } = await adminPortalOf(context, response)
    response.json((await apiKeysOf(portal)).map(shown))
  })

  router.post('/settings/keys', ...signedRequest(signed), async (request, response) => {
    const { portal, caller } = await adminPortalOf(context, response)
    const { name, verify } = checked(jsonBody(request), newKeyBody, KEY_NAME_MISSING)
    const asked = { name, verify, userId: caller.userId, request: await actOnce(portal, caller, request) }
    const outcome = await makeApiKey(context, portal, asked)
    if (!outcome.ok) throw new ProblemError(409, outcome.code, REMEDIES[outcome.code])
    response.status(201).json({ ...shown(outcome.made), key: outcome.made.key } satisfies NewApiKey)
  })

  router.delete('/settings/keys/:id', ...signedRequest(signed), async (request, response) => {
    const { portal, caller } = await adminPortalOf(context, response)
    const outcome = await revokeApiKey(context, portal, String(request.params.id), caller.userId)
    if (!outcome.ok)
      throw new ProblemError(404, outcome.code, 'There is no such key; it may have been deleted already.')
    response.status(204).end()
  })
  return router
}

function shown({ id, name, createdAt, lastUsedAt, scopes }: ApiKey): ApiKeyAnswer {
  return {
    id,
    name,
    scopes: [...scopes],
    createdAt: formatInstant(createdAt),
    lastUsedAt: lastUsedAt === null ? null : formatInstant(lastUsedAt),
  }
}
