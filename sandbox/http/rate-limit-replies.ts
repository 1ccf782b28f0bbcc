import { randomUUID } from 'node:crypto'
import type { World } from '../world/world.ts'
import type { Reply } from './exchange.ts'

/**
 * Counts a call against its portal's limit and says so in the headers, or answers 429. Search has a limit of its own,
 * by the second, shared by all apps, and no headers (HubSpot's usage guidelines). Token calls are not counted.
 */
export async function limited(
  world: World,
  portalId: number | null,
  template: string,
  proceed: () => Reply | Promise<Reply>,
): Promise<Reply> {
  const portal = portalId === null ? undefined : world.portals.get(portalId)
  if (portal === undefined || template.startsWith('/oauth/')) return proceed()
  if (template.endsWith('/search')) return portal.searches.take().passed ? proceed() : refused('SECONDLY', {})
  const { passed, remaining } = portal.calls.take()
  const headers = {
    'x-hubspot-ratelimit-interval-milliseconds': String(portal.calls.intervalMs),
    'x-hubspot-ratelimit-max': String(portal.calls.max()),
    'x-hubspot-ratelimit-remaining': String(remaining),
  }
  if (!passed) return refused('TEN_SECONDLY_ROLLING', headers)
  const reply = await proceed()
  return reply.status < 0 ? reply : { ...reply, headers: { ...headers, ...reply.headers } }
}

function refused(policyName: 'SECONDLY' | 'TEN_SECONDLY_ROLLING', headers: Readonly<Record<string, string>>): Reply {
  return {
    status: 429,
    headers,
    json: {
      status: 'error',
      message: `You have reached your ${policyName.toLowerCase()} limit.`,
      errorType: 'RATE_LIMIT',
      correlationId: randomUUID(),
      policyName,
      requestId: randomUUID(),
    },
  }
}
