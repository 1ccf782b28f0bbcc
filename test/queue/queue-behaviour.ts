import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createQueue, type Handlers, type Queue } from '../../src/queue/queue.ts'
import { type drain, jobs, type night, type tick } from './jobs.ts'
import type { Place } from './places.ts'
import { type SecondProcess, secondProcess } from './second-process.ts'

type Jobs = typeof drain | typeof night | typeof tick

export const silent = { info: () => {}, warn: () => {}, error: () => {} }

const idle: Handlers<Jobs> = { drain: async () => {}, night: async () => {}, tick: async () => {} }

/** A promise opened by hand: a job stays in it until the test lets it go. */
const gate = () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { passed: promise, open: () => resolve() }
}

const until = (condition: () => boolean | Promise<boolean>, timeout = 10_000): Promise<unknown> =>
  vi.waitUntil(condition, { timeout, interval: 20 })

/** What the queue promises, whichever place keeps the wake-ups. `fresh` gives an empty place. */
export const behavesAsQueue = (name: string, fresh: () => Promise<Place>): void => {
  describe(`the queue on ${name}`, () => {
    let place: Place
    let open: Queue<Jobs>[] = []
    let processes: SecondProcess[] = []

    beforeAll(async () => {
      place = await fresh()
    })
    afterEach(async () => {
      await Promise.all(processes.map((one) => one.end()))
      await Promise.all(open.map((one) => one.close({ graceMs: 1_000 })))
      open = []
      processes = []
    })

    const queue = async (): Promise<Queue<Jobs>> => {
      // How long a producer waits is no matter of these tests, and a busy machine takes its time.
      const opened = await createQueue<Jobs>({ ...place, jobs, log: silent, enqueueTimeoutMs: 15_000 })
      open.push(opened)
      await until(async () => (await opened.ready()).ok)
      return opened
    }
    const second = async (tickEveryMs?: number): Promise<SecondProcess> => {
      const started = await secondProcess(place, tickEveryMs)
      processes.push(started)
      return started
    }

    it('gives a payload to its handler and keeps nothing of a success', async () => {
      const ours = await queue()
      const seen: string[] = []
      ours.work({
        ...idle,
        drain: async ({ portalId }) => void seen.push(`drain ${portalId}`),
        night: async () => void seen.push('night'),
      })
      expect(await ours.enqueue('drain', { portalId: '7' })).toEqual({ ok: true })
      expect(await ours.enqueue('night', { portalId: '7' })).toEqual({ ok: true })
      await until(() => seen.length === 2)
      expect(seen.sort()).toEqual(['drain 7', 'night'])
      const none = { waiting: 0, active: 0, delayed: 0, failed: 0 }
      await until(async () => JSON.stringify(await ours.counts()) === JSON.stringify({ quick: none, slow: none }))
    })

    it('makes one run of many wake-ups with the same key, and one more for those that came during it', async () => {
      const ours = await queue()
      const held = gate()
      const runs: string[] = []
      ours.work({
        ...idle,
        drain: async ({ portalId }) => {
          runs.push(portalId)
          await held.passed
        },
      })
      await ours.enqueue('drain', { portalId: '1' }, { key: '1' })
      await until(() => runs.length === 1)
      const wakes = await Promise.all(
        Array.from({ length: 500 }, () => ours.enqueue('drain', { portalId: '1' }, { key: '1' })),
      )
      expect(wakes.every((enqueue) => enqueue.ok)).toBe(true)
      await ours.enqueue('drain', { portalId: '2' }, { key: '2' })
      await until(() => runs.includes('2'))
      expect(runs).toEqual(['1', '2'])
      held.open()
      await until(() => runs.length === 3)
      await until(async () => (await ours.counts()).quick.active + (await ours.counts()).quick.waiting === 0)
      expect(runs).toEqual(['1', '2', '1'])
    })

    it('enqueues anew once a run has ended', async () => {
      const ours = await queue()
      let runs = 0
      ours.work({
        ...idle,
        drain: async () => {
          runs += 1
        },
      })
      for (const expected of [1, 2, 3]) {
        await ours.enqueue('drain', { portalId: '1' }, { key: 'again' })
        await until(() => runs === expected)
      }
    })

    it('lets a wake-up for now overtake one that is set for later', async () => {
      const ours = await queue()
      const at: number[] = []
      const start = Date.now()
      ours.work({ ...idle, drain: async () => void at.push(Date.now() - start) })
      await ours.enqueue('drain', { portalId: '1' }, { key: 'late', delayMs: 3_000 })
      await ours.enqueue('drain', { portalId: '1' }, { key: 'late' })
      await until(() => at.length === 2)
      expect(at[0]).toBeLessThan(3_000)
      expect(at[1]).toBeGreaterThanOrEqual(2_990)
    })

    it('tries a failing job again', async () => {
      const ours = await queue()
      let tries = 0
      ours.work({
        ...idle,
        drain: async () => {
          tries += 1
          if (tries < 3) throw new Error('HubSpot is away')
        },
      })
      await ours.enqueue('drain', { portalId: '1' }, { key: 'retry' })
      await until(() => tries === 3)
    })

    it('refuses a payload of the wrong shape, without an exception', async () => {
      const ours = await queue()
      const wrong = { portalId: 7 } as unknown as { portalId: string }
      expect(await ours.enqueue('drain', wrong)).toMatchObject({ ok: false, error: { code: 'payload-invalid' } })
      expect(await ours.enqueue('dig' as 'drain', { portalId: '1' })).toMatchObject({ error: { code: 'job-unknown' } })
      expect((await ours.counts()).quick.waiting).toBe(0)
    })

    it('fails a stored payload of the wrong shape at once and never runs its handler', async () => {
      // As a newer or older process would have left it: same job name, other fields.
      const { z } = await import('zod')
      const { defineJob } = await import('../../src/queue/define-job.ts')
      const other = defineJob({ name: 'drain', schema: z.object({ portal: z.number() }) })
      const writer = await createQueue({ ...place, jobs: [other], log: silent })
      await until(async () => (await writer.ready()).ok)
      await writer.enqueue('drain', { portal: 7 })
      await writer.close()

      const errors: string[] = []
      const reader = await createQueue<Jobs>({
        ...place,
        jobs,
        log: { ...silent, error: (line: unknown) => void errors.push(JSON.stringify(line)) },
      })
      open.push(reader)
      await until(async () => (await reader.ready()).ok)
      let handed = 0
      reader.work({
        ...idle,
        drain: async () => {
          handed += 1
        },
      })
      await until(async () => (await reader.counts()).quick.failed === 1)
      expect(handed).toBe(0)
      // The job has failed in the database a moment before its worker hears of it.
      await until(() => errors.length > 0)
      expect(errors).toHaveLength(1)
    })

    it('shares its jobs between two processes', async () => {
      const ours = await queue()
      const other = await second()
      const mine: string[] = []
      // Each job lasts a moment, so that neither can take all.
      ours.work({
        ...idle,
        drain: async ({ portalId }) => {
          mine.push(portalId)
          await new Promise((resolve) => setTimeout(resolve, 20))
        },
      })
      const ids = Array.from({ length: 60 }, (_, index) => `p${index}`)
      await Promise.all(ids.map((portalId) => ours.enqueue('drain', { portalId }, { key: portalId })))
      const theirs = () => other.lines.filter((line) => line.startsWith('drain ')).map((line) => line.slice(6))
      await until(() => mine.length + theirs().length >= 60)
      expect([...mine, ...theirs()].sort()).toEqual(ids.sort())
      expect(mine.length).toBeGreaterThan(0)
      expect(theirs().length).toBeGreaterThan(0)
    })

    it('takes up within seconds what a killed process was doing', async () => {
      const ours = await queue()
      const other = await second()
      await ours.enqueue('drain', { portalId: 'hang' }, { key: 'hang' })
      await other.said('drain hang')
      await other.kill()
      processes = []
      // Enqueued again while the dead process still holds it: must neither be lost nor run for ever.
      await ours.enqueue('drain', { portalId: 'hang' }, { key: 'hang' })
      const seen: string[] = []
      ours.work({ ...idle, drain: async ({ portalId }) => void seen.push(portalId) })
      await until(() => seen.length === 2, 25_000)
    }, 30_000)

    it('ticks once for all processes that registered the same schedule', async () => {
      const ours = await queue()
      const other = await second(1_000)
      let mine = 0
      ours.work({
        ...idle,
        tick: async () => {
          mine += 1
        },
      })
      expect(await ours.every('tick', 1_000)).toEqual({ ok: true })
      const started = Date.now()
      const ticks = () => mine + other.count('tick')
      const before = ticks()
      await until(() => ticks() >= before + 3)
      const elapsed = Date.now() - started
      // Two schedulers would tick twice a second.
      expect(ticks() - before).toBeLessThanOrEqual(Math.floor(elapsed / 1_000) + 2)
      expect(await ours.every('tick', '5 0 * * *', 'Europe/Amsterdam')).toEqual({ ok: true })
    })

    it('stops in order: interrupts what runs, leaves it for others, and says whether it was drained', async () => {
      const ours = await queue()
      const started = gate()
      let reason: unknown
      ours.work({
        ...idle,
        night: async (_ids, signal) => {
          started.open()
          await new Promise((resolve) => signal.addEventListener('abort', resolve))
          reason = signal.reason
          signal.throwIfAborted()
        },
      })
      await ours.enqueue('night', { portalId: '1' }, { key: '1' })
      await started.passed
      expect(await ours.close({ graceMs: 5_000 })).toEqual({ drained: true })
      expect(reason).toMatchObject({ code: 'stopping' })
      expect(await ours.enqueue('night', { portalId: '1' })).toMatchObject({
        ok: false,
        error: { code: 'queue-closed' },
      })

      const next = await queue()
      let resumed = 0
      next.work({
        ...idle,
        night: async () => {
          resumed += 1
        },
      })
      await until(() => resumed === 1)
    })

    it('does not wait longer than asked for a handler that will not stop', async () => {
      const ours = await queue()
      const started = gate()
      const never = gate()
      ours.work({
        ...idle,
        night: async () => {
          started.open()
          await never.passed
        },
      })
      await ours.enqueue('night', { portalId: '9' }, { key: '9' })
      await started.passed
      const before = Date.now()
      expect(await ours.close({ graceMs: 300 })).toEqual({ drained: false })
      expect(Date.now() - before).toBeLessThan(4_000)
      never.open()
    })
  })
}
