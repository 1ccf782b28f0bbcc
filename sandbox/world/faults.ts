/** Trouble to come: what happens to the next `count` calls that match. */
export type Fault = {
  readonly id: string
  readonly portalId: number | null
  readonly method: string | null
  /** `*` matches anything; compared with the path and with its route template, both with version 2026-09. */
  readonly path: string
  readonly kind: 'status' | 'hang' | 'reset' | 'slow' | 'partial'
  /** `after`: the call is carried out first and only its answer suffers. */
  readonly when: 'before' | 'after'
  readonly status: number
  readonly retryAfter: number | null
  readonly delayMs: number
  /** For `partial`: the records that fail; empty means the first of the batch. */
  readonly ids: readonly string[]
  readonly category: string | null
  readonly message: string | null
  /** Let this many matching calls pass first. */
  skip: number
  count: number
}

export type FaultTarget = {
  readonly portalId: number | null
  readonly method: string
  readonly path: string
  readonly template: string
}

export class Faults {
  #armed: Fault[] = []
  #patterns = new Map<string, RegExp>()

  arm(fault: Fault): void {
    this.#armed.push(fault)
  }

  list(): readonly Fault[] {
    return this.#armed
  }

  clear(): void {
    this.#armed = []
    this.#patterns.clear()
  }

  /** The fault this call runs into, used up by one; null in peace. */
  take(target: FaultTarget): Fault | null {
    for (const fault of this.#armed) {
      if (!this.#matches(fault, target)) continue
      if (fault.skip > 0) {
        fault.skip -= 1
        continue
      }
      fault.count -= 1
      if (fault.count <= 0) this.#armed = this.#armed.filter((other) => other !== fault)
      return fault
    }
    return null
  }

  #matches(fault: Fault, target: FaultTarget): boolean {
    if (fault.portalId !== null && fault.portalId !== target.portalId) return false
    if (fault.method !== null && fault.method !== target.method) return false
    const pattern = this.#pattern(fault.path)
    return pattern.test(target.path) || pattern.test(target.template)
  }

  #pattern(path: string): RegExp {
    const known = this.#patterns.get(path)
    if (known !== undefined) return known
    const pattern = new RegExp(
      `^${path
        .split('*')
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('.*')}$`,
    )
    this.#patterns.set(path, pattern)
    return pattern
  }
}
