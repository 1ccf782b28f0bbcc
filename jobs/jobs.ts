import type { Handlers } from '../src/queue/queue.ts'
import { drain } from './drain.ts'
import type { JobDeps } from './job.ts'
import { night } from './night.ts'
import { nights } from './nights.ts'
import { poll } from './poll.ts'
import { portalWork } from './portal-work.ts'
import { reconcile } from './reconcile.ts'

/** Every job there is. */
export const jobs = [drain, portalWork, poll, nights, night, reconcile] as const
export type Job = (typeof jobs)[number]

export function jobHandlers(deps: JobDeps): Handlers<Job> {
  return {
    drain: drain.handler(deps),
    'portal-work': portalWork.handler(deps),
    poll: poll.handler(deps),
    nights: nights.handler(deps),
    night: night.handler(deps),
    reconcile: reconcile.handler(deps),
  }
}
