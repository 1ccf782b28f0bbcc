import { isBlank } from '../permission/answers.ts'
import type { ConsentGiven, Fact } from '../permission/facts.ts'
import { readHubSpotInstant } from '../time/hubspot-dates.ts'
import { instantOf } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'
import type { HistoryEntry, SourceRecord } from './source-record.ts'
import { actsOn, currentValue, sameSubmission, versions } from './timeline.ts'

/** Where a record says how a consent was given, that a form did not take. */
export const EVIDENCE = {
  method: 'belrecht_opt_in_method',
  source: 'belrecht_opt_in_source',
  at: 'belrecht_opt_in_at',
  notice: 'belrecht_opt_in_notice',
} as const

export type Evidence = {
  readonly at: EpochMs
  readonly method: string
  readonly source: string
  readonly notice: string
}

/** A box that was ticked, and when it was ticked again (`Infinity`: not). Evidence belongs to one tick. */
export type Tick = { readonly property: string; readonly act: HistoryEntry; readonly until: number }

/** A stated consent: how it was given, and the version that says so, whose writer wrote it down. */
export type Statement = { readonly said: HistoryEntry; readonly evidence: Evidence }

/**
 * What a tick states. A form shows by itself how consent was given. Any other writer shows who wrote it down, not how
 * it was given: without method, source and date on the record the method stays blank, and blank is not proof. Evidence
 * that is dated after its tick is not about the tick: it is a new consent, of the edit that dated it.
 */
export function statementsOf(record: SourceRecord, tick: Tick, appId: string): Statement[] {
  const { act, until } = tick
  const stated = (property: string) => lastStated(record, property, until, appId)
  const [method, source, dated] = [stated(EVIDENCE.method), stated(EVIDENCE.source), stated(EVIDENCE.at)]
  const at = readHubSpotInstant(dated.value)
  const complete = !isBlank(method.value) && !isBlank(source.value) && at !== null
  const proven = (said: HistoryEntry, instant: EpochMs): Statement => {
    const how = said.sourceType === 'IMPORT' ? 'import' : method.value
    const notice = stated(EVIDENCE.notice).value
    return { said, evidence: { at: instant, method: how, source: source.value, notice } }
  }
  const later = complete && at > act.timestamp && dated.by !== null && isNewConsent(record, tick, dated.by, at)
  const renewed = later && dated.by !== null ? [proven(dated.by, at)] : []
  if (act.sourceType === 'FORM') return [{ said: act, evidence: shownByForm(record, act, appId) }, ...renewed]
  if (complete && at <= act.timestamp) return [proven(act, at)]
  const writer = [act.sourceType, act.sourceLabel, act.sourceId].filter(Boolean).join(' ')
  const bare = { at: act.timestamp, method: '', source: writer, notice: stated(EVIDENCE.notice).value }
  return [{ said: act, evidence: bare }, ...renewed]
}

/** Written down after the tick, while the box was ticked, and not before the day it names. */
function isNewConsent(record: SourceRecord, { property, act }: Tick, edit: HistoryEntry, at: EpochMs): boolean {
  const box = versions(record, property).findLast(({ timestamp }) => timestamp <= edit.timestamp)
  return box?.value === 'true' && at <= edit.timestamp && edit.timestamp > act.timestamp && !sameSubmission(edit, act)
}

/** The notice is what the form showed then; what is written on the record afterwards was not shown. */
function shownByForm(record: SourceRecord, act: HistoryEntry, appId: string): Evidence {
  const notice = actsOn(record, EVIDENCE.notice, appId).findLast(
    (version) => version.timestamp <= act.timestamp || sameSubmission(version, act),
  )
  return {
    at: act.timestamp,
    method: 'web-form',
    source: ['form', act.sourceLabel, act.sourceId].filter(Boolean).join(' '),
    notice: (notice?.value ?? withoutHistory(record, EVIDENCE.notice)).trim(),
  }
}

type Stated = { readonly value: string; readonly by: HistoryEntry | null }

/** What somebody last wrote before `until`. Of a property without history the present value is all there is. */
function lastStated(record: SourceRecord, property: string, until: number, appId: string): Stated {
  const by = actsOn(record, property, appId).findLast(({ timestamp }) => timestamp < until) ?? null
  if (by !== null) return { value: by.value.trim(), by }
  return { value: until === Number.POSITIVE_INFINITY ? withoutHistory(record, property) : '', by: null }
}

function withoutHistory(record: SourceRecord, property: string): string {
  return versions(record, property).length === 0 ? currentValue(record, property) : ''
}

const CONSENT_ID = /^contact:([^:]+):(.+):(\d+)$/

/**
 * Does the record no longer say what this consent was drawn from? Only where somebody has since written another date,
 * method, source or notice: not where a history is missing, nor by a merge or by ourselves. A form, the card and the
 * API are no such evidence.
 */
export function isTakenBack(record: SourceRecord, fact: Fact, appId: string): boolean {
  if (fact.type !== 'consent-given') return false
  const [, contactId, property = '', said = ''] = CONSENT_ID.exec(fact.id) ?? []
  if (contactId !== record.id || isBlank(fact.proof?.method)) return false
  const boxes = actsOn(record, property, appId)
  const tick = boxes.find(({ timestamp }) => timestamp === Number(said))
  if (tick ? tick.sourceType === 'FORM' : fact.proof?.method === 'web-form') return false
  const until = boxes.find(({ value, timestamp }) => value === 'true' && timestamp > Number(said))?.timestamp
  return Object.values(EVIDENCE).some((name) => {
    const newest = actsOn(record, name, appId).findLast(({ timestamp }) => timestamp < (until ?? Infinity))
    if (newest === undefined || says(newest.value, name, fact)) return false
    return !versions(record, name).some((one) => one.timestamp > newest.timestamp && says(one.value, name, fact))
  })
}

function says(value: string, property: string, { at, proof }: ConsentGiven): boolean {
  const text = value.trim()
  if (property === EVIDENCE.at) return readHubSpotInstant(text) === instantOf(at)
  if (property === EVIDENCE.source) return text === proof?.source
  if (property === EVIDENCE.notice) return text === proof?.notice
  return proof?.method === 'import' ? !isBlank(text) : text === proof?.method
}
