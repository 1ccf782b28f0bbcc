import type { IncomingHttpHeaders } from 'node:http'
import type { z } from 'zod'
import { ApiError } from './api-error.ts'

/** One request as the routes see it: path normalised, body read whole. */
export type Exchange = {
  readonly method: string
  /** Path after the version was normalised to 2026-09. */
  readonly path: string
  /** The version the caller wrote (`2026-09`, `v3`, …), or null where the path has none. */
  readonly version: string | null
  readonly query: URLSearchParams
  readonly params: Readonly<Record<string, string>>
  readonly headers: IncomingHttpHeaders
  readonly raw: Buffer
}

export type Reply = {
  readonly status: number
  /** Sent as JSON. */
  readonly json?: unknown
  readonly html?: string
  readonly headers?: Readonly<Record<string, string>>
}

export type Handler = (exchange: Exchange) => Reply | Promise<Reply>

export const ok = (json: unknown): Reply => ({ status: 200, json })
export const created = (json: unknown): Reply => ({ status: 201, json })
export const noContent: Reply = { status: 204 }
export const redirect = (location: string): Reply => ({ status: 302, headers: { location } })

/** The JSON body, checked. An empty body counts as `{}`. Throws ApiError 400 naming the first wrong path. */
export function bodyOf<T>(exchange: Exchange, schema: z.ZodType<T>): T {
  let value: unknown = {}
  if (exchange.raw.length > 0) {
    try {
      value = JSON.parse(exchange.raw.toString('utf8'))
    } catch {
      throw new ApiError(400, 'VALIDATION_ERROR', 'Invalid input JSON on line 1, column 1: the body is not JSON')
    }
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new ApiError(400, 'VALIDATION_ERROR', `Invalid input JSON at '${issue?.path.join('.')}': ${issue?.message}`)
}

/** A path parameter the router has matched; absent only by a programming mistake. */
export function param(exchange: Exchange, name: string): string {
  const value = exchange.params[name]
  if (value === undefined) throw new Error(`route has no parameter :${name}`)
  return value
}
