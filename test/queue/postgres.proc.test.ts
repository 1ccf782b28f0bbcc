import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { freePort } from '../../demo/stage/free-port.ts'
import { migrateQueue, type PostgresConnection } from '../../src/queue/postgres-backend.ts'
import { createQueue } from '../../src/queue/queue.ts'
import { withClient } from '../../src/store/core/with-client.ts'
import { startServer, stopServer } from '../../src/store/embedded/embedded-server.ts'
import { jobs } from './jobs.ts'
import { behavesAsQueue, silent } from './queue-behaviour.ts'

/** A server of this suite's own, because it is stopped and started in the middle of a test. */
describe('with a real PostgreSQL', () => {
  let postgres: PostgresConnection
  let folder: string
  const dataDir = () => join(folder, 'data')
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'belrecht-queue-'))
    // As root the server runs as another user, who must be able to walk in.
    await chmod(folder, 0o755)
    const { admin } = await startServer({ dataDir: dataDir() })
    await withClient(admin, (client) => client.query('create database queue'))
    const { host, port, user, password } = admin
    postgres = { host, port, user, password, database: 'queue' }
  })
  afterAll(async () => {
    await stopServer({ dataDir: dataDir() })
    await rm(folder, { recursive: true, force: true })
  })

  behavesAsQueue('PostgreSQL', async () => ({ postgres }))

  it('opens for a role that may not create schemas, once theirs is there', async () => {
    await migrateQueue(postgres)
    const owner = new pg.Client(postgres)
    await owner.connect()
    await owner.query(`CREATE ROLE humble LOGIN PASSWORD 'pw' NOSUPERUSER`)
    await owner.query('REVOKE CREATE ON DATABASE queue FROM PUBLIC')
    // CREATE inside it: BullMQ makes a sequence per queue when the first job is enqueued.
    await owner.query('GRANT USAGE, CREATE ON SCHEMA bullmq TO humble')
    await owner.query('GRANT ALL ON ALL TABLES IN SCHEMA bullmq TO humble')
    await owner.query('GRANT ALL ON ALL SEQUENCES IN SCHEMA bullmq TO humble')
    await owner.end()

    const queue = await createQueue({ postgres: { ...postgres, user: 'humble', password: 'pw' }, jobs, log: silent })
    try {
      const seen: string[] = []
      queue.work({
        drain: async ({ portalId }) => void seen.push(portalId),
        night: async () => {},
        tick: async () => {},
      })
      expect(await queue.enqueue('drain', { portalId: '1' }, { key: 'humble' })).toEqual({ ok: true })
      await vi.waitUntil(() => seen.length === 1, { timeout: 5_000 })
    } finally {
      await queue.close({ graceMs: 1_000 })
    }
  })

  it('answers in time while the server is down, and goes on when it is back', async () => {
    const queue = await createQueue({ postgres, jobs, log: silent })
    try {
      const seen: string[] = []
      queue.work({
        drain: async ({ portalId }) => void seen.push(portalId),
        night: async () => {},
        tick: async () => {},
      })
      await queue.enqueue('drain', { portalId: 'before' })
      await vi.waitUntil(() => seen.length === 1, { timeout: 5_000 })

      await stopServer({ dataDir: dataDir() })
      const asked = performance.now()
      expect(await queue.enqueue('drain', { portalId: 'lost' }, { key: 'x' })).toMatchObject({ ok: false })
      expect(performance.now() - asked).toBeLessThan(3_000)
      expect(await queue.ready()).toMatchObject({ ok: false, problem: expect.stringContaining('DATABASE_URL') })

      await startServer({ dataDir: dataDir() })
      await vi.waitUntil(async () => (await queue.ready()).ok, { timeout: 10_000 })
      expect(await queue.enqueue('drain', { portalId: 'after' }, { key: 'x' })).toEqual({ ok: true })
      await vi.waitUntil(() => seen.includes('after'), { timeout: 10_000 })
      expect(seen).toEqual(['before', 'after'])
    } finally {
      await queue.close({ graceMs: 1_000 })
    }
  }, 40_000)

  it('says so when the database cannot be reached at the start', async () => {
    const nowhere = { ...postgres, port: await freePort() }
    await expect(createQueue({ postgres: nowhere, jobs, log: silent })).rejects.toThrow(/ECONNREFUSED/)
  })
})
