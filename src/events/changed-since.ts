import type { PortalClient } from '../hubspot/hubspot.ts'
import type { HubSpotRecord } from '../hubspot/records/records.ts'
import type { MappedObject } from '../portal-settings/mapping.ts'
import { isOwnVersion } from '../provenance/timeline.ts'

/** A change that the index showed late stands in the history with its own, earlier date. */
const LATE_MS = 3_600_000

type Found = {
  readonly object: MappedObject
  readonly ids: readonly string[]
  readonly properties: readonly string[]
}

/**
 * Of these records, those of which a mapped property was written since `from` by anybody but us. A record's
 * modification date says only that something was written, most often our own verdict: the histories tell. Where they
 * cannot (a record that is not answered, a property that keeps none), it counts as changed.
 */
export async function idsChangedSince(
  client: Pick<PortalClient, 'batchRead'>,
  { object, ids, properties }: Found,
  from: number,
  appId: string,
): Promise<string[]> {
  const records = await client.batchRead(object, ids, { properties, withHistory: properties })
  return ids.filter((id) => {
    const record = records.get(id)
    return record === undefined || properties.some((property) => isChanged(record, property, from - LATE_MS, appId))
  })
}

function isChanged(record: HubSpotRecord, property: string, from: number, appId: string): boolean {
  const versions = record.history[property] ?? []
  if (versions.length === 0) return (record.properties[property] ?? '') !== ''
  return versions.some((version) => version.timestamp >= from && !isOwnVersion(version, appId))
}
