import { createHash } from 'node:crypto'

/** A stable name for a fact from a source: same origin and same content, same key, so a replay adds nothing. */
export function factKey(origin: string, content: unknown): string {
  return `${origin}#${createHash('sha256').update(canonical(content)).digest('base64url').slice(0, 27)}`
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
