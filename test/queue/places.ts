import type { PostgresConnection } from '../../src/queue/postgres-backend.ts'

/** Where the wake-ups of a test are kept; travels to other processes as JSON. */
export type Place = { readonly postgres: PostgresConnection } | { readonly redisUrl: string }
