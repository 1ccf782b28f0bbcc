import { type Config, describeProblems, loadConfig } from '../config.ts'
import { parseInstant } from '../time/instants.ts'
import { UsageError } from './usage.ts'

/** The configuration, or every wrong or missing setting at once. */
export function requireConfig(): Config {
  const loaded = loadConfig()
  if (!loaded.ok) throw new UsageError(describeProblems(loaded.problems))
  return loaded.config
}

/** `--portal 7001` as a number. */
export function requirePortal(given: string | undefined, command: string): number {
  const portalId = Number(given)
  if (!Number.isSafeInteger(portalId) || portalId <= 0)
    throw new UsageError(`Name the HubSpot account: npm run ${command} -- --portal ID`)
  return portalId
}

/** `--since 2026-11-23T09:00:00+01:00` as epoch milliseconds; null when not given. */
export function optionalInstant(given: string | undefined, option: string): number | null {
  if (given === undefined) return null
  const instant = parseInstant(given)
  if (instant === null) {
    throw new UsageError(`--${option} must be an instant with an offset, such as 2026-11-23T09:00:00+01:00`)
  }
  return instant
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}
