import type { CrmRecord, Source } from './record.ts'
import { currentValue, pushVersion } from './record.ts'

const CALCULATED: Source = { sourceType: 'CALCULATED', sourceId: 'CalculatedPropertyComputer' }

/** Properties HubSpot computes and stores. Answers the ordinary properties it set by itself: those fire webhooks. */
export function deriveStored(
  record: CrmRecord,
  written: ReadonlyMap<string, string>,
  at: number,
): Array<[string, string]> {
  if (record.typeId !== '0-3' || !written.has('dealstage')) return []
  const stage = currentValue(record, 'dealstage')
  const closed = stage === 'closedwon' || stage === 'closedlost'
  setIfOther(record, 'hs_is_closed_won', String(stage === 'closedwon'), at)
  setIfOther(record, 'hs_is_closed', String(closed), at)
  if (!closed || (currentValue(record, 'closedate') ?? '') !== '') return []
  const value = new Date(at).toISOString()
  pushVersion(record, 'closedate', { value, at, source: CALCULATED })
  return [['closedate', value]]
}

function setIfOther(record: CrmRecord, property: string, value: string, at: number): void {
  if (currentValue(record, property) !== value) pushVersion(record, property, { value, at, source: CALCULATED })
}

/** Digits without a country code, as HubSpot's searchable phone numbers are: Dutch prefixes only. */
export const searchablePhone = (value: string): string => value.replace(/\D/g, '').replace(/^(?:0031|31|0)/, '')
