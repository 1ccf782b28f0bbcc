import { amount, idText, list, member } from '../transport/wire.ts'
import type { CallThis } from './batch-read.ts'
import { type HubSpotRecord, type ObjectType, objectsPath, readRecord } from './records.ts'

export type Filter = {
  readonly propertyName: string
  readonly operator: string
  readonly value?: string
  readonly values?: readonly string[]
  readonly highValue?: string
}

export type SearchRequest = {
  /** Any group matching is enough; within a group all filters must. */
  readonly filterGroups: readonly { readonly filters: readonly Filter[] }[]
  readonly sorts?: readonly { readonly propertyName: string; readonly direction: 'ASCENDING' | 'DESCENDING' }[]
  readonly properties: readonly string[]
  /** At most 200. */
  readonly limit?: number
  readonly after?: string
}

export type SearchPage = {
  readonly total: number
  readonly records: readonly HubSpotRecord[]
  readonly after: string | null
}

const SEARCH_PAGE = 200

/** One page. HubSpot's index runs a few moments behind and never gives more than 10,000 in all. */
export async function search(call: CallThis, type: ObjectType, request: SearchRequest): Promise<SearchPage> {
  const path = `${objectsPath(type)}/search`
  const body = { limit: SEARCH_PAGE, sorts: [], ...request }
  const answer = await call({ method: 'POST', path, body, bucket: 'search' })
  return {
    total: amount(member(answer, 'total')) ?? 0,
    records: list(member(answer, 'results')).map(readRecord),
    after: idText(member(member(member(answer, 'paging'), 'next'), 'after')),
  }
}
