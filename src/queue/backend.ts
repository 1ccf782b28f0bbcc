import type { Job, JobSchedulerTemplateOptions, JobsOptions } from 'bullmq'
import type { Ids, QueueName } from './define-job.ts'

export type BullJob = Job<Ids, void, string>

/** What this room uses of BullMQ's Queue, whichever backend keeps the jobs. */
export type BullQueue = {
  on(event: 'error', listener: (error: Error) => void): unknown
  add(name: string, payload: Ids, options: JobsOptions): Promise<unknown>
  upsertJobScheduler(
    id: string,
    repeat: { pattern?: string; every?: number; tz?: string },
    template: { name: string; data: Ids; opts: JobSchedulerTemplateOptions },
  ): Promise<unknown>
  getJobCounts(...types: ('waiting' | 'active' | 'delayed' | 'failed')[]): Promise<Record<string, number>>
  waitUntilReady(): Promise<unknown>
  close(): Promise<void>
}

/** What this room uses of BullMQ's Worker. */
export type BullWorker = {
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'failed', listener: (job: BullJob | undefined, error: Error) => void): unknown
  on(event: 'lockRenewalFailed', listener: (jobIds: string[]) => void): unknown
  close(): Promise<void>
  getBackend(): { close(force?: boolean): Promise<void> }
}

export type WorkerTuning = {
  readonly concurrency: number
  readonly lockDuration: number
  readonly stalledInterval: number
  readonly maxStalledCount: number
  readonly runRetryDelay: number
}

export type Backend = {
  readonly kind: 'postgres' | 'redis'
  openQueue(queue: QueueName): BullQueue
  openWorker(queue: QueueName, run: (job: BullJob) => Promise<void>, tuning: WorkerTuning): BullWorker
  /** False while a job could only wait for the connection: the caller gets an error at once instead. */
  reachable(): boolean
  /** Called whenever the connection has come (back) up; what was registered there may be gone. */
  onReachable(listener: () => void): void
  /** Why this backend cannot keep jobs safely, with the remedy; null when it can. */
  problem(): Promise<string | null>
  close(): Promise<void>
}

export const queueName = (queue: QueueName): string => `belrecht-${queue}`
