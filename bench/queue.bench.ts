import { setTimeout as sleep } from 'node:timers/promises'
import { type Job, jobs } from '../jobs/jobs.ts'
import { createLog } from '../src/process/log.ts'
import { createQueue, type Handlers, type Queue } from '../src/queue/queue.ts'
import { redisOrSkip, startRedis } from '../test/kit/redis.ts'
import { openBenchStage } from './stage.ts'

const RINGS = 2_000
const AT_ONCE = 16

/** Jobs enqueued per second, and handled per second: on PostgreSQL, and on Redis where it is installed. */
export async function run(print: (figure: Record<string, unknown>) => void): Promise<void> {
  const stage = await openBenchStage()
  const log = createLog('silent')
  try {
    const { connection } = stage.parts.context.store
    print({
      bench: 'queue',
      on: 'postgres',
      ...(await measure(await createQueue<Job>({ jobs, log, postgres: connection }))),
    })
  } finally {
    await stage.close()
  }
  if (!redisOrSkip()) return
  const redis = await startRedis()
  try {
    const queue = await createQueue<Job>({ jobs, log, redisUrl: redis.url })
    while (!(await queue.ready()).ok) await sleep(20)
    print({ bench: 'queue', on: 'redis', ...(await measure(queue)) })
  } finally {
    await redis.remove()
  }
}

async function measure(queue: Queue<Job>): Promise<Record<string, unknown>> {
  const perSecond = (count: number, ms: number) => Math.round((count / ms) * 1_000)
  const began = performance.now()
  let next = 1
  const producer = async () => {
    for (let portalId = next++; portalId <= RINGS; portalId = next++)
      await queue.enqueue('portal-work', { portalId }, { key: String(portalId) })
  }
  await Promise.all(Array.from({ length: AT_ONCE }, producer))
  const enqueued = performance.now()
  for (let n = 0; n < RINGS; n += 1) await queue.enqueue('drain', {}, { key: 'all' })
  const same = performance.now()
  const handled = new Promise<void>((resolve) => {
    let left = RINGS
    const idle = async () => undefined
    const handlers: Handlers<Job> = {
      drain: idle,
      poll: idle,
      nights: idle,
      night: idle,
      reconcile: idle,
      'portal-work': async () => {
        left -= 1
        if (left === 0) resolve()
      },
    }
    queue.work(handlers)
  })
  await handled
  const done = performance.now()
  await queue.close({ graceMs: 5_000 })
  return {
    enqueuesPerSecond: perSecond(RINGS, enqueued - began),
    sameKeyInTurnPerSecond: perSecond(RINGS, same - enqueued),
    handledPerSecond: perSecond(RINGS, done - same),
  }
}
