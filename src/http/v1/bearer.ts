import { createHash } from 'node:crypto'
import type { RequestHandler, Response } from 'express'
import type { Context } from '../../portal/context.ts'
import { findApiKey, type KeyInUse } from '../../store/portal/api-keys.ts'
import { ProblemError } from '../shell/problem.ts'

const WRONG_KEYS_A_MINUTE = 30
const MINUTE_MS = 60_000
/** Bounds what unknown callers can make us remember. */
const REMEMBERED = 10_000

const bearers = new WeakMap<Response, KeyInUse>()

/**
 * Lets only requests through that carry a key of a portal; afterwards `bearerOf`
 * knows whose. An address that brings one wrong key after another is refused for a
 * minute without a query to the database, except with keys that were right before.
 */
export function bearerKey({ store }: Pick<Context, 'store'>): RequestHandler {
  const wrong = new Map<string, { count: number; until: number }>()
  const right = new Set<string>()

  return async (request, response, next) => {
    const [, key = ''] = /^Bearer +(\S+) *$/i.exec(request.get('authorization') ?? '') ?? []
    if (key === '') throw refusal(response, 'api-key-missing', 'Send a key as "Authorization: Bearer blr_…".')
    const address = request.socket.remoteAddress ?? ''
    const mark = createHash('sha256').update(key).digest('base64')
    const seconds = right.has(mark) ? 0 : secondsToWait(wrong.get(address))
    if (seconds > 0) {
      response.setHeader('Retry-After', seconds)
      throw new ProblemError(429, 'too-many-wrong-keys', `Correct the key, and try again in ${seconds} seconds.`)
    }
    const bearer = await findApiKey(store, key)
    if (!bearer) {
      right.delete(mark)
      note(wrong, address)
      throw refusal(
        response,
        'api-key-unknown',
        'Make a key on the settings page of the app in HubSpot; deleted keys stop at once.',
      )
    }
    if (right.size >= REMEMBERED) right.clear()
    right.add(mark)
    bearers.set(response, bearer)
    next()
  }
}

/** Whose key came, on a route behind `bearerKey`. */
export function bearerOf(response: Response): KeyInUse {
  const bearer = bearers.get(response)
  if (bearer === undefined) throw new Error('a route asks whose key came without checking it first')
  return bearer
}

function refusal(response: Response, code: string, detail: string): ProblemError {
  response.setHeader('WWW-Authenticate', 'Bearer')
  return new ProblemError(401, code, detail)
}

function secondsToWait(entry: { count: number; until: number } | undefined): number {
  if (!entry || entry.count < WRONG_KEYS_A_MINUTE) return 0
  return Math.max(0, Math.ceil((entry.until - Date.now()) / 1_000))
}

function note(wrong: Map<string, { count: number; until: number }>, address: string): void {
  const now = Date.now()
  const entry = wrong.get(address)
  if (wrong.size >= REMEMBERED) wrong.clear()
  if (entry && entry.until > now) entry.count += 1
  else wrong.set(address, { count: 1, until: now + MINUTE_MS })
}
