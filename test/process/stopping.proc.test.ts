import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { ZONNIG } from '../../demo/portals.ts'
import { openService, type Service } from './service.ts'
import { settled, stream } from './stream.ts'

/** A service that is asked to stop must be gone by then. */
const BOUND_MS = 25_000
const portalId = ZONNIG.portalId

let service: Service

beforeAll(async () => {
  service = await openService()
  await stream(service, 0, 9)
  await settled(service)
})
afterAll(() => service?.close())

const fault = (body: object) => service.sandbox.call('POST', '/sandbox/faults', { portalId, ...body })
const peace = () => service.sandbox.call('DELETE', '/sandbox/faults')
const permission = async (id: string) =>
  (await service.sandbox.read(portalId, 'contacts', id)).properties.belrecht_permission
const armed = async () =>
  (await service.sandbox.call<{ results: { count: number }[] }>('GET', '/sandbox/faults')).results

async function stopped(stop: () => Promise<number | null>): Promise<{ code: number | null; ms: number }> {
  const began = performance.now()
  const code = await stop()
  return { code, ms: performance.now() - began }
}

it('SIGTERM with deliveries and a night under way: finished or handed back, exit 0', async () => {
  await fault({ kind: 'slow', delayMs: 700, count: 50, path: '/crm/*' })
  await service.sandbox.setClock('2026-07-01T00:05:01+02:00')
  await stream(service, 9, 12)
  await vi.waitUntil(async () => ((await armed())[0]?.count ?? 0) < 48, { timeout: 15_000, interval: 20 })
  const { code, ms } = await stopped(() => service.worker.stop())
  expect(code).toBe(0)
  expect(ms).toBeLessThan(BOUND_MS)
  await peace()
  service.startWorker()
  await settled(service)
  expect(await permission('1009')).toBe('allowed')
  await vi.waitUntil(async () => {
    const nights = 'select finished_at is not null as done from nights where local_date = $1'
    return (await service.query<{ done: boolean }>(portalId, nights, ['2026-07-01']))[0]?.done
  })
}, 60_000)

it('SIGTERM while a delivery is still coming in: it is taken, exit 0', async () => {
  const body = JSON.stringify([
    { portalId, subscriptionType: 'contact.creation', objectId: 1_000, occurredAt: 1, eventId: 99 },
  ])
  const uri = `${service.appUrl}/webhooks/hubspot`
  const timestamp = String(Date.now())
  const secret = service.env.HUBSPOT_CLIENT_SECRET ?? ''
  const signature = createHmac('sha256', secret).update(`POST${uri}${body}${timestamp}`).digest('base64')
  const gone = new Promise((resolve) => service.web.process.once('exit', resolve))
  const status = new Promise<number | undefined>((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-hubspot-signature-v3': signature,
      'x-hubspot-request-timestamp': timestamp,
    }
    const sending = request(uri, { method: 'POST', headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sending.once('error', reject)
    sending.once('socket', (socket) => {
      socket.once('connect', () => {
        sending.write(body.slice(0, 10))
        setTimeout(() => service.web.process.kill('SIGTERM'), 100)
        setTimeout(() => sending.end(body.slice(10)), 600)
      })
    })
  })
  expect(await status).toBe(204)
  expect(await gone).toBe(0)
  expect(
    await service.query(portalId, `select 1 from deliveries where received_at > $1`, [Number(timestamp)]),
  ).toHaveLength(1)
  await service.startWeb()
}, 40_000)

it('SIGTERM while HubSpot hangs: gone within 25 s, exit 0, and nothing is lost', async () => {
  await fault({ kind: 'hang', count: 1_000, path: '/crm/*' })
  await stream(service, 12, 15)
  await vi.waitUntil(async () => ((await armed())[0]?.count ?? 0) < 1_000, { timeout: 15_000, interval: 20 })
  const { code, ms } = await stopped(() => service.worker.stop())
  expect(code).toBe(0)
  expect(ms).toBeLessThan(BOUND_MS)
  await peace()
  service.startWorker()
  await settled(service)
  expect(await permission('1012')).toBe('allowed')
  const blamed = 'select 1 from inbox where tries > 0 or parked_reason is not null'
  expect(await service.query(portalId, blamed)).toEqual([])
}, 60_000)

it('a second signal forces', async () => {
  await fault({ kind: 'hang', count: 1_000, path: '/crm/*' })
  await stream(service, 15, 16)
  await vi.waitUntil(async () => ((await armed())[0]?.count ?? 0) < 1_000, { timeout: 15_000, interval: 20 })
  const { process: child } = service.worker
  const gone = stopped(() => service.worker.stop())
  setTimeout(() => child.kill('SIGTERM'), 500)
  expect(await gone).toEqual({ code: 1, ms: expect.toSatisfy((ms: number) => ms < 3_000) })
  await peace()
}, 40_000)
