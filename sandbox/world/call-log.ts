export type CallCounts = {
  readonly total: number
  /** Per `METHOD /path/template`. */
  readonly calls: Readonly<Record<string, number>>
  readonly statuses: Readonly<Record<string, number>>
  /** Per API version as the caller wrote it. */
  readonly versions: Readonly<Record<string, number>>
}

/** What an app asked of one portal's API. */
export class CallLog {
  #total = 0
  #calls = new Map<string, number>()
  #statuses = new Map<string, number>()
  #versions = new Map<string, number>()

  add(method: string, template: string, version: string | null, status: number): void {
    this.#total += 1
    count(this.#calls, `${method} ${template}`)
    count(this.#statuses, String(status))
    count(this.#versions, version ?? 'none')
  }

  counts(): CallCounts {
    const plain = (map: Map<string, number>): Record<string, number> => Object.fromEntries(map)
    return {
      total: this.#total,
      calls: plain(this.#calls),
      statuses: plain(this.#statuses),
      versions: plain(this.#versions),
    }
  }

  clear(): void {
    this.#total = 0
    this.#calls = new Map()
    this.#statuses = new Map()
    this.#versions = new Map()
  }
}

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1)
}
