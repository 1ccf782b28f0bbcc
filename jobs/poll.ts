import { z } from 'zod'
import { changesAsker } from '../src/portal/ask-for-changes.ts'
import { portalsWithWork } from '../src/store/inbox/work.ts'
import { splitAll } from './drain.ts'
import { job } from './job.ts'
import { nightWaker } from './nights.ts'

/**
 * Every few seconds: wakes every portal with work that is due and was not woken, missed nights
 * and mapped properties that nobody looks after included.
 */
export const poll = job({
  name: 'poll',
  schema: z.strictObject({}),
  attempts: 1,
  schedule: () => 3_000,
  handler: (deps) => {
    const wakeNights = nightWaker(deps)
    const askForChanges = changesAsker(deps.context)
    return async (_ids, signal) => {
      await splitAll(deps, signal)
      await askForChanges()
      for (const portalId of await portalsWithWork(deps.context.store, Date.now())) await deps.wakePortal(portalId)
      await wakeNights()
    }
  },
})
