import { Router } from 'express'
import { ProblemError } from '../shell/problem.ts'
import { type Caller, callerOf, jsonBody, type SignedRequestDeps, signedRequest } from './signed-request.ts'

/** What this route needs to know of a portal's settings; it passes the rest on as it is. */
type WithAdmins = {
  readonly admins: readonly string[]
}

type ChangedSettings =
  | { readonly ok: true; readonly settings: WithAdmins }
  | { readonly ok: false; readonly problems: readonly { readonly path: string; readonly message: string }[] }

export type SettingsDeps = {
  /** Null for a portal that has not installed the app. */
  loadSettings(portalId: number): Promise<WithAdmins | null>
  changeSettings(portalId: number, userId: string, patch: unknown): Promise<ChangedSettings>
}

/** `GET/PUT /settings`: any user of the portal reads, only its `admins` change. */
export const settingsRoutes = (signed: SignedRequestDeps, { loadSettings, changeSettings }: SettingsDeps): Router => {
  const router = Router()

  const settingsOf = async ({ portalId }: Caller): Promise<WithAdmins> => {
    const settings = await loadSettings(portalId)
    if (settings) return settings
    throw new ProblemError(404, 'portal-unknown', 'This account has not installed the app; open /oauth/install first.')
  }

  router.get('/settings', ...signedRequest(signed), async (_request, response) => {
    response.json(await settingsOf(callerOf(response)))
  })

  router.put('/settings', ...signedRequest(signed), async (request, response) => {
    const caller = callerOf(response)
    const { admins } = await settingsOf(caller)
    if (!admins.includes(caller.userId))
      throw new ProblemError(403, 'not-an-admin', 'Ask one of the portal’s app admins to change this, or to add you.')
    const changed = await changeSettings(caller.portalId, caller.userId, jsonBody(request.body))
    if (!changed.ok) {
      const paths = changed.problems.map(({ path }) => path || 'the body').join(', ')
      const detail = `Nothing was changed. Correct ${paths} and send it again.`
      throw new ProblemError(422, 'settings-invalid', detail, { more: { problems: changed.problems } })
    }
    response.json(changed.settings)
  })
  return router
}
