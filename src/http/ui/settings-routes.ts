import { Router } from 'express'
import type { InputProblem } from '../../answers/answers.ts'
import { invalidInput, jsonBody } from '../shell/input.ts'
import { ProblemError, portalUnknown } from '../shell/problem.ts'
import { type Caller, callerOf, type SignedRequestDeps, signedRequest } from './signed-request.ts'

/** What this route needs to know of a portal's settings; it passes the rest on as it is. */
interface WithAdmins {
  readonly admins: readonly string[]
}

type ChangedSettings =
  | { readonly ok: true; readonly settings: WithAdmins }
  | { readonly ok: false; readonly problems: readonly InputProblem[] }

export interface SettingsDeps {
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
    throw portalUnknown()
  }

  router.get('/settings', ...signedRequest(signed), async (_request, response) => {
    response.json(await settingsOf(callerOf(response)))
  })

  router.put('/settings', ...signedRequest(signed), async (request, response) => {
    const caller = callerOf(response)
    const { admins } = await settingsOf(caller)
    if (!admins.includes(caller.userId))
      throw new ProblemError(403, 'not-an-admin', 'Ask one of the portal’s app admins to change this, or to add you.')
    const changed = await changeSettings(caller.portalId, caller.userId, jsonBody(request))
    if (!changed.ok) {
      throw invalidInput('settings-invalid', changed.problems, 'Nothing was changed.')
    }
    response.json(changed.settings)
  })
  return router
}
