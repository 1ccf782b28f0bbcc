import { Router } from 'express'
import { changeSettings } from '../../settings/change.ts'
import { previewSettings } from '../../settings/preview.ts'
import { guardReport } from '../../tasks/report.ts'
import { invalidInput, jsonBody } from '../shell/input.ts'
import { ProblemError } from '../shell/problem.ts'
import { adminPortalOf, languageOf, orAway, portalOf, type UiDeps } from './caller-portal.ts'
import { signedRequest } from './signed-request.ts'

/**
 * `/settings`: any user of the portal reads them and what the guard would do; only its `admins` change them, or see
 * what a change would do.
 */
export function settingsRoutes({ context, signed }: UiDeps): Router {
  const router = Router()

  router.get('/settings', ...signedRequest(signed), async (_request, response) => {
    const { portal } = await portalOf(context, response)
    response.json(portal.settings)
  })

  router.put('/settings', ...signedRequest(signed), async (request, response) => {
    const { portal, caller } = await adminPortalOf(context, response)
    const admin = { ...caller, language: languageOf(request.query.language) }
    const outcome = await orAway(changeSettings(context, { ...admin, portalId: portal.portalId }, jsonBody(request)))
    if (!outcome.ok) throw invalidInput(outcome.code, outcome.problems, 'Nothing was changed.')
    response.json(outcome.settings)
  })

  router.post('/settings/preview', ...signedRequest(signed), async (request, response) => {
    const { portal } = await adminPortalOf(context, response)
    const language = languageOf(request.query.language)
    const outcome = await orAway(previewSettings(context, portal, jsonBody(request), language))
    if (outcome.ok) {
      response.json(outcome.preview)
      return
    }
    switch (outcome.code) {
      case 'settings-invalid':
        throw invalidInput(outcome.code, outcome.problems, 'Nothing can be previewed.')
      case 'preview-running':
        throw new ProblemError(409, outcome.code, 'Another preview is being made; try again in a few seconds.')
      default:
        throw outcome satisfies never
    }
  })

  router.get('/settings/report', ...signedRequest(signed), async (_request, response) => {
    const { portal } = await portalOf(context, response)
    response.json(await guardReport(context, portal))
  })
  return router
}
