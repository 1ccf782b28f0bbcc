/** Something is wrong with how a command was called; the message says what to do. */
export class UsageError extends Error {
  readonly code = 'usage'
}
