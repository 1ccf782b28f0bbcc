import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Fault } from '../world/faults.ts'
import { ApiError } from './api-error.ts'
import { bodyOf } from './body.ts'
import type { Exchange, Reply } from './exchange.ts'

const CATEGORIES: Readonly<Record<number, readonly [category: string, message: string]>> = {
  401: ['INVALID_AUTHENTICATION', 'Authentication credentials not found.'],
  403: ['MISSING_SCOPES', "This app hasn't been granted all required scopes to make this call."],
  423: ['LOCKED', 'The resource is locked; try again in a few seconds.'],
  429: ['RATE_LIMITS', 'You have reached your ten_secondly_rolling limit.'],
  477: ['MIGRATION_IN_PROGRESS', 'The account is being moved between data centers; try again later.'],
}

/** The answer a fault of kind `status` gives, in HubSpot's error shape. */
export function faultReply(fault: Fault): Reply {
  const [category, message] = CATEGORIES[fault.status] ?? ['INTERNAL_ERROR', 'There was a problem with the request.']
  const reply = new ApiError(fault.status, fault.category ?? category, fault.message ?? message).reply()
  const headers: Record<string, string> = fault.retryAfter === null ? {} : { 'retry-after': String(fault.retryAfter) }
  if (fault.status !== 429) return { ...reply, headers }
  const policy = { errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING', requestId: randomUUID() }
  return { ...reply, json: { ...(reply.json as object), ...policy }, headers }
}

const batch = z
  .object({ inputs: z.array(z.looseObject({ id: z.union([z.string(), z.number()]).transform(String) })) })
  .loose()
const answer = z.looseObject({ errors: z.array(z.unknown()).default([]) })

/** Lets a batch through without the records that are to fail, and answers 207 with those as errors. */
export async function failedPartly(
  fault: Fault,
  exchange: Exchange,
  proceed: (exchange: Exchange) => Reply | Promise<Reply>,
): Promise<Reply> {
  const body = bodyOf(exchange, batch)
  const first = body.inputs[0]?.id
  const failing = new Set(fault.ids.length > 0 ? fault.ids : first === undefined ? [] : [first])
  const kept = body.inputs.filter((input) => !failing.has(input.id))
  const errors = body.inputs
    .filter((input) => failing.has(input.id))
    .map((input) => ({
      status: 'error',
      category: fault.category ?? 'VALIDATION_ERROR',
      message: fault.message ?? 'Property values were not valid',
      context: { ids: [input.id] },
    }))
  const now = new Date().toISOString()
  const empty: Reply = { status: 200, json: { status: 'COMPLETE', results: [], startedAt: now, completedAt: now } }
  const raw = Buffer.from(JSON.stringify({ ...body, inputs: kept }))
  const reply = kept.length === 0 ? empty : await proceed({ ...exchange, raw })
  if (errors.length === 0 || reply.status >= 300) return reply
  const rest = answer.parse(reply.json)
  const all = [...rest.errors, ...errors]
  return { status: 207, json: { ...rest, numErrors: all.length, errors: all } }
}
