import type { JobsOptions } from 'bullmq'
import { within } from '../process/time-limit.ts'
import { ZONE } from '../time/local-days.ts'
import type { Backend, BullQueue } from './backend.ts'
import {
  type Ids,
  type JobDefinition,
  type JobName,
  type PayloadOf,
  QUEUE_NAMES,
  type QueueName,
} from './define-job.ts'
import { type Enqueued, QueueError, type QueueErrorCode } from './outcome.ts'
import { openPostgresBackend, type PostgresConnection } from './postgres-backend.ts'
import { complainSparingly, type QueueLog } from './quiet-log.ts'
import { openRedisBackend } from './redis-backend.ts'
import { type Handler, openWorkers, type Workers } from './workers.ts'

export type QueueOptions<Job extends JobDefinition> = {
  readonly jobs: readonly Job[]
  readonly log: QueueLog
  /** Enqueuing that takes longer has failed, in milliseconds; 2,000 by default. */
  readonly enqueueTimeoutMs?: number
} & ({ readonly postgres: PostgresConnection } | { readonly redisUrl: string })

type EnqueueOptions = {
  /** Jobs of one name with the same key become one while they wait; one that comes during the run follows it. */
  readonly key?: string
  /** Delayed jobs have keys of their own, so that one due in ten seconds never holds back one meant for now. */
  readonly delayMs?: number
}

export type Handlers<Job extends JobDefinition> = {
  readonly [Name in JobName<Job>]: (payload: PayloadOf<Job, Name>, signal: AbortSignal) => Promise<void>
}

type QueueCounts = {
  readonly waiting: number
  readonly active: number
  readonly delayed: number
  readonly failed: number
}

type QueueReadiness = { readonly ok: true } | { readonly ok: false; readonly problem: string }

export type Queue<Job extends JobDefinition = JobDefinition> = {
  /** Never throws and never waits longer than `enqueueTimeoutMs`: a caller that must not fail can ignore the answer. */
  enqueue<Name extends JobName<Job>>(
    name: Name,
    payload: PayloadOf<Job, Name>,
    options?: EnqueueOptions,
  ): Promise<Enqueued>
  /**
   * Starts handling. A handler that stops early because its signal fired throws `signal.reason`
   * (`signal.throwIfAborted()`): then another worker takes the job up again. Returning normally means: done.
   */
  work(handlers: Handlers<Job>, options?: { concurrency?: number; slowConcurrency?: number }): void
  /** Enqueues by the clock: a cron pattern in `timeZone`, or an interval in milliseconds. Once for all processes. */
  every<Name extends JobName<Job>>(
    name: Name,
    when: string | number,
    timeZone?: string,
    payload?: PayloadOf<Job, Name>,
  ): Promise<Enqueued>
  ready(): Promise<QueueReadiness>
  /** Throws QueueError `queue-unreachable` while there is nothing to count. */
  counts(): Promise<Record<QueueName, QueueCounts>>
  /** Aborts the handlers' signals, waits `graceMs` for them, then closes. `drained`: no handler was interrupted. */
  close(options?: { graceMs?: number }): Promise<{ drained: boolean }>
}

type Schedule = {
  readonly job: JobDefinition
  readonly repeat: { pattern: string; tz: string } | { every: number }
  readonly payload: Ids
}

/** How a job is kept: nothing of a success, the last thousand failures for a week. */
const keeping = (job: JobDefinition) => ({
  attempts: job.attempts,
  backoff: { type: 'exponential', delay: job.backoffMs, jitter: 0.3 },
  removeOnComplete: true,
  removeOnFail: { count: 1_000, age: 7 * 24 * 3_600 },
})

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)))

/**
 * Opens the queue on PostgreSQL (rejects when the database cannot be reached: nothing works without it) or on Redis
 * (opens also while Redis is away; enqueuing then fails fast and `ready` says so).
 */
export const createQueue = async <Job extends JobDefinition>(options: QueueOptions<Job>): Promise<Queue<Job>> => {
  const { log, enqueueTimeoutMs = 2_000 } = options
  const backend: Backend =
    'redisUrl' in options ? openRedisBackend(options.redisUrl) : await openPostgresBackend(options.postgres)
  const complain = complainSparingly(log)
  const jobs = new Map<string, JobDefinition>(options.jobs.map((job) => [job.name, job]))
  const queues = new Map<QueueName, BullQueue>()
  for (const name of QUEUE_NAMES) {
    const queue = backend.openQueue(name)
    queue.on('error', complain)
    queues.set(name, queue)
  }
  const schedules = new Map<string, Schedule>()
  let workers: Workers | undefined
  let closed: Promise<{ drained: boolean }> | undefined

  const queueOf = (queue: QueueName): BullQueue => queues.get(queue) as BullQueue

  const failed = (code: QueueErrorCode, message: string, cause?: unknown): Enqueued => ({
    ok: false,
    error: new QueueError(code, message, cause === undefined ? undefined : { cause }),
  })

  /** Asks the backend, and turns every way of not getting an answer into one. */
  const attempt = async (ask: () => Promise<unknown>): Promise<Enqueued> => {
    if (closed) return failed('queue-closed', 'The queue is closed.')
    if (!backend.reachable()) return failed('queue-unreachable', 'The queue cannot be reached.')
    const asked = ask().then(
      (): Enqueued => ({ ok: true }),
      (cause: unknown): Enqueued =>
        failed('queue-unreachable', `The queue did not take it: ${asError(cause).message}`, cause),
    )
    return within(enqueueTimeoutMs, asked, () =>
      failed('queue-slow', `The queue took longer than ${enqueueTimeoutMs} ms.`),
    )
  }

  const checked = (name: string, payload: unknown): { job: JobDefinition; ids: Ids } | Enqueued => {
    const job = jobs.get(name)
    if (!job) return failed('job-unknown', `No job is called "${name}".`)
    const parsed = job.schema.safeParse(payload)
    if (!parsed.success) return failed('payload-invalid', `${name}: ${parsed.error.message}`)
    return { job, ids: parsed.data }
  }

  const enqueue: Queue<Job>['enqueue'] = async (name, payload, { key, delayMs = 0 } = {}) => {
    const found = checked(name, payload)
    if ('ok' in found) {
      log.error({ job: name, err: found.ok ? undefined : found.error }, 'wake-up refused')
      return found
    }
    const id = `${name}/${delayMs > 0 ? 'later/' : ''}${key}`
    const jobOptions: JobsOptions = {
      ...keeping(found.job),
      ...(delayMs > 0 && { delay: delayMs }),
      // keepLastIfActive: what comes during the run becomes the next job when the run ends. No wake-up is lost.
      ...(key !== undefined && { deduplication: { id, keepLastIfActive: true } }),
    }
    return attempt(() => queueOf(found.job.queue).add(name, found.ids, jobOptions))
  }

  const register = ({ job, repeat, payload }: Schedule): Promise<Enqueued> =>
    attempt(() =>
      queueOf(job.queue).upsertJobScheduler(job.name, repeat, { name: job.name, data: payload, opts: keeping(job) }),
    )

  const every: Queue<Job>['every'] = async (name, when, timeZone = ZONE, payload) => {
    const found = checked(name, payload ?? {})
    if ('ok' in found) return found
    const repeat = typeof when === 'number' ? { every: when } : { pattern: when, tz: timeZone }
    const schedule: Schedule = { job: found.job, repeat, payload: found.ids }
    schedules.set(name, schedule)
    return register(schedule)
  }

  // A Redis that was away, or lost its memory, learns the schedules again from every process that has them.
  backend.onReachable(() => {
    for (const schedule of schedules.values()) {
      void register(schedule).then((enqueued) => {
        if (!enqueued.ok) complain(enqueued.error)
      })
    }
  })

  const work: Queue<Job>['work'] = (handlers, { concurrency = 4, slowConcurrency = 2 } = {}) => {
    if (workers) throw new QueueError('job-unknown', 'This process already works on the queue.')
    workers = openWorkers({
      backend,
      jobs,
      // The schema of each job stands between what is stored and what its handler is typed for.
      handlers: handlers as unknown as Record<string, Handler>,
      concurrency: { quick: concurrency, slow: slowConcurrency },
      log,
      complain,
    })
  }

  const countQueue = async (queue: QueueName): Promise<QueueCounts> => {
    if (closed || !backend.reachable()) throw new QueueError('queue-unreachable', 'The queue cannot be reached.')
    const counts = await queueOf(queue).getJobCounts('waiting', 'active', 'delayed', 'failed')
    const { waiting = 0, active = 0, delayed = 0, failed: gaveUp = 0 } = counts
    return { waiting, active, delayed, failed: gaveUp }
  }

  const shut = async (graceMs: number): Promise<{ drained: boolean }> => {
    const drained = workers ? await workers.close(graceMs) : true
    await within(2_000, Promise.allSettled([...queues.values()].map((queue) => queue.close())), () => [])
    await backend.close()
    return { drained }
  }

  return {
    enqueue,
    work,
    every,
    ready: async () => {
      const problem = closed ? 'The queue is closed.' : await backend.problem()
      return problem === null ? { ok: true } : { ok: false, problem }
    },
    counts: async () => {
      const [quick, slow] = await Promise.all([countQueue('quick'), countQueue('slow')])
      return { quick, slow }
    },
    close: ({ graceMs = 20_000 } = {}) => {
      closed ??= shut(graceMs)
      return closed
    },
  }
}
