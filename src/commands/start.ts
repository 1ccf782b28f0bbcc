import { type Role, startApp } from '../app.ts'
import { requireConfig } from './settings.ts'
import { UsageError } from './usage.ts'

const ROLES: readonly Role[] = ['web', 'worker', 'all']
/** A service that was asked to stop is gone within this time, in milliseconds; a second signal does not wait. */
const STOP_WITHIN_MS = 24_000

/** `npm start [web|worker|all]`: runs until SIGTERM or SIGINT; exit status 0 when everything under way was finished or handed back. */
export async function start([given = 'all']: string[]): Promise<number> {
  const role = ROLES.find((each) => each === given)
  if (role === undefined) throw new UsageError(`Unknown role "${given}". Available: ${ROLES.join(', ')}.`)
  const asked = stopAsked()
  const app = await startApp(requireConfig(), role)
  app.parts.context.log.info({ role, url: app.url }, 'started')
  await asked
  process.once('SIGTERM', forced)
  process.once('SIGINT', forced)
  const late = setTimeout(forced, STOP_WITHIN_MS)
  await app.stop()
  clearTimeout(late)
  // Everything is closed; what a library still waits for does not keep the process.
  setTimeout(() => process.exit(0), 500).unref()
  return 0
}

function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
}

// What is cut off here is taken up again by the next process: that is what the inbox, the work list and the nights are for.
function forced(): never {
  process.exit(1)
}
