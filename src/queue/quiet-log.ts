import type { Logger } from 'pino'

export type QueueLog = Pick<Logger, 'info' | 'warn' | 'error'>

/** A connection that is down complains several times a second; one line in half a minute says the same. */
export const complainSparingly = (log: QueueLog, everyMs = 30_000): ((error: Error) => void) => {
  let last = Number.NEGATIVE_INFINITY
  let held = 0
  return (error) => {
    const now = performance.now()
    if (now - last < everyMs) {
      held += 1
      return
    }
    log.warn({ err: error, ...(held > 0 && { more: held }) }, 'queue connection in trouble')
    last = now
    held = 0
  }
}
