import type { Logger } from 'pino'
import { type CallRecord, createCalls } from './calls.ts'
import {
  type AccountDetails,
  accountDetails,
  type CustomPropertyLimits,
  customPropertyLimits,
  uninstall,
} from './oauth/account.ts'
import type { TokenSource } from './oauth/tokens.ts'
import { type Associated, associations } from './records/associations.ts'
import { batchCreate, type CreateResult, type Creation } from './records/batch-create.ts'
import { batchRead, type ReadOptions } from './records/batch-read.ts'
import { batchUpdate, type Update, type UpdateResult } from './records/batch-update.ts'
import { type ListPage, listPage } from './records/list-page.ts'
import type { Language, PropertyGroup, PropertySpec } from './records/property-spec.ts'
import { type Provisioned, provisionProperties } from './records/provision-properties.ts'
import type { HubSpotRecord, ObjectType } from './records/records.ts'
import { type Filter, type SearchPage, type SearchRequest, search, searchAll } from './records/search.ts'
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
  readonly batchUpdate: (type: ObjectType, updates: readonly Update[]) => Promise<UpdateResult>
  readonly batchCreate: (type: ObjectType, inputs: readonly Creation[]) => Promise<CreateResult>
  readonly associations: (
    from: ObjectType,
    to: ObjectType,
    ids: readonly string[],
  ) => Promise<Map<string, Associated[]>>
  readonly search: (type: ObjectType, request: SearchRequest) => Promise<SearchPage>
  readonly searchAll: (
    type: ObjectType,
    filters: readonly Filter[],
    properties: readonly string[],
  ) => AsyncGenerator<HubSpotRecord, void, undefined>
  readonly listPage: (type: ObjectType, after: string | null, properties: readonly string[]) => Promise<ListPage>
  readonly accountDetails: () => Promise<AccountDetails>
  readonly customPropertyLimits: () => Promise<CustomPropertyLimits>
  readonly provisionProperties: (
    properties: readonly PropertySpec[],
    language: Language,
    group?: PropertyGroup,
  ) => Promise<Provisioned>
  readonly uninstall: () => Promise<void>
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
  readonly portal: (portalId: number) => PortalClient
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
        batchCreate: (type, inputs) => batchCreate(call, type, inputs),
        associations: (from, to, ids) => associations(call, from, to, ids),
        search: (type, request) => search(call, type, request),
        searchAll: (type, filters, properties) => searchAll(call, type, filters, properties),
        listPage: (type, after, properties) => listPage(call, type, after, properties),
        accountDetails: () => accountDetails(call),
        customPropertyLimits: () => customPropertyLimits(call),
        provisionProperties: (properties, language, group = GROUP) =>
          provisionProperties(call, group, properties, language),
        uninstall: () => uninstall(call),
      }
    },
  }
}
