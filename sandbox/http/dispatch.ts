import { setTimeout as pause } from 'node:timers/promises'
import type { Fault } from '../world/faults.ts'
import type { World } from '../world/world.ts'
import { ApiError, notFound } from './api-error.ts'
import type { Exchange, Handler, Reply } from './exchange.ts'
import { failedPartly, faultReply } from './fault-replies.ts'
import { limited } from './rate-limit-replies.ts'
import type { Match, Router } from './router.ts'
import { BROKEN, SILENT } from './server.ts'

/**
 * Routes one request: own pages and control plane as they are;
 * HubSpot's API with faults, limits and the call log around it.
 */
export function dispatcher(world: World, router: Router): Handler {
  return async (exchange) => {
    const match = router.find(exchange.method, exchange.path)
    if (!isApi(exchange.path))
      return match === null ? notFound(`no route ${exchange.method} ${exchange.path}`).reply() : run(match, exchange)
    const template = match?.template ?? 'unknown path'
    const portalId = portalOf(world, exchange)
    const reply = await withFault(
      world,
      { portalId, method: exchange.method, path: exchange.path, template },
      exchange,
      (call) => limited(world, portalId, template, () => (match === null ? notFound().reply() : run(match, call))),
    )
    if (portalId !== null) world.callLog(portalId).add(exchange.method, template, exchange.version, reply.status)
    return reply
  }
}

const isApi = (path: string): boolean => /^\/(crm|oauth|account-info|appinstalls)(\/|$)/.test(path)

async function run(match: Match, exchange: Exchange): Promise<Reply> {
  try {
    return await match.handler({ ...exchange, params: match.params })
  } catch (error) {
    if (error instanceof ApiError) return error.reply()
    throw error
  }
}

/** The portal a call belongs to, also before its token was checked; token calls are traced by the refresh token. */
function portalOf(world: World, exchange: Exchange): number | null {
  const bearer = exchange.headers.authorization?.split(' ')[1]
  if (bearer !== undefined) return world.tokens.access(bearer)?.portalId ?? null
  if (exchange.method !== 'POST' || !exchange.path.startsWith('/oauth/')) return null
  const refresh = new URLSearchParams(exchange.raw.toString('utf8')).get('refresh_token')
  return refresh === null ? null : (world.tokens.refresh(refresh)?.portalId ?? null)
}

type Target = {
  readonly portalId: number | null
  readonly method: string
  readonly path: string
  readonly template: string
}

async function withFault(world: World, target: Target, exchange: Exchange, proceed: Handler): Promise<Reply> {
  const fault = world.faults.take(target)
  if (fault === null) return proceed(exchange)
  if (fault.kind === 'slow') {
    await pause(fault.delayMs)
    return proceed(exchange)
  }
  if (fault.kind === 'partial') return failedPartly(fault, exchange, proceed)
  if (fault.when === 'after') await proceed(exchange)
  return broken(fault)
}

function broken(fault: Fault): Reply {
  if (fault.kind === 'reset') return BROKEN
  if (fault.kind === 'hang') return SILENT
  return faultReply(fault)
}
