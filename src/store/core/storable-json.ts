/**
 * Escapes that JSON allows and PostgreSQL does not keep: NUL, and half
 * of a surrogate pair (which `JSON.stringify` writes as an escape).
 */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/

/**
 * JSON for a `jsonb` parameter. What PostgreSQL cannot keep becomes U+FFFD, the mark for a
 * character lost, so that one odd character in one person's name cannot stop all events.
 */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value)
  return UNSTORABLE.test(text) ? JSON.stringify(cleaned(value)) : text
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (Array.isArray(value)) return value.map(cleaned)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [storableText(key), cleaned(one)]))
}

export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\ufffd')
}
