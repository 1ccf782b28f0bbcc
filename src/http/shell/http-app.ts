import express, { type Express, type Router } from 'express'
import helmet from 'helmet'
import type { Logger } from 'pino'
import { type InstallDeps, installRoutes } from '../oauth/install-routes.ts'
import { type OperatorDeps, operatorRoutes } from '../operators/operator-routes.ts'
import { type SettingsDeps, settingsRoutes } from '../ui/settings-routes.ts'
import type { SignedRequestDeps } from '../ui/signed-request.ts'
import { STYLE_SOURCE } from './page.ts'
import { answerProblems, noSuchRoute } from './problem.ts'
import { logRequests } from './request-log.ts'

export type HttpDeps = {
  readonly log: Logger
  readonly signed: SignedRequestDeps
  readonly operators: Omit<OperatorDeps, 'log'>
  readonly install: InstallDeps
  readonly settings: SettingsDeps
  /** Routers of other rooms, with their whole paths: the webhook receiver first. */
  readonly routers?: readonly Router[]
}

/**
 * The app's whole HTTP side, not yet listening. Its own address comes from the configuration only: `trust proxy` stays off and
 * nothing reads `Host`.
 */
export const createHttpApp = ({ log, signed, operators, install, settings, routers = [] }: HttpDeps): Express => {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')

  app.use(logRequests(log, operators.registry))
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          styleSrc: [STYLE_SOURCE],
          formAction: ["'self'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      referrerPolicy: { policy: 'no-referrer' },
    }),
  )
  // Verdicts and settings go stale, pages name an account: nobody keeps a copy.
  app.use((_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store')
    next()
  })

  for (const router of routers) app.use(router)
  app.use(operatorRoutes({ ...operators, log }))
  app.use(installRoutes(install))
  app.use(settingsRoutes(signed, settings))

  app.use(noSuchRoute)
  app.use(answerProblems(log))
  return app
}
