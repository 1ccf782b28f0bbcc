import { setTimeout as sleep } from 'node:timers/promises'
import { HubSpotError } from './hubspot/errors.ts'

/**
 * How what this process asks of HubSpot comes to an end: once cut, nothing is waited for and nothing more is asked. Told as trouble that
 * passes, since whoever goes on with the work is another process.
 */
export type Shutdown = {
  readonly abort: () => void
  /** Throws HubSpotError `unavailable` once cut. */
  readonly check: () => void
  /** A pause in milliseconds that `cut` breaks off, with the same error. */
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
