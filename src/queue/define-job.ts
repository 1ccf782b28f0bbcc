import type { z } from 'zod'

/**
 * Jobs of one queue share the same workers. `slow` is for work that lasts (a night, a backfill), so that it never keeps
 * an objection in `quick` waiting.
 */
export const QUEUE_NAMES = ['quick', 'slow'] as const
export type QueueName = (typeof QUEUE_NAMES)[number]

/** Payloads carry ids and nothing else: whatever else a job needs it reads when it runs. */
export type Ids = Readonly<Record<string, string | number | boolean | null | undefined>>

export type JobDefinition<Name extends string = string, Payload extends Ids = Ids> = {
  readonly name: Name
  readonly schema: z.ZodType<Payload>
  readonly queue: QueueName
  /** How often it is tried in all before it counts as failed. */
  readonly attempts: number
  /** Wait before the second try in milliseconds; doubles with every further one. */
  readonly backoffMs: number
}

export type JobOptions<Name extends string, Payload extends Ids> = Pick<
  JobDefinition<Name, Payload>,
  'name' | 'schema'
> &
  Partial<JobDefinition<Name, Payload>>

/** Names a job once; `createQueue` is given the result. Five tries over about fifteen seconds by default. */
export const defineJob = <const Name extends string, Payload extends Ids>(
  options: JobOptions<Name, Payload>,
): JobDefinition<Name, Payload> => Object.freeze({ queue: 'quick' as const, attempts: 5, backoffMs: 1_000, ...options })

type Named<Job extends JobDefinition, Name> = Extract<Job, { readonly name: Name }>

export type JobName<Job extends JobDefinition> = Job['name']

export type PayloadOf<Job extends JobDefinition, Name extends JobName<Job>> =
  Named<Job, Name> extends JobDefinition<string, infer Payload> ? Payload : never
