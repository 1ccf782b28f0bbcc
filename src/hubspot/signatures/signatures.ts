import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { decodeSignedUri } from './signed-uri.ts'

export type SignatureVersion = 'v1' | 'v2' | 'v3'

/** What HubSpot signs. `url` is the full public URL as HubSpot called it, `body` the bytes as they came. */
export type SignedParts = {
  readonly method: string
  readonly url: string
  readonly body: Buffer
  readonly secret: string
}

export type SignatureCheck = {
  readonly method: string
  /** `PUBLIC_BASE_URL` and the request's own path and query: see `publicUrl`. Never the `Host` header. */
  readonly url: string
  readonly body: Buffer
  /** Lower-case names, as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Any of them may have signed: two during a rotation. */
  readonly secrets: readonly string[]
  /** Epoch milliseconds. */
  readonly now: number
  readonly accept: readonly SignatureVersion[]
}

export type SignatureVerdict =
  | { readonly ok: true; readonly version: SignatureVersion }
  | { readonly ok: false; readonly reason: 'missing' | 'malformed' | 'stale' | 'mismatch' }

/** HubSpot's own window is five minutes back; ours also bounds clocks that run ahead. Milliseconds. */
const SIGNATURE_WINDOW_MS = 5 * 60_000

export const signV1 = ({ body, secret }: Pick<SignedParts, 'body' | 'secret'>): string =>
  createHash('sha256').update(secret).update(body).digest('hex')

export const signV2 = ({ method, url, body, secret }: SignedParts): string =>
  createHash('sha256').update(secret).update(method.toUpperCase()).update(url).update(body).digest('hex')

/** `timestamp` as it stands in the header: its digits are signed, not its value. */
export const signV3 = ({
  method,
  url,
  body,
  secret,
  timestamp,
}: SignedParts & { readonly timestamp: string }): string =>
  createHmac('sha256', secret).update(method.toUpperCase()).update(url).update(body).update(timestamp).digest('base64')

/**
 * Decides whether HubSpot sent this request. A v3 header, where one came, is the only one judged: v1 and v2 carry no
 * moment, so falling back to them would let a stale request in by its older signature.
 * Source: HubSpot, "Validating requests from HubSpot".
 */
export function verifySignature(check: SignatureCheck): SignatureVerdict {
  const v3 = check.headers['x-hubspot-signature-v3']
  if (v3 !== undefined) return check.accept.includes('v3') ? verifyV3(check, v3) : { ok: false, reason: 'missing' }

  const signature = check.headers['x-hubspot-signature']
  const version = check.headers['x-hubspot-signature-version'] ?? 'v1'
  if (signature === undefined) return { ok: false, reason: 'missing' }
  if (typeof signature !== 'string' || (version !== 'v1' && version !== 'v2')) return { ok: false, reason: 'malformed' }
  if (!check.accept.includes(version)) return { ok: false, reason: 'missing' }
  const candidates =
    version === 'v1'
      ? check.secrets.map((secret) => signV1({ body: check.body, secret }))
      : signedForms(check).map((parts) => signV2(parts))
  return matches(candidates, signature) ? { ok: true, version } : { ok: false, reason: 'mismatch' }
}

function verifyV3(check: SignatureCheck, signature: string | readonly string[]): SignatureVerdict {
  const timestamp = check.headers['x-hubspot-request-timestamp']
  if (timestamp === undefined) return { ok: false, reason: 'missing' }
  // Number('') is 0 and Number('x') is NaN, which no comparison rejects: digits only, before any arithmetic.
  if (typeof signature !== 'string' || typeof timestamp !== 'string' || !/^\d{1,15}$/.test(timestamp)) {
    return { ok: false, reason: 'malformed' }
  }
  if (Math.abs(check.now - Number(timestamp)) > SIGNATURE_WINDOW_MS) return { ok: false, reason: 'stale' }
  const candidates = signedForms(check).map((parts) => signV3({ ...parts, timestamp }))
  return matches(candidates, signature) ? { ok: true, version: 'v3' } : { ok: false, reason: 'mismatch' }
}

/** HubSpot signs the URI decoded, its development proxy the URI as sent: either form counts, under every secret. */
function signedForms({ method, url, body, secrets }: SignatureCheck): SignedParts[] {
  const urls = new Set([decodeSignedUri(url), url])
  return secrets.flatMap((secret) => [...urls].map((form) => ({ method, url: form, body, secret })))
}

function matches(candidates: readonly string[], given: string): boolean {
  const presented = Buffer.from(given)
  let found = false
  for (const candidate of candidates) {
    const expected = Buffer.from(candidate)
    // Every candidate is compared, so that the time taken says nothing about which secret or form matched.
    if (expected.length === presented.length && timingSafeEqual(expected, presented)) found = true
  }
  return found
}
