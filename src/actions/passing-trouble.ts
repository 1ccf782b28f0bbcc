import { HubSpotError } from '../hubspot/errors.ts'

const PASSING: readonly HubSpotError['kind'][] = [
  'unavailable',
  'timeout',
  'rate-limited',
  'unauthorized',
  'misconfigured',
  'missing-scopes',
  'forbidden',
  'portal-gone',
]

/** Codes of a database that is away for a moment; PostgreSQL's classes 08 and 57, and the sockets' own. */
const CONNECTION = /^(08|57)|^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT)$/

/** True for trouble that is not about the data at hand: waiting helps, or an operator does. */
export function isPassing(error: unknown): boolean {
  if (error instanceof HubSpotError) return PASSING.includes(error.kind)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return CONNECTION.test(code)
}
