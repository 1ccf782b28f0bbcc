import type { Call } from '../calls.ts'
import { HubSpotError } from '../errors.ts'
import { list, member } from '../transport/wire.ts'
import { batchProblems } from './batch-errors.ts'
import { BATCH_SIZE, chunks, HISTORY_BATCH_SIZE, inTurn } from './batches.ts'
import { type HubSpotRecord, type ObjectType, objectsPath, readRecord } from './records.ts'

export type CallThis = (call: Call) => Promise<unknown>

export type ReadOptions = { readonly properties: readonly string[]; readonly withHistory?: readonly string[] }

/**
 * Records by id, as many calls as it takes. Ids that do not exist or are deleted are
 * absent; for an id that was merged away HubSpot gives the surviving record, which stands
 * under its own id. Reading records with their history is limited to fewer a call.
 */
export async function batchRead(
  call: CallThis,
  type: ObjectType,
  ids: readonly string[],
  { properties, withHistory = [] }: ReadOptions,
): Promise<Map<string, HubSpotRecord>> {
  const size = withHistory.length > 0 ? HISTORY_BATCH_SIZE : BATCH_SIZE
  const pages = await inTurn(chunks([...new Set(ids)], size), async (chunk) => {
    const answer = await call({
      method: 'POST',
      path: `${objectsPath(type)}/batch/read`,
      body: {
        inputs: chunk.map((id) => ({ id })),
        properties,
        ...(withHistory.length > 0 ? { propertiesWithHistory: withHistory } : {}),
      },
    })
    const problem = batchProblems(answer).find(({ category }) => category !== 'OBJECT_NOT_FOUND')
    // To our callers absent means gone, and they then retract facts: absence for any other reason must be an error.
    if (problem !== undefined) {
      const message = `reading ${type}: ${problem.category} ${problem.message}`
      throw new HubSpotError({ kind: 'unavailable', message, category: problem.category, body: answer })
    }
    return list(member(answer, 'results')).map(readRecord)
  })
  return new Map(pages.flat().map((record) => [record.id, record]))
}
