/** Who records a fact outside HubSpot's own records. */
export type Recorder = {
  readonly kind: 'card' | 'api' | 'page'
  /** HubSpot user id, API key id, or null: the person themself. */
  readonly id: string | null
  /** Names the one act: the same request again (HubSpot and dialers retry) adds nothing. */
  readonly request: string
  /** An API key with the scope `verify`, chosen by an admin: a check it hands in counts as the person's own word. */
  readonly trusted?: boolean
}

/** Where a fact came from, as the ledger keeps it: `card:1001`, `api:…`, `page`. */
export function originOf({ kind, id }: Recorder): string {
  return id === null ? kind : `${kind}:${id}`
}

/** For the audit trail, in the shape that facts from HubSpot's history have. */
export function writtenDownBy({ kind, id, trusted = false }: Recorder) {
  const written = { sourceType: kind.toUpperCase(), sourceId: id, label: null, userId: kind === 'card' ? id : null }
  return trusted ? { ...written, scope: 'verify' } : written
}
