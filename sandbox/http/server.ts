import http from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Handler, Reply } from './exchange.ts'
import { normaliseVersion } from './versions.ts'

export type Listening = { readonly url: string; readonly close: () => Promise<void> }

/** What a handler may do besides answering: break the connection, or never answer. */
export const BROKEN: Reply = { status: -1 }
export const SILENT: Reply = { status: -2 }

/** Serves `handle` on the loopback interface. `port` 0 picks a free one. */
export async function listen(port: number, handle: Handler): Promise<Listening> {
  const sockets = new Set<Socket>()
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const target = request.url ?? '/'
      const mark = target.indexOf('?')
      const { path, version } = normaliseVersion(mark < 0 ? target : target.slice(0, mark))
      const exchange = {
        method: request.method ?? 'GET',
        path,
        version,
        query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
        params: {},
        headers: request.headers,
        raw: parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts),
      }
      Promise.resolve(handle(exchange)).then(
        (reply) => send(response, reply),
        (error: unknown) =>
          send(response, {
            status: 500,
            json: { status: 'error', message: String(error), category: 'INTERNAL_ERROR' },
          }),
      )
    })
  })
  server.keepAliveTimeout = 30_000
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function send(response: http.ServerResponse, reply: Reply): void {
  if (reply === SILENT) return
  if (reply === BROKEN) {
    // An RST rather than a tidy end: the client sees ECONNRESET.
    response.socket?.resetAndDestroy()
    return
  }
  const text = reply.html ?? (reply.json === undefined ? '' : JSON.stringify(reply.json))
  const type = reply.html === undefined ? 'application/json;charset=utf-8' : 'text/html;charset=utf-8'
  const body = Buffer.from(text, 'utf8')
  response.writeHead(reply.status, {
    ...(text === '' ? {} : { 'content-type': type }),
    ...(reply.status === 204 ? {} : { 'content-length': String(body.length) }),
    ...reply.headers,
  })
  response.end(body)
}
