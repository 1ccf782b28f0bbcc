/** A ring that failed is no disaster (a poll rings again), so it is an answer and not an exception. */
export type Enqueued = { readonly enqueued: true } | { readonly enqueued: false; readonly error: Error }

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

/** Resolves to `late` when `work` takes longer than `ms` milliseconds; never leaves a timer behind. */
export const within = async <T, L>(work: Promise<T>, ms: number, late: () => L): Promise<T | L> => {
  let timer: NodeJS.Timeout | undefined
  const bell = new Promise<L>((resolve) => {
    timer = setTimeout(() => resolve(late()), ms)
  })
  try {
    return await Promise.race([work, bell])
  } finally {
    clearTimeout(timer)
  }
}
