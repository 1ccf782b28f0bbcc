/** One version of a property. `timestamp` is epoch milliseconds by HubSpot's clock. */
export type HistoryEntry = {
  readonly value: string
  readonly timestamp: number
  readonly sourceType: string | null
  readonly sourceId: string | null
  readonly sourceLabel: string | null
  readonly updatedByUserId: string | null
}

/** A HubSpot record with the histories that were asked for, newest version first. */
export type SourceRecord = {
  readonly id: string
  readonly properties: Readonly<Record<string, string | null>>
  readonly history: Readonly<Record<string, readonly HistoryEntry[]>>
}

/** A fact together with where it came from; `key` makes the same fact from the same source arise once. */
export type SourcedFact<F> = {
  readonly origin: string
  readonly key: string
  readonly fact: F
  /** Who or what wrote it down in HubSpot, for the audit trail. */
  readonly recordedBy: {
    readonly sourceType: string | null
    readonly sourceId: string | null
    readonly label: string | null
    readonly userId: string | null
  }
}
