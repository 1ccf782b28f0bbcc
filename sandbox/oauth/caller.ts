import { ApiError } from '../http/api-error.ts'
import type { Exchange } from '../http/exchange.ts'
import type { Portal } from '../world/portal.ts'
import type { Source } from '../world/record.ts'
import type { World } from '../world/world.ts'
import type { AccessToken } from './token-store.ts'

/** Who calls the API: the app behind a live access token, in one portal. */
export type Caller = { readonly portal: Portal; readonly token: AccessToken; readonly source: Source }

/** Throws HubSpot's 401 for a missing, unknown or expired access token. */
export function callerOf(world: World, exchange: Exchange): Caller {
  const [scheme, text] = (exchange.headers.authorization ?? '').split(' ')
  const token = scheme?.toLowerCase() === 'bearer' && text !== undefined ? world.tokens.access(text) : null
  const portal = token === null ? undefined : world.portals.get(token.portalId)
  if (token === null || portal === undefined) {
    const message = 'Authentication credentials not found. This API supports OAuth 2.0 authentication.'
    throw new ApiError(401, 'INVALID_AUTHENTICATION', message)
  }
  if (token.expiresAt <= Date.now()) {
    const seconds = Math.ceil((Date.now() - token.expiresAt) / 1_000)
    throw new ApiError(
      401,
      'EXPIRED_AUTHENTICATION',
      `The OAuth token used to make this call expired ${seconds} second(s) ago.`,
      {
        context: { 'expire time': [new Date(token.expiresAt).toISOString()] },
      },
    )
  }
  const app = world.switchboard.app(token.appId)
  const label = app === null ? {} : { sourceLabel: app.name }
  return { portal, token, source: { sourceType: 'INTEGRATION', sourceId: String(token.appId), ...label } }
}
