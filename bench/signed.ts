import { createHmac } from 'node:crypto'
import { APP } from '../demo/stage/app-environment.ts'
import { PORTAL } from './stage.ts'

export type Delivery = { readonly body: Buffer; readonly headers: Readonly<Record<string, string>> }

/** A delivery of `events` contact changes, unlike any other of its run, signed as HubSpot signs (v3). */
export function signedDelivery(uri: string, events: number, n: number): Delivery {
  const items = Array.from({ length: events }, (_, index) => ({
    eventId: n * 1_000 + index,
    subscriptionId: 12_345,
    portalId: PORTAL,
    appId: APP.appId,
    occurredAt: 1_767_258_000_000 + n,
    subscriptionType: 'object.propertyChange',
    objectTypeId: '0-1',
    attemptNumber: 0,
    objectId: 1 + ((n * events + index) % 1_000),
    propertyName: 'mobilephone',
    propertyValue: '+31612345678',
    changeSource: 'CRM_UI',
    sourceId: 'userId:1001',
  }))
  const body = Buffer.from(JSON.stringify(items))
  const timestamp = String(Date.now())
  const signature = createHmac('sha256', APP.clientSecret)
    .update(`POST${uri}`)
    .update(body)
    .update(timestamp)
    .digest('base64')
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'x-hubspot-signature-v3': signature,
      'x-hubspot-request-timestamp': timestamp,
    },
  }
}
