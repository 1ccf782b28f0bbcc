import http from 'node:http'
import type { AppRegistration } from './app-registration.ts'
import type { DeliveryKnobs } from './delivery-knobs.ts'
import type { DeliveryLog } from './delivery-log.ts'
import { callSigned } from './post-signed.ts'
import type { WebhookEvent } from './webhook-event.ts'

/**
 * Sends one app's events: collected for a moment, up to 100 a POST, retried, with all the disorder the knobs ask for.
 */
export class Outbox {
  readonly app: AppRegistration
  readonly #knobs: DeliveryKnobs
  readonly #log: DeliveryLog
  readonly #onChange: () => void
  readonly #agent: http.Agent
  readonly #retries = new Set<NodeJS.Timeout>()
  #queue: WebhookEvent[] = []
  #sending = 0
  #inFlight = 0
  #waitingRetry = 0
  #flush: NodeJS.Timeout | null = null
  #closed = false

  constructor(app: AppRegistration, knobs: DeliveryKnobs, log: DeliveryLog, onChange: () => void) {
    this.app = app
    this.#knobs = knobs
    this.#log = log
    this.#onChange = onChange
    this.#agent = new http.Agent({ keepAlive: true, maxSockets: app.maxConcurrentRequests })
  }

  /** Events neither acknowledged nor given up. */
  get pending(): number {
    return this.#queue.length + this.#sending + this.#waitingRetry
  }

  push(event: WebhookEvent): void {
    if (this.#closed || this.app.targetUrl === null) return
    if (this.#knobs.drop > 0) {
      this.#knobs.drop -= 1
      this.#log.dropped += 1
      return
    }
    for (let copy = 0; copy <= this.#knobs.duplicate; copy += 1) this.#queue.push(event)
    this.schedule()
  }

  /** Starts a flush soon, unless one is due or everything is held. */
  schedule(): void {
    if (this.#flush !== null || this.#knobs.hold || this.#queue.length === 0 || this.#closed) return
    this.#flush = setTimeout(() => {
      this.#flush = null
      this.#send()
    }, this.#knobs.flushMs)
  }

  /** Mixes what is queued now. */
  shuffle(): void {
    for (let last = this.#queue.length - 1; last > 0; last -= 1) {
      const other = Math.floor(Math.random() * (last + 1))
      const event = this.#queue[last]
      const swapped = this.#queue[other]
      if (event === undefined || swapped === undefined) continue
      this.#queue[last] = swapped
      this.#queue[other] = event
    }
  }

  discard(): void {
    this.#queue = []
    for (const retry of this.#retries) clearTimeout(retry)
    this.#retries.clear()
    this.#waitingRetry = 0
    this.#onChange()
  }

  close(): void {
    this.#closed = true
    if (this.#flush !== null) clearTimeout(this.#flush)
    this.discard()
    this.#agent.destroy()
  }

  #send(): void {
    if (this.#knobs.shuffle) this.shuffle()
    const { batchSize } = this.#knobs
    let room = this.app.maxConcurrentRequests - this.#inFlight
    let from = 0
    for (; from < this.#queue.length && room > 0; from += batchSize, room -= 1) {
      void this.#deliver(this.#queue.slice(from, from + batchSize), 0)
    }
    this.#queue = this.#queue.slice(from)
  }

  async #deliver(events: readonly WebhookEvent[], attempt: number): Promise<void> {
    this.#sending += events.length
    this.#inFlight += 1
    const status = await this.#try(events, attempt)
    this.#sending -= events.length
    this.#inFlight -= 1
    if (status !== null && status >= 200 && status < 300) this.#log.acknowledged += events.length
    else if (attempt + 1 >= this.#knobs.tries || this.#closed) this.#log.givenUp += events.length
    else this.#retry(events, attempt + 1)
    if (this.#queue.length > 0 && !this.#knobs.hold && this.#flush === null && !this.#closed) this.#send()
    this.#onChange()
  }

  async #try(events: readonly WebhookEvent[], attempt: number): Promise<number | null> {
    const started = performance.now()
    const { appId, clientSecret, targetUrl, deliverTo } = this.app
    const body = JSON.stringify(attempt === 0 ? events : events.map((event) => ({ ...event, attemptNumber: attempt })))
    const uri = targetUrl ?? ''
    const base = { at: new Date().toISOString(), appId, events: events.length, attempt }
    try {
      const answer = await callSigned({
        secret: clientSecret,
        method: 'POST',
        uri,
        connectTo: deliverTo ?? uri,
        body,
        legacy: this.#knobs.legacySignature,
        timeoutMs: this.#knobs.timeoutMs,
        agent: this.#agent,
      })
      this.#log.tried({ ...base, status: answer.status, ms: Math.round(performance.now() - started) })
      return answer.status
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      this.#log.tried({ ...base, status: null, error: message, ms: Math.round(performance.now() - started) })
      return null
    }
  }

  #retry(events: readonly WebhookEvent[], attempt: number): void {
    const { retryMs, retryMaxMs } = this.#knobs
    this.#waitingRetry += events.length
    const timer = setTimeout(
      () => {
        this.#retries.delete(timer)
        this.#waitingRetry -= events.length
        void this.#deliver(events, attempt)
      },
      Math.min(retryMs * 2 ** (attempt - 1), retryMaxMs),
    )
    this.#retries.add(timer)
  }
}
