import type { Server } from 'node:http'
import type { Express } from 'express'

/** How long requests under way are waited for when the service stops, in milliseconds. */
const REQUESTS_MS = 5_000

/** Resolves once the port answers. Throws an error with the socket's code and what to do. */
export function listen(app: Express, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, (error?: Error) => (error ? reject(notListening(port, error)) : resolve(server)))
  })
}

function notListening(port: number, cause: Error): Error {
  const code = 'code' in cause ? String(cause.code) : 'not-listening'
  const message = `cannot listen on PORT ${port} (${cause.message}); give another PORT or stop what uses it`
  return Object.assign(new Error(message, { cause }), { code })
}

/** Takes no more requests and waits for those under way. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // Connections kept alive become idle one after the other, as their requests are answered.
    const idle = setInterval(() => server.closeIdleConnections(), 50)
    const late = setTimeout(() => server.closeAllConnections(), REQUESTS_MS)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(late)
      resolve()
    })
  })
}
