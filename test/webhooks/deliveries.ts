import { createHash, createHmac } from 'node:crypto'
import { APP } from '../../demo/stage/app-environment.ts'
import type { Stage } from '../kit/stage.ts'

/** Deliveries made and signed by hand, apart from the app's own signing. */

export const APP_ID = APP.appId

let events = 0

/** An event as HubSpot writes it, each with an id of its own. */
export function event(portalId: number, but: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  events += 1
  return {
    eventId: 9_000_000 + events,
    subscriptionId: 1,
    portalId,
    appId: APP_ID,
    occurredAt: Date.now(),
    subscriptionType: 'contact.propertyChange',
    attemptNumber: 0,
    objectId: 1,
    propertyName: 'phone',
    propertyValue: '0612345678',
    changeSource: 'CRM_UI',
    ...but,
  }
}

type Sending = {
  /** Epoch milliseconds, as text. */
  readonly timestamp?: string
  readonly secret?: string
  readonly version?: 'v1' | 'v2' | 'v3' | 'none'
  /** The bytes that are sent in place of those that were signed. */
  readonly sent?: string
  readonly path?: string
}

export async function deliver(
  { appUrl }: Stage,
  body: unknown,
  {
    timestamp = String(Date.now()),
    secret = APP.clientSecret,
    version = 'v3',
    sent,
    path = '/webhooks/hubspot',
  }: Sending = {},
): Promise<{ readonly status: number; readonly code: string | null; readonly type: string | null }> {
  const signed = typeof body === 'string' ? body : JSON.stringify(body)
  const uri = `${appUrl}/webhooks/hubspot`
  const sha256 = (content: string) => createHash('sha256').update(content, 'utf8').digest('hex')
  const signatures: Record<string, Record<string, string>> = {
    none: {},
    v1: { 'x-hubspot-signature': sha256(secret + signed), 'x-hubspot-signature-version': 'v1' },
    v2: { 'x-hubspot-signature': sha256(`${secret}POST${uri}${signed}`), 'x-hubspot-signature-version': 'v2' },
    v3: {
      'x-hubspot-signature-v3': createHmac('sha256', secret).update(`POST${uri}${signed}${timestamp}`).digest('base64'),
      'x-hubspot-request-timestamp': timestamp,
    },
  }
  const response = await fetch(appUrl + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signatures[version] },
    body: sent ?? signed,
  })
  const text = await response.text()
  const code = text === '' ? null : ((JSON.parse(text) as { code?: string }).code ?? null)
  return { status: response.status, code, type: response.headers.get('content-type') }
}
