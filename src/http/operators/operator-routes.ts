import { createHash, timingSafeEqual } from 'node:crypto'
import { Router } from 'express'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { within } from '../../process/time-limit.ts'
import { ProblemError } from '../shell/problem.ts'

/** Null when the part works, else a sentence with the remedy. */
export type ReadinessCheck = () => Promise<string | null>

export type OperatorDeps = {
  readonly log: Pick<Logger, 'warn'>
  /** By the part's name: `database`, `migrations`, `queue`. */
  readonly checks: Readonly<Record<string, ReadinessCheck>>
  readonly registry: Registry
  /** Null: `/metrics` is open. */
  readonly metricsToken: string | null
}

const CHECK_MS = 2_000

function bounded(check: ReadinessCheck): Promise<string | null> {
  return within(CHECK_MS, check(), () => `did not answer within ${CHECK_MS} ms`)
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

/** `/healthz` (the process lives), `/readyz` (it can do its work, or which part cannot), `/metrics` (Prometheus). */
export function operatorRoutes({ log, checks, registry, metricsToken }: OperatorDeps): Router {
  const router = Router()

  router.get('/healthz', (_request, response) => {
    response.json({ status: 'alive' })
  })

  router.get('/readyz', async (_request, response) => {
    const asked = Object.entries(checks).map(async ([part, check]): Promise<[string, string | null]> => {
      const problem = await bounded(check).catch((error: Error) => {
        log.warn({ err: error, part }, 'readiness check failed')
        return 'failed; see the log'
      })
      return [part, problem]
    })
    const found = await Promise.all(asked)
    const parts = Object.fromEntries(found.map(([part, problem]) => [part, problem ?? 'ready']))
    const broken = found.filter(([, problem]) => problem !== null).map(([part]) => part)
    if (broken.length === 0) {
      response.json({ status: 'ready', parts })
      return
    }
    throw new ProblemError(503, 'not-ready', `Not ready: ${broken.join(', ')}. See "parts".`, { more: { parts } })
  })

  router.get('/metrics', async (request, response) => {
    const given = request.get('authorization') ?? ''
    if (metricsToken !== null && !timingSafeEqual(digest(given), digest(`Bearer ${metricsToken}`)))
      throw new ProblemError(401, 'metrics-token', 'Send METRICS_TOKEN as "Authorization: Bearer …".')
    response.type(registry.contentType).send(await registry.metrics())
  })
  return router
}
