import { z } from 'zod'
import { portalsWithWork } from '../src/store/inbox/work.ts'
import { splitAll } from './drain.ts'
import { job } from './job.ts'
import { nightWaker } from './nights.ts'

/** Every few seconds: wakes every portal with work that is due and was not woken, missed nights included. */
export const poll = job({
  name: 'poll',
  schema: z.strictObject({}),
  attempts: 1,
  schedule: () => 3_000,
  handler: (deps) => {
    const wakeNights = nightWaker(deps)
    return async (_ids, signal) => {
      await splitAll(deps, signal)
      for (const portalId of await portalsWithWork(deps.context.store, Date.now())) await deps.wakePortal(portalId)
      await wakeNights()
    }
  },
})
