import type { IncomingHttpHeaders } from 'node:http'

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

/** A path parameter the router has matched; absent only by a programming mistake. */
export function param(exchange: Exchange, name: string): string {
  const value = exchange.params[name]
  if (value === undefined) throw new Error(`route has no parameter :${name}`)
  return value
}
