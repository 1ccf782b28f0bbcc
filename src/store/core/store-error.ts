export type StoreErrorCode =
  | 'database-unreachable'
  | 'database-too-old'
  | 'database-role-too-strong'
  | 'migration-failed'
  | 'embedded-server-failed'
  | 'no-postgres-user'
  | 'no-key-ring'
  | 'key-ring-unreadable'
  | 'key-unknown'
  | 'seal-broken'
  | 'portal-unknown'
  | 'fact-instant-unreadable'
  | 'lease-lost'
  | 'transaction-broken'

/** Something unexpected in the store; `code` is stable, the message names the remedy where there is one. */
export class StoreError extends Error {
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreError'
    this.code = code
  }
}
