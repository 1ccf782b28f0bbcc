import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ZONNIG } from '../../demo/portals.ts'
import { redisOrSkip, startRedis, type TestRedis } from '../kit/redis.ts'
import { openRoad, type Road } from './road.ts'
import { openService, type Service } from './service.ts'
import { endState, settled, stream } from './stream.ts'

const portalId = ZONNIG.portalId
const LONG = { timeout: 20_000, interval: 50 }

const readiness = async ({ appUrl }: Service) => (await fetch(`${appUrl}/readyz`)).status
const permission = async ({ sandbox }: Service, id: string) =>
  (await sandbox.read(portalId, 'contacts', id)).properties.belrecht_permission

describe('a database that goes away', () => {
  let road: Road
  let service: Service
  beforeAll(async () => {
    service = await openService({
      databaseBehind: async (databaseUrl) => {
        const url = new URL(databaseUrl)
        road = await openRoad({ host: url.hostname, port: Number(url.port) })
        url.port = String(road.port)
        return url.href
      },
    })
  })
  afterAll(async () => {
    await service?.close()
    await road?.close()
  })

  it('is answered with 503, and web and worker go on by themselves when it is back', async () => {
    await stream(service, 0, 3)
    await settled(service)
    await road.cut()
    expect(await readiness(service)).toBe(503)
    await stream(service, 3, 6)
    const tries = async () =>
      (await service.sandbox.call<{ tries: { status: number }[] }>('GET', '/sandbox/webhooks/log')).tries
    await vi.waitUntil(async () => (await tries()).some(({ status }) => status === 503), LONG)
    expect(service.web.process.exitCode).toBeNull()
    expect(service.worker.process.exitCode).toBeNull()

    await road.mend()
    await vi.waitUntil(async () => (await readiness(service)) === 200, LONG)
    await settled(service)
    expect(await permission(service, '1003')).toBe('allowed')
    expect(await service.query(portalId, 'select 1 from inbox where tries > 0')).toEqual([])
  }, 60_000)
})

describe.skipIf(!redisOrSkip())('on Redis', () => {
  let redis: TestRedis
  let service: Service
  beforeAll(async () => {
    redis = await startRedis()
    service = await openService({ env: { REDIS_URL: redis.url } })
  })
  afterAll(async () => {
    await service?.close()
    await redis?.remove()
  })

  it('the same line holds, and a Redis killed in a stream loses nothing', async () => {
    await stream(service, 0, 6)
    await redis.kill()
    await stream(service, 6, 9)
    expect(await readiness(service)).toBe(503)
    expect((await service.sandbox.deliveriesSettled()).idle).toBe(true)
    await redis.start()
    await settled(service)
    const state = await endState(service, 9)
    const task = (n: number) => (state[`${portalId} tasks ${5_000 + n}`] as string[])[0]
    expect(Array.from({ length: 9 }, (_, n) => task(n))).toEqual(Array(3).fill(['CALL', 'TODO', 'TODO']).flat())
    expect(await readiness(service)).toBe(200)

    await service.sandbox.setClock('2029-06-30T00:05:01+02:00')
    await vi.waitUntil(async () => (await permission(service, '1000')) === 'denied', LONG)
  }, 90_000)
})
