import type { HubSpotRecord } from '../hubspot/records/records.ts'
import type { PortalSettings } from '../portal-settings/schema.ts'
import { type ReadNumber, readNumber } from '../provenance/numbers.ts'
import { regionOfSetting } from '../provenance/region.ts'

/** What a call's record says; records are filled in while the call goes on, and later. */

export const CALL_PROPERTIES = [
  'hs_timestamp',
  'hs_call_direction',
  'hs_call_to_number',
  'hs_call_status',
  'hs_call_duration',
]

export type Direction = 'outbound' | 'inbound' | 'unknown'

/** Blank is no answer, and neither is a word that HubSpot does not have. */
export function directionOf({ properties }: HubSpotRecord): Direction {
  const direction = (properties.hs_call_direction ?? '').trim().toUpperCase()
  return direction === 'OUTBOUND' ? 'outbound' : direction === 'INBOUND' ? 'inbound' : 'unknown'
}

/** Ended before it rang. MISSED, BUSY and NO_ANSWER did ring. */
const NEVER_MADE = ['CANCELED', 'FAILED']

/** Whether the record shows that nobody's telephone rang. A call that lasted was made, whatever its status says. */
export function wasNeverMade({ properties }: HubSpotRecord): boolean {
  const status = (properties.hs_call_status ?? '').trim().toUpperCase()
  return NEVER_MADE.includes(status) && !(Number(properties.hs_call_duration ?? 0) > 0)
}

export function dialled({ properties }: HubSpotRecord, { defaultRegion }: PortalSettings): ReadNumber {
  return readNumber(properties.hs_call_to_number, regionOfSetting(defaultRegion))
}
