import { signV2, signV3 } from '../../src/hubspot/signatures/signatures.ts'
import type { Stage } from './stage.ts'

export type Signed = {
  readonly portalId?: number
  readonly userId?: string
  readonly body?: unknown
  readonly secret?: string
  /** The signed moment, epoch milliseconds. */
  readonly moment?: number
  /** Without HubSpot's own query. */
  readonly bare?: boolean
  readonly version?: 'v2' | 'v3'
}

export type Answered<Body> = { readonly status: number; readonly body: Body }

/** A request as HubSpot signs it, sent over HTTP. */
export async function signedCall<Body = Record<string, unknown>>(
  { appUrl, config }: Stage,
  method: string,
  path: string,
  { portalId = 7001, userId = '1001', body, moment = Date.now(), bare = false, version = 'v3', ...given }: Signed = {},
): Promise<Answered<Body>> {
  const query = `portalId=${portalId}&userId=${userId}&userEmail=a%40example.nl&appId=4242`
  const url = bare ? `${appUrl}${path}` : `${appUrl}${path}${path.includes('?') ? '&' : '?'}${query}`
  const text = body === undefined ? '' : JSON.stringify(body)
  const secret = given.secret ?? config.hubspot.clientSecrets[0]?.reveal() ?? ''
  const parts = { method, url, body: Buffer.from(text), secret }
  const timestamp = String(moment)
  const headers: Record<string, string> =
    version === 'v3'
      ? { 'x-hubspot-signature-v3': signV3({ ...parts, timestamp }), 'x-hubspot-request-timestamp': timestamp }
      : { 'x-hubspot-signature': signV2(parts), 'x-hubspot-signature-version': 'v2' }
  const answer = await fetch(url, { method, headers, ...(text === '' ? {} : { body: text }) })
  const content = await answer.text()
  return { status: answer.status, body: (content === '' ? null : JSON.parse(content)) as Body }
}
