import nock from 'nock'
import type { CallRecord } from '../../src/hubspot/calls.ts'
import { createHubSpot, type HubSpotParts, type PortalClient } from '../../src/hubspot/hubspot.ts'

export const API = 'https://api.hubapi.com'

export type TestPortal = {
  readonly portal: PortalClient
  readonly calls: CallRecord[]
  /** Every pause that was asked for, in milliseconds; none is really taken. */
  readonly pauses: number[]
}

/** Portal 7001 with a token that never ends and a limiter that always grants, over whatever nock answers. */
export function testPortal(over: Partial<HubSpotParts> = {}): TestPortal {
  const calls: CallRecord[] = []
  const pauses: number[] = []
  const hubspot = createHubSpot({
    baseUrl: API,
    tokens: { accessToken: async () => 'token-7001' },
    takeRate: async () => 0,
    onCall: (record) => void calls.push(record),
    wait: async (ms) => void pauses.push(ms),
    ...over,
  })
  return { portal: hubspot.portal(7001), calls, pauses }
}

export const api = (): nock.Scope => nock(API, { reqheaders: { authorization: /^Bearer token-/ } })

/** Refuses the network and, after the test, says which expected request never came. */
export function onlyNock(): void {
  nock.disableNetConnect()
}

export function allAsked(): void {
  const pending = nock.pendingMocks()
  nock.cleanAll()
  if (pending.length > 0) throw new Error(`never asked: ${pending.join(', ')}`)
}
