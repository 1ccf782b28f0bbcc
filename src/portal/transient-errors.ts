import { HubSpotError } from '../hubspot/errors.ts'

const TRANSIENT: readonly HubSpotError['kind'][] = [
  'unavailable',
  'timeout',
  'rate-limited',
  'unauthorized',
  'misconfigured',
  'missing-scopes',
  'forbidden',
  'portal-gone',
]

/** Codes of a database that is away for a moment: PostgreSQL's classes 08, 53 and 57, and those of the sockets. */
const CONNECTION = /^(08|53|57)|^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT)$/
/** `pg` gives no code to its own errors about a connection that broke, never opened, or is being closed. */
const WITHOUT_CODE = /connection terminated|timeout exceeded when trying to connect|connection error|after calling end/i

/** True for an error that is not about the data at hand: it is solved by waiting, or by an operator. */
export function isTransient(error: unknown): boolean {
  if (error instanceof HubSpotError) return TRANSIENT.includes(error.kind)
  if (!(error instanceof Error)) return false
  if (CONNECTION.test('code' in error ? String(error.code) : '') || WITHOUT_CODE.test(error.message)) return true
  return error.cause !== undefined && isTransient(error.cause)
}
