import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { freePort } from '../../demo/stage/free-port.ts'
import { createQueue } from '../../src/queue/queue.ts'
import { redisOrSkip, startRedis, type TestRedis } from '../kit/redis.ts'
import { jobs } from './jobs.ts'
import { behavesAsQueue, silent } from './queue-behaviour.ts'

const idle = { drain: async () => {}, night: async () => {}, tick: async () => {} }

describe.skipIf(!redisOrSkip())('with a real redis-server', () => {
  let redis: TestRedis
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis?.remove())

  behavesAsQueue('Redis', async () => ({ redisUrl: redis.url }))

  it('answers at once while Redis is down, and goes on when it is back', async () => {
    const queue = await createQueue({ redisUrl: redis.url, jobs, log: silent })
    try {
      await vi.waitUntil(async () => (await queue.ready()).ok)
      const seen: string[] = []
      queue.work({ ...idle, drain: async ({ portalId }) => void seen.push(portalId) })
      await queue.enqueue('drain', { portalId: 'before' })
      await vi.waitUntil(() => seen.length === 1)

      await redis.kill()
      const asked = performance.now()
      expect(await queue.enqueue('drain', { portalId: 'lost' }, { key: 'x' })).toMatchObject({ ok: false })
      expect(performance.now() - asked).toBeLessThan(2_500)
      expect(await queue.ready()).toMatchObject({ ok: false })

      await redis.start()
      await vi.waitUntil(async () => (await queue.ready()).ok, { timeout: 10_000 })
      expect(await queue.enqueue('drain', { portalId: 'after' }, { key: 'x' })).toEqual({ ok: true })
      await vi.waitUntil(() => seen.includes('after'), { timeout: 10_000 })
      expect(seen).toEqual(['before', 'after'])
    } finally {
      await queue.close({ graceMs: 1_000 })
    }
  })

  it('registers its schedules again on a Redis that has lost its memory', async () => {
    const queue = await createQueue({ redisUrl: redis.url, jobs, log: silent })
    const client = new Redis(redis.url)
    try {
      await vi.waitUntil(async () => (await queue.ready()).ok)
      await queue.every('tick', '5 0 * * *')
      const known = async () => (await client.keys('*repeat*')).length > 0
      expect(await known()).toBe(true)
      await client.flushall()
      expect(await known()).toBe(false)
      await redis.kill()
      await redis.start()
      await vi.waitUntil(known, { timeout: 10_000 })
    } finally {
      client.disconnect()
      await queue.close()
    }
  })

  it('is not ready on a Redis that may evict', async () => {
    const queue = await createQueue({ redisUrl: redis.url, jobs, log: silent })
    const client = new Redis(redis.url)
    try {
      await vi.waitUntil(async () => (await queue.ready()).ok)
      await client.config('SET', 'maxmemory-policy', 'allkeys-lru')
      expect(await queue.ready()).toEqual({ ok: false, problem: expect.stringContaining('noeviction') })
    } finally {
      await client.config('SET', 'maxmemory-policy', 'noeviction')
      client.disconnect()
      await queue.close()
    }
  })
})

describe('with a Redis that never was there', () => {
  it('opens, fails wake-ups at once, says so, and closes in time', async () => {
    const queue = await createQueue({ redisUrl: `redis://127.0.0.1:${await freePort()}`, jobs, log: silent })
    queue.work(idle)
    expect(await queue.enqueue('drain', { portalId: '1' })).toMatchObject({ error: { code: 'queue-unreachable' } })
    expect(await queue.every('tick', 1_000)).toMatchObject({ ok: false })
    expect(await queue.ready()).toMatchObject({ ok: false, problem: expect.stringContaining('REDIS_URL') })
    const before = performance.now()
    expect(await queue.close({ graceMs: 20_000 })).toEqual({ drained: true })
    expect(performance.now() - before).toBeLessThan(5_000)
  })
})
