import type { WebhookEvent } from './webhook-event.ts'

export type DeliveryTry = {
  readonly at: string
  readonly appId: number
  readonly events: number
  readonly attempt: number
  /** HTTP status, or null when no answer came. */
  readonly status: number | null
  readonly error?: string
  readonly ms: number
}

const KEPT_EVENTS = 300_000
const KEPT_TRIES = 5_000

/** Every event that was ever queued, so that all can be sent again, and how the deliveries went. */
export class DeliveryLog {
  #events: Array<{ readonly appId: number; readonly event: WebhookEvent }> = []
  #tries: DeliveryTry[] = []
  acknowledged = 0
  givenUp = 0
  dropped = 0

  keep(appId: number, event: WebhookEvent): void {
    this.#events.push({ appId, event })
    if (this.#events.length > KEPT_EVENTS * 1.2) this.#events = this.#events.slice(-KEPT_EVENTS)
  }

  tried(delivery: DeliveryTry): void {
    this.#tries.push(delivery)
    if (this.#tries.length > KEPT_TRIES * 1.2) this.#tries = this.#tries.slice(-KEPT_TRIES)
  }

  events(portalId?: number): ReadonlyArray<{ readonly appId: number; readonly event: WebhookEvent }> {
    return portalId === undefined ? this.#events : this.#events.filter(({ event }) => event.portalId === portalId)
  }

  tries(): readonly DeliveryTry[] {
    return this.#tries
  }

  clear(): void {
    this.#events = []
    this.#tries = []
    this.acknowledged = 0
    this.givenUp = 0
    this.dropped = 0
  }
}
