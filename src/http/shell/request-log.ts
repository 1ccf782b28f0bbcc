import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { Histogram, type Registry } from 'prom-client'

/** The pattern, never the address itself: addresses carry tokens, codes and numbers. */
function routeOf(request: Request): string {
  const path: unknown = request.route?.path
  return typeof path === 'string' ? `${request.baseUrl}${path}` : '(none)'
}

const OPERATORS = new Set(['/healthz', '/readyz', '/metrics'])

/**
 * Gives every request an id of our own (a caller's would let it write into our log), and when it is answered one log
 * line without body, query or headers, and one observation. Health checks log at debug: there are thousands.
 */
export function logRequests(log: Pick<Logger, 'info' | 'debug'>, registry: Registry): RequestHandler {
  const seconds = new Histogram({
    name: 'belrecht_http_request_seconds',
    help: 'Time to answer a request.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  })
  return (request, response, next) => {
    const requestId = randomUUID()
    const start = performance.now()
    response.locals.requestId = requestId
    response.setHeader('X-Request-Id', requestId)
    response.once('close', () => {
      const ms = performance.now() - start
      const route = routeOf(request)
      const { method } = request
      const status = response.writableFinished ? response.statusCode : 499
      seconds.observe({ method, route, status }, ms / 1_000)
      const line = { requestId, method, route, status, ms: Math.round(ms), code: response.locals.problemCode }
      if (OPERATORS.has(route)) log.debug(line, 'answered')
      else log.info(line, 'answered')
    })
    next()
  }
}
