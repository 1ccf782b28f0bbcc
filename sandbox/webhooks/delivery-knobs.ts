/** How the sandbox delivers. Times in milliseconds of real time. */
export type DeliveryKnobs = {
  /** Keep events back until released. */
  hold: boolean
  /** Mix what is queued before each delivery. */
  shuffle: boolean
  /** Extra copies of every event. */
  duplicate: number
  /** How many of the next events to lose. */
  drop: number
  /** Leave `sourceId` out of every event. */
  omitSourceId: boolean
  batchSize: number
  flushMs: number
  timeoutMs: number
  /** Before the second try; doubled for each later one up to `retryMaxMs`. */
  retryMs: number
  retryMaxMs: number
  tries: number
  /** Which older signature goes beside v3. */
  legacySignature: 'v1' | 'v2'
}

export const defaultKnobs = (): DeliveryKnobs => ({
  hold: false,
  shuffle: false,
  duplicate: 0,
  drop: 0,
  omitSourceId: false,
  batchSize: 100,
  flushMs: 50,
  timeoutMs: 5_000,
  retryMs: 200,
  retryMaxMs: 2_000,
  tries: 10,
  legacySignature: 'v1',
})
