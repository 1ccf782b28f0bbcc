import type { Handler } from './exchange.ts'

type Route = { readonly template: string; readonly segments: readonly string[]; readonly handler: Handler }
export type Match = {
  readonly template: string
  readonly handler: Handler
  readonly params: Readonly<Record<string, string>>
}

/**
 * Finds the handler of a path. Routes lie in small lists by method, length and first segment, so a look-up stays short.
 */
export class Router {
  readonly #routes = new Map<string, Route[]>()

  /** `template` like `/crm/objects/2026-09/:type/:id`. Earlier routes win. */
  add(method: string, template: string, handler: Handler): void {
    const segments = template.split('/').slice(1)
    const key = `${method} ${segments.length} ${segments[0]}`
    const list = this.#routes.get(key) ?? []
    list.push({ template, segments, handler })
    this.#routes.set(key, list)
  }

  find(method: string, path: string): Match | null {
    const segments = path.split('/').slice(1)
    for (const route of this.#routes.get(`${method} ${segments.length} ${segments[0]}`) ?? []) {
      const params = matched(route.segments, segments)
      if (params !== null) return { template: route.template, handler: route.handler, params }
    }
    return null
  }
}

function matched(template: readonly string[], segments: readonly string[]): Record<string, string> | null {
  const params: Record<string, string> = {}
  for (const [index, wanted] of template.entries()) {
    const actual = segments[index] ?? ''
    if (wanted.startsWith(':')) params[wanted.slice(1)] = decodeURIComponent(actual)
    else if (wanted !== actual) return null
  }
  return params
}
