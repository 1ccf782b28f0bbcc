/** Reading answers whose shape is HubSpot's promise, not ours: every step may find something else. */

export const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** Ids and user ids come as numbers in some answers and as strings in others; ours are strings. */
export const idText = (value: unknown): string | null => (typeof value === 'number' ? String(value) : text(value))

export const amount = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null

/** ISO 8601 or epoch milliseconds → epoch milliseconds, or null. */
export function instant(value: unknown): number | null {
  const at = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? null : at
}
