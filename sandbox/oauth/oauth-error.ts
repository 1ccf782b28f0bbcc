import { randomUUID } from 'node:crypto'
import type { Reply } from '../http/exchange.ts'

/** RFC 6749's error with HubSpot's own `status`, as its token endpoint answers. */
export function oauthError(code: number, error: string, status: string, description: string): Reply {
  return {
    status: code,
    json: { error, error_description: description, status, message: description, correlationId: randomUUID() },
  }
}
