import { randomBytes } from 'node:crypto'
import { type Request, type Response, Router } from 'express'
import { PAGE_LANGUAGES, type PageLanguage } from '../shell/page.ts'
import { type Installed, type InstallFailure, installedPage, notInstalledPage } from './install-page.ts'

export type InstallOutcome =
  | { readonly ok: true; readonly installed: Installed }
  | { readonly ok: false; readonly failure: Exclude<InstallFailure, 'cancelled' | 'state-unknown'> }

export type InstallDeps = {
  /** HubSpot's consent screen for this `state`. */
  authorizeUrl(state: string): string
  /** Keeps it for ten minutes. */
  rememberState(state: string): Promise<void>
  /** True once for each remembered state that has not run out, for all processes together. */
  consumeState(state: string): Promise<boolean>
  installPortal(request: { readonly code: string }): Promise<InstallOutcome>
}

const STATUS: Readonly<Record<InstallFailure, number>> = {
  cancelled: 200,
  'state-unknown': 400,
  'code-refused': 400,
  'scopes-missing': 403,
  'hubspot-away': 503,
}

const languageOf = (request: Request): PageLanguage => {
  const accepted = request.acceptsLanguages([...PAGE_LANGUAGES])
  return accepted === 'nl' ? 'nl' : 'en'
}

/** Text of a bounded length, once; anything else counts as absent. */
const given = (value: unknown): string => (typeof value === 'string' && value.length <= 2_000 ? value : '')

/** `GET /oauth/install` sends the admin to HubSpot, `GET /oauth/callback` is where HubSpot sends them back. */
export const installRoutes = ({ authorizeUrl, rememberState, consumeState, installPortal }: InstallDeps): Router => {
  const router = Router()

  router.get('/oauth/install', async (_request, response) => {
    const state = randomBytes(32).toString('base64url')
    await rememberState(state)
    response.redirect(302, authorizeUrl(state))
  })

  const refuse = (request: Request, response: Response, failure: InstallFailure): void => {
    response.locals.problemCode = `install-${failure}`
    response
      .status(STATUS[failure])
      .type('html')
      .send(notInstalledPage(languageOf(request), failure))
  }

  router.get('/oauth/callback', async (request, response) => {
    const state = given(request.query.state)
    // First, and always: a state that came back is used up, whatever else came with it.
    const expected = state !== '' && (await consumeState(state))
    if (given(request.query.error) !== '') return refuse(request, response, 'cancelled')
    if (!expected) return refuse(request, response, 'state-unknown')
    const code = given(request.query.code)
    if (code === '') return refuse(request, response, 'code-refused')
    const outcome = await installPortal({ code })
    if (!outcome.ok) return refuse(request, response, outcome.failure)
    response.type('html').send(installedPage(languageOf(request), outcome.installed))
  })
  return router
}
