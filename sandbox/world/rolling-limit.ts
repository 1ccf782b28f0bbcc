export type RateLimits = { readonly perTenSeconds: number; readonly searchesPerSecond: number }

/** What a marketplace app gets per installed account (HubSpot's usage guidelines). */
export const MARKETPLACE_LIMITS: RateLimits = { perTenSeconds: 110, searchesPerSecond: 5 }

/** Above this nobody measures a limit; keeping every instant would only cost time. */
const UNCOUNTED = 100_000

/** At most `max()` calls in any `intervalMs` of real time. */
export class RollingLimit {
  readonly intervalMs: number
  readonly max: () => number
  #instants: number[] = []
  #first = 0

  constructor(intervalMs: number, max: () => number) {
    this.intervalMs = intervalMs
    this.max = max
  }

  /** Counts one call unless it is over the limit; says whether it may pass and how many more may. */
  take(): { readonly passed: boolean; readonly remaining: number } {
    const max = this.max()
    if (max >= UNCOUNTED) return { passed: true, remaining: max }
    const now = performance.now()
    while (this.#first < this.#instants.length && (this.#instants[this.#first] ?? 0) <= now - this.intervalMs)
      this.#first += 1
    if (this.#first > 1_024) {
      this.#instants = this.#instants.slice(this.#first)
      this.#first = 0
    }
    const used = this.#instants.length - this.#first
    if (used >= max) return { passed: false, remaining: 0 }
    this.#instants.push(now)
    return { passed: true, remaining: max - used - 1 }
  }
}
