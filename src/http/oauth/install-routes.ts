import { randomBytes } from 'node:crypto'
import { type Request, type Response, Router } from 'express'
import { authorizeUrl, type OAuth } from '../../hubspot/oauth/oauth.ts'
import { connectPortal } from '../../install/connect-portal.ts'
import type { Manifest } from '../../manifest/schema.ts'
import type { Context } from '../../portal/context.ts'
import { consumeState, rememberState } from '../../store/portal/oauth-states.ts'
import type { InstallFailure } from '../../words/admin/install.ts'
import { LANGUAGES, type Language } from '../../words/wording.ts'
import { installedPage, notInstalledPage } from './install-page.ts'

export type InstallDeps = {
  readonly context: Context
  readonly oauth: Pick<OAuth, 'exchangeCode' | 'introspect'>
  readonly manifest: Manifest
  /** HubSpot's consent screen, and whom it names. */
  readonly consentScreen: { readonly authorizeUrl: string; readonly clientId: string }
  /** Wakes the workers: a new portal has work to do. */
  readonly wake: () => void
}

/** How long an admin may stay on HubSpot's consent screen. */
const STATE_MS = 10 * 60_000

const STATUS: Readonly<Record<InstallFailure, number>> = {
  cancelled: 200,
  'state-unknown': 400,
  'code-refused': 400,
  'scopes-missing': 403,
  'hubspot-away': 503,
}

/** `GET /oauth/install` sends the admin to HubSpot, `GET /oauth/callback` is where HubSpot sends them back. */
export function installRoutes({ context, oauth, manifest, consentScreen, wake }: InstallDeps): Router {
  const { store, publicBaseUrl } = context
  const screen = {
    ...consentScreen,
    redirectUri: `${publicBaseUrl}${manifest.urls.redirect}`,
    scopes: manifest.scopes.required.map(({ name }) => name),
    optionalScopes: manifest.scopes.optional.map(({ name }) => name),
  }
  const router = Router()

  router.get('/oauth/install', async (_request, response) => {
    const state = randomBytes(32).toString('base64url')
    await rememberState(store, state, Date.now() + STATE_MS)
    response.redirect(302, authorizeUrl({ ...screen, state }))
  })

  router.get('/oauth/callback', async (request, response) => {
    const state = given(request.query.state)
    // First, and always: a state that came back is used up, whatever else came with it.
    const expected = state !== '' && (await consumeState(store, state, Date.now()))
    if (given(request.query.error) !== '') return refuse(request, response, 'cancelled')
    if (!expected) return refuse(request, response, 'state-unknown')
    const code = given(request.query.code)
    if (code === '') return refuse(request, response, 'code-refused')
    const outcome = await connectPortal(context, oauth, code, screen.redirectUri)
    wake()
    if (!outcome.ok) return refuse(request, response, outcome.code)
    response.type('html').send(installedPage(languageOf(request), outcome.installed))
  })
  return router
}

function refuse(request: Request, response: Response, failure: InstallFailure): void {
  response.locals.problemCode = `install-${failure}`
  response
    .status(STATUS[failure])
    .type('html')
    .send(notInstalledPage(languageOf(request), failure))
}

function languageOf(request: Request): Language {
  return request.acceptsLanguages([...LANGUAGES]) === 'nl' ? 'nl' : 'en'
}

/** Text of a bounded length, once; anything else counts as absent. */
function given(value: unknown): string {
  return typeof value === 'string' && value.length <= 2_000 ? value : ''
}
