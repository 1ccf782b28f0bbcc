import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Business time: real time plus an offset that can be moved. History, `createdAt` and `occurredAt` follow it; token
 * expiry, signatures and rate limits stay on real time. With a file, every move is written there as {"offsetMs": N},
 * whole or not at all, so that another process can keep the same clock.
 */
export class BusinessClock {
  readonly #file: string | undefined
  #offsetMs = 0

  constructor(file: string | undefined) {
    this.#file = file
    this.#write()
  }

  /** Epoch milliseconds. */
  now(): number {
    return Date.now() + this.#offsetMs
  }

  get offsetMs(): number {
    return this.#offsetMs
  }

  set(now: number): void {
    this.#offsetMs = now - Date.now()
    this.#write()
  }

  advance(ms: number): void {
    this.#offsetMs += ms
    this.#write()
  }

  reset(): void {
    this.#offsetMs = 0
    this.#write()
  }

  #write(): void {
    if (this.#file === undefined) return
    mkdirSync(dirname(this.#file), { recursive: true })
    const part = `${this.#file}.${process.pid}.part`
    writeFileSync(part, JSON.stringify({ offsetMs: this.#offsetMs }))
    renameSync(part, this.#file)
  }
}
