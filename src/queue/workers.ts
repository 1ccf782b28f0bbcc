import { UnrecoverableError } from 'bullmq'
import { within } from '../process/time-limit.ts'
import type { Backend, BullJob, BullWorker, WorkerTuning } from './backend.ts'
import type { JobDefinition, QueueName } from './define-job.ts'
import { Interrupted } from './outcome.ts'
import type { QueueLog } from './quiet-log.ts'

export type Handler = (payload: unknown, signal: AbortSignal) => Promise<void>

export type Workers = {
  /** True when every job that was running ended by itself. */
  close(graceMs: number): Promise<boolean>
}

type Parts = {
  readonly backend: Backend
  readonly jobs: ReadonlyMap<string, JobDefinition>
  readonly handlers: Readonly<Record<string, Handler>>
  readonly concurrency: Readonly<Record<QueueName, number>>
  readonly log: QueueLog
  readonly complain: (error: Error) => void
}

/**
 * Short locks, because what was running at a `kill -9` must be taken up again within
 * seconds; renewed every half of it. A job may be interrupted many times and is not
 * given up: it is only a wake-up, and its handler reads where the last one stopped.
 */
const TUNING: Omit<WorkerTuning, 'concurrency'> = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 20,
  runRetryDelay: 1_000,
}

/** Runs the handlers of both queues; validates each payload before its handler sees it. */
export const openWorkers = ({ backend, jobs, handlers, concurrency, log, complain }: Parts): Workers => {
  const running = new Map<string, AbortController>()

  const run = async (bull: BullJob): Promise<void> => {
    const job = jobs.get(bull.name)
    const handler = handlers[bull.name]
    // Trying again would not help, so neither counts as a failure to be retried.
    if (!job || !handler) throw new UnrecoverableError(`job-unknown: nothing here handles "${bull.name}"`)
    const payload = job.schema.safeParse(bull.data)
    if (!payload.success) throw new UnrecoverableError(`payload-invalid: ${bull.name}: ${payload.error.message}`)

    const id = bull.id ?? bull.name
    const controller = new AbortController()
    if (stopping) controller.abort(new Interrupted('stopping'))
    running.set(id, controller)
    try {
      await handler(payload.data, controller.signal)
    } finally {
      running.delete(id)
    }
  }

  const report = (bull: BullJob | undefined, error: Error): void => {
    const line = { job: bull?.name, id: bull?.id, attempt: bull?.attemptsMade, err: error }
    const last = error instanceof UnrecoverableError || (bull?.attemptsMade ?? 0) >= (bull?.opts.attempts ?? 1)
    if (error instanceof Interrupted) log.info({ ...line, err: error.code }, 'job interrupted, will be taken up again')
    else if (last) log.error(line, 'job failed for good')
    else log.warn(line, 'job failed, will be tried again')
  }

  const open = (queue: QueueName): BullWorker => {
    const worker = backend.openWorker(queue, run, { ...TUNING, concurrency: concurrency[queue] })
    worker.on('error', complain)
    worker.on('failed', report)
    worker.on('lockRenewalFailed', (ids) => {
      for (const id of ids) running.get(id)?.abort(new Interrupted('lock-lost'))
    })
    return worker
  }

  let stopping = false
  const queues = new Set([...jobs.values()].map((job) => job.queue))
  const workers = [...queues].map(open)

  const close = async (graceMs: number): Promise<boolean> => {
    stopping = true
    for (const controller of running.values()) controller.abort(new Interrupted('stopping'))
    // BullMQ's close never resolves while its Redis cannot be
    // reached; with nothing running there is nothing to wait for.
    const grace = backend.reachable() || running.size > 0 ? graceMs : Math.min(graceMs, 500)
    const closing = Promise.all(workers.map((worker) => worker.close())).then(() => true)
    const drained = await within(grace, closing, () => running.size === 0)
    // Harmless after an orderly close; after a late one it cuts the connections, and the locks run out by themselves.
    await within(2_000, Promise.allSettled(workers.map((worker) => worker.getBackend().close(true))), () => [])
    return drained
  }
  return { close }
}
