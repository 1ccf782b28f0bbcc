import { Router, raw } from 'express'
import { bearerKey } from './bearer.ts'
import { openApi } from './openapi.ts'
import { permissionRoutes } from './permission-routes.ts'
import { type RecordDeps, recordRoutes } from './record-routes.ts'

/**
 * The decision API, for dialers, forms and vendors with a key of the portal. The key is
 * checked before the body is read, so that callers without a key cannot make us read anything.
 */
export function v1Routes(deps: RecordDeps): Router {
  const { context } = deps
  const router = Router()
  const description = openApi(context.publicBaseUrl)
  router.get('/v1/openapi.json', (_request, response) => {
    response.json(description)
  })
  router.use('/v1', bearerKey(context))
  router.use('/v1', raw({ type: () => true, limit: '1mb' }))
  router.use(permissionRoutes({ context }))
  router.use(recordRoutes(deps))
  return router
}
