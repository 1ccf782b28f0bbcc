import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** A road to a TCP server that can be closed: what is under way is cut, what comes is refused. */
export type Road = { readonly port: number; cut(): Promise<void>; mend(): Promise<void>; close(): Promise<void> }

export async function openRoad(target: { readonly host: string; readonly port: number }): Promise<Road> {
  const open = new Set<Socket>()
  let server: Server | null = null
  let port = 0

  const pass = (near: Socket) => {
    const far = connect(target)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from)
      from.pipe(to)
      from.on('error', () => undefined)
      from.once('close', () => {
        open.delete(from)
        to.destroy()
      })
    }
  }
  const mend = async () => {
    const made = createServer(pass).listen(port, '127.0.0.1')
    await once(made, 'listening')
    const address = made.address()
    port = typeof address === 'object' && address ? address.port : port
    server = made
  }
  const cut = async () => {
    const closing = server
    server = null
    for (const socket of open) socket.destroy()
    if (closing) await new Promise((resolve) => closing.close(resolve))
  }
  await mend()
  return {
    get port() {
      return port
    },
    cut,
    mend,
    close: cut,
  }
}
