import { addAccountRoutes } from './api/account-routes.ts'
import { addAssociationRoutes } from './api/association-routes.ts'
import { addBatchRoutes } from './api/batch-routes.ts'
import { addObjectRoutes } from './api/object-routes.ts'
import { addPropertyRoutes } from './api/property-routes.ts'
import { addSearchRoutes } from './api/search-routes.ts'
import { addCardRoutes } from './card/card-routes.ts'
import { addAdminRoutes } from './control/admin-routes.ts'
import { addBulkRoutes } from './control/bulk-routes.ts'
import { addFormRoutes } from './control/form-routes.ts'
import { addPortalRoutes } from './control/portal-routes.ts'
import { addRecordRoutes } from './control/record-routes.ts'
import { addWebhookRoutes } from './control/webhook-routes.ts'
import { addWorldRoutes } from './control/world-routes.ts'
import { dispatcher } from './http/dispatch.ts'
import { Router } from './http/router.ts'
import { listen } from './http/server.ts'
import { addAuthorizeRoutes } from './oauth/authorize-routes.ts'
import { addTokenRoutes } from './oauth/token-routes.ts'
import { addPageRoutes } from './page/page-routes.ts'
import { BusinessClock } from './world/clock.ts'
import { type SandboxHooks, World } from './world/world.ts'

export type SandboxOptions = {
  /** 0 (default): any free port. */
  readonly port?: number
  /** Where to write {"offsetMs": N} at every move of the clock. */
  readonly clockFile?: string
  /** Business time to start at, ISO 8601. */
  readonly now?: string
  readonly hooks?: SandboxHooks
}
export type Sandbox = { readonly url: string; readonly world: World; readonly close: () => Promise<void> }

/** Starts a local HubSpot without portals on 127.0.0.1. Everything it knows is in memory. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const world = new World(new BusinessClock(options.clockFile), options.hooks ?? {})
  if (options.now !== undefined) world.clock.set(Date.parse(options.now))
  const router = new Router()
  addAuthorizeRoutes(router, world)
  addTokenRoutes(router, world)
  // Literal segments (`/merge`, `/search`) come before `/:id`;
  // batch and association paths are longer and cannot collide.
  addBatchRoutes(router, world)
  addSearchRoutes(router, world)
  addObjectRoutes(router, world)
  addAssociationRoutes(router, world)
  addPropertyRoutes(router, world)
  addAccountRoutes(router, world)
  addPortalRoutes(router, world)
  addAdminRoutes(router, world)
  addRecordRoutes(router, world)
  addFormRoutes(router, world)
  addBulkRoutes(router, world)
  addWebhookRoutes(router, world)
  addWorldRoutes(router, world)
  addCardRoutes(router, world)
  addPageRoutes(router, world)
  const { url, close } = await listen(options.port ?? 0, dispatcher(world, router))
  return {
    url,
    world,
    close: async () => {
      world.switchboard.reset(true)
      await close()
    },
  }
}
