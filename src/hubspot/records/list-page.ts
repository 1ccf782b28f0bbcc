import { idText, list, member } from '../transport/wire.ts'
import type { CallThis } from './batch-read.ts'
import { BATCH_SIZE } from './batches.ts'
import { type HubSpotRecord, type ObjectType, objectsPath, readRecord } from './records.ts'

export type ListPage = {
  readonly records: readonly HubSpotRecord[]
  /** Where the next page begins, or null at the end. */
  readonly after: string | null
}

/** A hundred records in HubSpot's own order; unlike search it is complete, current and without an end at 10,000. */
export async function listPage(
  call: CallThis,
  type: ObjectType,
  after: string | null,
  properties: readonly string[],
): Promise<ListPage> {
  const query = { limit: BATCH_SIZE, archived: false, properties: properties.join(), after: after ?? undefined }
  const answer = await call({ method: 'GET', path: objectsPath(type), query })
  return {
    records: list(member(answer, 'results')).map(readRecord),
    after: idText(member(member(member(answer, 'paging'), 'next'), 'after')),
  }
}
