import { setTimeout as sleep } from 'node:timers/promises'
import { HubSpotError } from './hubspot/errors.ts'

/**
 * Ends what this process asks of HubSpot: once aborted, it waits for nothing and asks nothing
 * more. Reported as a transient error, because another process goes on with the work.
 */
export type Shutdown = {
  readonly abort: () => void
  /** Throws HubSpotError `unavailable` once aborted. */
  readonly check: () => void
  /** A pause in milliseconds; `abort` ends it early, with the same error. */
  readonly pause: (ms: number) => Promise<void>
}

export function createShutdown(): Shutdown {
  const controller = new AbortController()
  const { signal } = controller
  const check = () => {
    if (signal.aborted) throw new HubSpotError({ kind: 'unavailable', message: 'not asked: this process is stopping' })
  }
  return {
    abort: () => controller.abort(),
    check,
    pause: async (ms) => {
      await sleep(ms, undefined, { signal }).catch(() => undefined)
      check()
    },
  }
}
