import express, { type Express, type Router } from 'express'
import helmet from 'helmet'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { STYLE_SOURCE } from './page.ts'
import { answerProblems, noSuchRoute } from './problem.ts'
import { logRequests } from './request-log.ts'

export type HttpDeps = {
  readonly log: Logger
  /** Where the time of every answer is counted. */
  readonly registry: Registry
  /** Of every surface, with their whole paths: the webhook receiver first. */
  readonly routers: readonly Router[]
}

/**
 * The app's whole HTTP side, not yet listening. Its own address comes from the configuration only: `trust proxy` stays
 * off and nothing reads `Host`.
 */
export function createHttpApp({ log, registry, routers }: HttpDeps): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')

  app.use(logRequests(log, registry))
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

  app.use(noSuchRoute)
  app.use(answerProblems(log))
  return app
}
