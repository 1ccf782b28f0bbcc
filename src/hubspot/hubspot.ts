import type { Logger } from 'pino'
import type { PortalId } from '../time/units.ts'
import { type CallRecord, createCalls } from './calls.ts'
import type { TokenSource } from './oauth/tokens.ts'
import { type Associated, associations } from './records/associations.ts'
import { batchRead, type ReadOptions } from './records/batch-read.ts'
import { batchUpdate, type UpdateResult, type UpdatesShown } from './records/batch-update.ts'
import { type ListPage, listPage } from './records/list-page.ts'
import { type DefinedProperty, propertyDefinitions } from './records/property-definitions.ts'
import type { Language, PropertyGroup, PropertySpec } from './records/property-spec.ts'
import { type Provisioned, provisionProperties } from './records/provision-properties.ts'
import type { HubSpotRecord, ObjectType } from './records/records.ts'
import type { Update } from './records/refused-values.ts'
import { type SearchPage, type SearchRequest, search } from './records/search.ts'
import { boundRequestsTo, DEFAULT_TIME_OUTS, type TimeOuts } from './transport/dispatcher.ts'
import type { TakeRate, Wait } from './transport/limiter.ts'
import { DEFAULT_RETRIES, type RetryPolicy } from './transport/retries.ts'

/** One installed account. Every method may throw HubSpotError; what each does is said where it is made. */
export type PortalClient = {
  readonly batchRead: (
    type: ObjectType,
    ids: readonly string[],
    options: ReadOptions,
  ) => Promise<Map<string, HubSpotRecord>>
  readonly batchUpdate: (type: ObjectType, updates: readonly Update[]) => Promise<UpdateResult & UpdatesShown>
  readonly associations: (
    from: ObjectType,
    to: ObjectType,
    ids: readonly string[],
  ) => Promise<Map<string, Associated[]>>
  readonly search: (type: ObjectType, request: SearchRequest) => Promise<SearchPage>
  readonly listPage: (type: ObjectType, after: string | null, properties: readonly string[]) => Promise<ListPage>
  readonly propertyDefinitions: (type: ObjectType) => Promise<DefinedProperty[]>
  readonly provisionProperties: (
    properties: readonly PropertySpec[],
    language: Language,
    group?: PropertyGroup,
  ) => Promise<Provisioned>
}

export type HubSpotParts = {
  readonly baseUrl: string
  readonly tokens: Pick<TokenSource, 'accessToken'>
  readonly takeRate: TakeRate
  readonly log?: Pick<Logger, 'debug'>
  readonly onCall?: (record: CallRecord) => void
  readonly wait?: Wait
  readonly now?: () => number
  readonly retries?: RetryPolicy
  readonly timeOuts?: TimeOuts
}

export type HubSpot = {
  readonly portal: (portalId: PortalId) => PortalClient
  /** Closes open connections; calls still running fail. */
  readonly close: () => Promise<void>
}

const GROUP: PropertyGroup = { name: 'belrecht', label: { nl: 'Belrecht', en: 'Belrecht' } }

const sleep: Wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** HubSpot's API for every portal: one limiter, one token source and one set of time-outs under all of them. */
export function createHubSpot(parts: HubSpotParts): HubSpot {
  const { baseUrl, tokens, takeRate, log, wait = sleep, now = Date.now, retries = DEFAULT_RETRIES } = parts
  const timeOuts = parts.timeOuts ?? DEFAULT_TIME_OUTS
  const close = boundRequestsTo(baseUrl, timeOuts)
  const onCall = (record: CallRecord): void => {
    parts.onCall?.(record)
    log?.debug(record, 'hubspot call')
  }
  const callPortal = createCalls({ baseUrl, tokens, takeRate, wait, now, retries, answerMs: timeOuts.answerMs, onCall })

  return {
    close,
    portal(portalId) {
      const call = (each: Parameters<typeof callPortal>[1]) => callPortal(portalId, each)
      return {
        batchRead: (type, ids, options) => batchRead(call, type, ids, options),
        batchUpdate: (type, updates) => batchUpdate(call, type, updates),
        associations: (from, to, ids) => associations(call, from, to, ids),
        search: (type, request) => search(call, type, request),
        listPage: (type, after, properties) => listPage(call, type, after, properties),
        propertyDefinitions: (type) => propertyDefinitions(call, type),
        provisionProperties: (properties, language, group = GROUP) =>
          provisionProperties(call, group, properties, language),
      }
    },
  }
}
