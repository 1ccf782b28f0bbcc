import type { Change } from '../world/change.ts'
import type { AppRegistration } from './app-registration.ts'
import { type DeliveryKnobs, defaultKnobs } from './delivery-knobs.ts'
import { DeliveryLog } from './delivery-log.ts'
import { Outbox } from './outbox.ts'
import { SubscriptionIndex, webhookEvent } from './webhook-event.ts'

type Line = { readonly app: AppRegistration; readonly index: SubscriptionIndex; readonly outbox: Outbox }

/** Turns changes into events for every app that asked, and keeps the outboxes. */
export class Switchboard {
  readonly knobs: DeliveryKnobs = defaultKnobs()
  readonly log = new DeliveryLog()
  readonly #lines = new Map<number, Line>()
  readonly #eventIds = new Map<number, number>()
  #waiting: Array<() => void> = []

  get apps(): AppRegistration[] {
    return [...this.#lines.values()].map((line) => line.app)
  }

  app(appId: number): AppRegistration | null {
    return this.#lines.get(appId)?.app ?? null
  }

  appByClientId(clientId: string): AppRegistration | null {
    return this.apps.find((app) => app.clientId === clientId) ?? null
  }

  register(app: AppRegistration): void {
    this.#lines.get(app.appId)?.outbox.close()
    const outbox = new Outbox(app, this.knobs, this.log, () => this.#changed())
    this.#lines.set(app.appId, { app, index: new SubscriptionIndex(app.subscriptions), outbox })
  }

  /** `installed`: the apps installed in the portal it happened in. */
  happened(change: Change, installed: ReadonlySet<number>): void {
    for (const appId of installed) {
      const line = this.#lines.get(appId)
      if (line === undefined) continue
      for (const subscription of line.index.of(change)) {
        const eventId = (this.#eventIds.get(change.portalId) ?? 0) + 1
        this.#eventIds.set(change.portalId, eventId)
        const event = webhookEvent(line.app, subscription, change, eventId, this.knobs.omitSourceId)
        this.log.keep(appId, event)
        line.outbox.push(event)
      }
    }
  }

  /** Queues everything ever sent once more; answers how many. */
  resendAll(portalId?: number): number {
    const events = [...this.log.events(portalId)]
    for (const { appId, event } of events) this.#lines.get(appId)?.outbox.push(event)
    return events.length
  }

  shuffle(): void {
    for (const { outbox } of this.#lines.values()) outbox.shuffle()
  }

  release(): void {
    this.knobs.hold = false
    for (const { outbox } of this.#lines.values()) outbox.schedule()
  }

  get pending(): number {
    let pending = 0
    for (const { outbox } of this.#lines.values()) pending += outbox.pending
    return pending
  }

  /** True once every queued event was acknowledged or given up; false when that took longer than `timeoutMs`. */
  async idle(timeoutMs: number): Promise<boolean> {
    const until = performance.now() + timeoutMs
    while (this.pending > 0) {
      const left = until - performance.now()
      if (left <= 0) return false
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left)
        this.#waiting.push(() => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
    return true
  }

  /** Forgets queued events and the log; the apps stay unless `apps` is true. */
  reset(apps: boolean): void {
    for (const { outbox } of this.#lines.values()) {
      if (apps) outbox.close()
      else outbox.discard()
    }
    if (apps) this.#lines.clear()
    this.log.clear()
    this.#eventIds.clear()
    Object.assign(this.knobs, defaultKnobs())
  }

  #changed(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const wake of waiting) wake()
  }
}
