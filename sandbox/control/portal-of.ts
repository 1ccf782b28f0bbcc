import { ApiError } from '../http/api-error.ts'
import { type Exchange, param } from '../http/exchange.ts'
import type { Portal } from '../world/portal.ts'
import type { World } from '../world/world.ts'

/** The portal of a path with `:portalId`; throws 404. */
export function portalOf(world: World, exchange: Exchange): Portal {
  const portal = world.portals.get(Number(param(exchange, 'portalId')))
  if (portal === undefined) throw new ApiError(404, 'OBJECT_NOT_FOUND', `no portal ${param(exchange, 'portalId')}`)
  return portal
}
