import http from 'node:http'
import type { AddressInfo } from 'node:net'

export type Delivery = { readonly headers: http.IncomingHttpHeaders; readonly body: string; readonly events: Event[] }
type Event = { readonly [key: string]: unknown } & { readonly subscriptionType: string; readonly attemptNumber: number }

/** A webhook target that keeps what it gets; `answer` decides the status of each delivery, 0 for no answer. */
export async function startReceiver(): Promise<{
  url: string
  deliveries: Delivery[]
  events: () => Event[]
  answer: (delivery: number) => number
  setAnswer: (answer: (delivery: number) => number) => void
  close: () => Promise<void>
}> {
  const deliveries: Delivery[] = []
  let answer = (_: number): number => 204
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8')
      deliveries.push({ headers: request.headers, body, events: JSON.parse(body) })
      const status = answer(deliveries.length)
      if (status > 0) response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/hubspot`,
    deliveries,
    events: () => deliveries.flatMap((delivery) => delivery.events),
    answer,
    setAnswer: (next) => {
      answer = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
