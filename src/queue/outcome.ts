/** That a job could not be enqueued is no disaster (the poll does it again), so it is an answer, not an exception. */
export type Enqueued = { readonly ok: true } | { readonly ok: false; readonly error: Error }

export type QueueErrorCode = 'queue-unreachable' | 'queue-closed' | 'queue-slow' | 'payload-invalid' | 'job-unknown'

export class QueueError extends Error {
  readonly code: QueueErrorCode

  constructor(code: QueueErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'QueueError'
    this.code = code
  }
}

/** Why a handler's signal fires: the process stops, or another worker has taken the job over. */
export class Interrupted extends Error {
  readonly code: 'stopping' | 'lock-lost'

  constructor(code: 'stopping' | 'lock-lost') {
    super(code === 'stopping' ? 'The process is stopping.' : 'Another worker has taken this job over.')
    this.name = 'Interrupted'
    this.code = code
  }
}
