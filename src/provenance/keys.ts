import { createHash } from 'node:crypto'
import type { Fact } from '../permission/facts.ts'
import { formatInstant, instantOf } from '../time/instants.ts'

/** A stable name for a fact from a source: same origin and same content, same key, so a replay adds nothing. */
export function factKey(origin: string, content: unknown): string {
  return `${origin}#${createHash('sha256').update(canonical(content)).digest('base64url').slice(0, 27)}`
}

/**
 * The key of a fact drawn from a HubSpot record. The first edition wrote the instants of these facts with milliseconds
 * and hashed them so; spelled otherwise, every fact in the ledger would arise a second time. Equal instants give equal
 * keys, however they are spelled.
 */
export function recordFactKey(origin: string, fact: Fact): string {
  return factKey(origin, { ...fact, at: withMilliseconds(instantOf(fact.at)) })
}

/** `2026-07-01T15:00:00.000+02:00`, where we write `2026-07-01T15:00:00+02:00`. */
function withMilliseconds(instant: number): string {
  return formatInstant(instant).replace(/:(\d\d)\+/, ':$1.000+')
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
