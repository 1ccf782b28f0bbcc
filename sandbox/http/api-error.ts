import { randomUUID } from 'node:crypto'
import type { Reply } from './exchange.ts'

type Extra = {
  readonly context?: Readonly<Record<string, readonly string[]>>
  readonly errors?: readonly unknown[]
  readonly subCategory?: string
}

/** An answer in HubSpot's error shape: {status, message, correlationId, category, context?, errors?}. */
export class ApiError extends Error {
  readonly status: number
  readonly category: string
  readonly extra: Extra

  constructor(status: number, category: string, message: string, extra: Extra = {}) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.category = category
    this.extra = extra
  }

  reply(): Reply {
    return {
      status: this.status,
      json: {
        status: 'error',
        message: this.message,
        correlationId: randomUUID(),
        category: this.category,
        ...this.extra,
      },
    }
  }
}

export const notFound = (message = 'resource not found'): ApiError => new ApiError(404, 'OBJECT_NOT_FOUND', message)
