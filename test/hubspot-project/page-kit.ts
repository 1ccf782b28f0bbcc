import { createRenderer } from '@hubspot/ui-extensions/testing'
import { vi } from 'vitest'

export type Call = {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
}
type Reply = { readonly status?: number; readonly json?: unknown } | 'unreachable'

/**
 * What our service answers to a page, by `METHOD /path`. A path that
 * is not listed gets no answer at all, as from a service that is down.
 */
export type Service = Record<string, Reply | ((call: Call) => Reply)>

/** HubSpot's fetch as a page finds it. `calls` fills up as the page asks. */
export function serve(service: Service): { readonly calls: Call[] } {
  const calls: Call[] = []
  const hsFetch = async (address: string, options: { method?: string; body?: unknown } = {}) => {
    const url = new URL(address)
    const call = {
      method: options.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      body: options.body ?? null,
    }
    calls.push(call)
    const found = service[`${call.method} ${call.path}`] ?? 'unreachable'
    const reply = typeof found === 'function' ? found(call) : found
    if (reply === 'unreachable') throw new TypeError('fetch failed')
    const status = reply.status ?? 200
    return { ok: status < 400, status, json: async () => structuredClone(reply.json) }
  }
  Object.assign(globalThis, { self: globalThis, hsFetch: vi.fn(hsFetch) })
  return { calls }
}

type Location = Parameters<typeof createRenderer>[0]

/** A renderer of HubSpot's own, at a place, for a user of that language, with the profile's variables. */
export function rendererAt<Place extends Location>(place: Place, locale = 'en-gb') {
  const renderer = createRenderer(place)
  // HubSpot's second is too little on a machine that runs the whole suite; a check that holds does not wait.
  const { waitFor } = renderer
  Object.assign(renderer, {
    waitFor: (...[check, options]: Parameters<typeof waitFor>) => waitFor(check, { timeoutInMs: 10_000, ...options }),
  })
  Object.assign(renderer.mocks.context, { variables: { HOST: 'belrecht.example' } })
  Object.assign(renderer.mocks.context.user, { locale })
  return renderer
}

/** The record's own properties, as `useCrmProperties` hands them over. */
export const propertiesAnswer = (properties: Record<string, string | null>) => ({
  properties,
  error: null,
  isLoading: false,
  isRefetching: false,
  refetch: async () => undefined,
})

/** Everything a node says, its attributes included; `text` is null where a node holds other nodes. */
export const saidBy = (node: { toString(): string }): string => node.toString().replaceAll(/\s+/g, ' ')
