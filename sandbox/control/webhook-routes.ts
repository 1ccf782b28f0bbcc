import { z } from 'zod'
import { bodyOf } from '../http/body.ts'
import { created, noContent, ok } from '../http/exchange.ts'
import type { Router } from '../http/router.ts'
import { callSigned } from '../webhooks/post-signed.ts'
import type { World } from '../world/world.ts'
import { appBody, appFrom } from './app-body.ts'

const knobsBody = z
  .object({
    hold: z.boolean(),
    shuffle: z.boolean(),
    duplicate: z.number().int().min(0),
    drop: z.number().int().min(0),
    omitSourceId: z.boolean(),
    batchSize: z.number().int().min(1).max(100),
    flushMs: z.number().min(0),
    timeoutMs: z.number().min(1),
    retryMs: z.number().min(1),
    retryMaxMs: z.number().min(1),
    tries: z.number().int().min(1),
    legacySignature: z.enum(['v1', 'v2']),
  })
  .partial()
const resendBody = z.object({ portalId: z.number().optional(), shuffle: z.boolean().default(true) })
const idleBody = z.object({ timeoutMs: z.number().default(30_000) })
const signedBody = z.object({
  appId: z.number().optional(),
  method: z.string().default('GET'),
  url: z.string(),
  deliverTo: z.string().optional(),
  body: z.unknown().optional(),
  signature: z.enum(['v1', 'v2']).default('v2'),
  /** As `hubspot.fetch` does for a card: adds portalId, userId, userEmail and appId to the query. */
  as: z
    .object({
      portalId: z.number(),
      userId: z.number().default(1001),
      userEmail: z.string().default('admin@example.nl'),
    })
    .optional(),
})

export function addWebhookRoutes(router: Router, world: World): void {
  const { switchboard } = world
  const register = (path: string): void =>
    router.add('POST', path, (exchange) => {
      const { app, unknown } = appFrom(bodyOf(exchange, appBody))
      switchboard.register(app)
      return created({ appId: app.appId, subscriptions: app.subscriptions.length, unknown })
    })
  register('/sandbox/apps')
  register('/sandbox/webhooks/register')
  router.add('GET', '/sandbox/webhooks', () => {
    const { acknowledged, givenUp, dropped } = switchboard.log
    return ok({ pending: switchboard.pending, acknowledged, givenUp, dropped, knobs: switchboard.knobs })
  })
  router.add('POST', '/sandbox/webhooks/knobs', (exchange) => {
    Object.assign(switchboard.knobs, bodyOf(exchange, knobsBody))
    if (!switchboard.knobs.hold) switchboard.release()
    return ok(switchboard.knobs)
  })
  router.add('POST', '/sandbox/webhooks/hold', () => {
    switchboard.knobs.hold = true
    return noContent
  })
  router.add('POST', '/sandbox/webhooks/release', () => {
    switchboard.release()
    return noContent
  })
  router.add('POST', '/sandbox/webhooks/shuffle', () => {
    switchboard.shuffle()
    return noContent
  })
  router.add('POST', '/sandbox/webhooks/resend-all', (exchange) => {
    const body = bodyOf(exchange, resendBody)
    const queued = switchboard.resendAll(body.portalId)
    if (body.shuffle) switchboard.shuffle()
    return ok({ queued })
  })
  router.add('POST', '/sandbox/webhooks/wait-idle', async (exchange) => {
    const idle = await switchboard.idle(bodyOf(exchange, idleBody).timeoutMs)
    return ok({
      idle,
      pending: switchboard.pending,
      acknowledged: switchboard.log.acknowledged,
      givenUp: switchboard.log.givenUp,
    })
  })
  router.add('GET', '/sandbox/webhooks/log', (exchange) => {
    const limit = Number(exchange.query.get('limit') ?? 1_000)
    const portalId = exchange.query.get('portalId')
    const events = switchboard.log.events(portalId === null ? undefined : Number(portalId))
    return ok({
      total: events.length,
      events: events.slice(-limit).map(({ event }) => event),
      tries: switchboard.log.tries().slice(-limit),
    })
  })
  router.add('POST', '/sandbox/signed-call', async (exchange) => {
    const wanted = bodyOf(exchange, signedBody)
    const app = wanted.appId === undefined ? switchboard.apps.at(-1) : switchboard.app(wanted.appId)
    const query = wanted.as === undefined ? '' : asCard(wanted.as, app?.appId ?? 0, wanted.url.includes('?'))
    const body = wanted.body === undefined ? '' : JSON.stringify(wanted.body)
    const answer = await callSigned({
      secret: app?.clientSecret ?? '',
      method: wanted.method,
      uri: wanted.url + query,
      connectTo: (wanted.deliverTo ?? wanted.url) + query,
      body,
      legacy: wanted.signature,
      timeoutMs: 15_000,
    })
    return ok(answer)
  })
}

function asCard(as: { portalId: number; userId: number; userEmail: string }, appId: number, more: boolean): string {
  const { portalId, userId, userEmail } = as
  const query = new URLSearchParams({
    portalId: String(portalId),
    userId: String(userId),
    userEmail,
    appId: String(appId),
  })
  return `${more ? '&' : '?'}${query}`
}
