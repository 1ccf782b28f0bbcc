import type { EventEffect } from '../src/events/event-effect.ts'
import type { Context } from '../src/portal/context.ts'
import { defineJob, type Ids, type JobOptions } from '../src/queue/define-job.ts'
import type { Splitter } from '../src/store/inbox/split-deliveries.ts'
import type { PortalId } from '../src/time/units.ts'

/** What handlers work with; built once in `src/app.ts`. */
export type JobDeps = {
  readonly context: Context
  readonly splitDelivery: Splitter
  readonly eventEffect: (body: unknown) => EventEffect
  /** `HH:MM` in Europe/Amsterdam. */
  readonly nightlyAt: string
  /** Wakes `portal-work` for a portal, after `delayMs` milliseconds where given. */
  readonly wakePortal: (portalId: PortalId, delayMs?: number) => Promise<unknown>
  /** Wakes `night` for a portal. */
  readonly wakeNight: (portalId: PortalId) => Promise<unknown>
}

type Handler<Payload extends Ids> = (payload: Payload, signal: AbortSignal) => Promise<void>

type Definition<Name extends string, Payload extends Ids> = JobOptions<Name, Payload> & {
  /**
   * Builds the handler. State that lasts as long as the process
   * (a memory of nights that are over) lives in its closure.
   */
  readonly handler: (deps: JobDeps) => Handler<Payload>
  /** When the clock enqueues it: a cron pattern in Europe/Amsterdam, or an interval in milliseconds. */
  readonly schedule?: (nightlyAt: string) => string | number
}

/** A whole job: its name, its payload, when it is enqueued by the clock, and its handler. */
export function job<const Name extends string, Payload extends Ids>(definition: Definition<Name, Payload>) {
  const { handler, schedule, ...options } = definition
  return { ...defineJob<Name, Payload>(options), handler, schedule: schedule ?? null }
}
