import { createHash, createHmac } from 'node:crypto'

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** The characters HubSpot decodes in the URI before signing; every other escape stays as written. */
const DECODED: ReadonlyMap<string, string> = new Map(
  [...":/?@!$'()*,;"].map((char) => [`%${char.charCodeAt(0).toString(16).toUpperCase()}`, char]),
)
const decodeForSigning = (uri: string): string =>
  uri.replace(/%[0-9A-Fa-f]{2}/g, (code) => DECODED.get(code.toUpperCase()) ?? code)

export type SigningInput = {
  readonly secret: string
  readonly method: string
  /** The full public URL as called. */
  readonly uri: string
  readonly body: string
  /** Real time, epoch milliseconds. */
  readonly timestamp: number
}

/** HubSpot's signature headers: v3 always, and v1 (CRM webhooks) or v2 (workflow actions, cards) beside it. */
export function signedHeaders(input: SigningInput, legacy: 'v1' | 'v2'): Record<string, string> {
  const { secret, method, uri, body, timestamp } = input
  const decoded = decodeForSigning(uri)
  const old = legacy === 'v1' ? sha256(secret + body) : sha256(secret + method + decoded + body)
  const v3 = createHmac('sha256', secret).update(`${method}${decoded}${body}${timestamp}`, 'utf8').digest('base64')
  return {
    'x-hubspot-signature': old,
    'x-hubspot-signature-version': legacy,
    'x-hubspot-signature-v3': v3,
    'x-hubspot-request-timestamp': String(timestamp),
  }
}
