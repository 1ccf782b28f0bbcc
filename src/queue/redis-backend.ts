import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { type Backend, queueName } from './backend.ts'

/** One hash slot for all keys, so that Redis Cluster runs BullMQ's scripts. */
const PREFIX = '{belrecht}'

const retryStrategy = (attempt: number): number => Math.min(attempt * 200, 2_000)

const POLICY = /^maxmemory_policy:(\S+)/m

const judge = (memory: string): string | null => {
  const policy = POLICY.exec(memory)?.[1]
  if (policy === undefined || policy === 'noeviction') return null
  return `Redis may throw rings away: its maxmemory-policy is ${policy}. Set it to noeviction.`
}

export const openRedisBackend = (redisUrl: string): Backend => {
  // Without these two, enqueuing waits for ever while Redis is down: BullMQ gives the job to ioredis, which keeps it.
  const producer = new Redis(redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 2_000,
    retryStrategy,
  })
  // BullMQ passes the client's errors on to every queue made on it; this listener is for the time before there is one.
  producer.on('error', () => {})

  return {
    kind: 'redis',
    openQueue: (queue) => new Queue(queueName(queue), { connection: producer, prefix: PREFIX }),
    // A worker blocks on its connection, so it gets its own and must be allowed to wait.
    openWorker: (queue, run, tuning) =>
      new Worker(queueName(queue), run, {
        connection: { url: redisUrl, maxRetriesPerRequest: null, connectTimeout: 2_000, retryStrategy },
        prefix: PREFIX,
        ...tuning,
      }),
    reachable: () => producer.status === 'ready',
    onReachable: (listener) => {
      producer.on('ready', listener)
    },
    problem: async () => {
      if (producer.status !== 'ready') return 'Redis does not answer for the queue; check REDIS_URL and the server.'
      return producer
        .info('memory')
        .then(judge, (error: Error) => `Redis does not answer for the queue (${error.message}).`)
    },
    close: async () => producer.disconnect(),
  }
}
