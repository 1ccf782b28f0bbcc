import { isBlank } from '../permission/answers.ts'
import type { ConsentGiven, Fact } from '../permission/facts.ts'
import { boxProperty, type MappedBox, type Mapping } from '../portal-settings/mapping.ts'
import { readHubSpotInstant } from '../time/hubspot-dates.ts'
import { instantOf } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'
import { actsOnBox, isYes } from './boxes.ts'
import type { HistoryEntry, SourceRecord } from './source-record.ts'
import { actsOn, currentValue, sameSubmission, VERSIONS_KEPT, versions } from './timeline.ts'

/** Where a record says whether and how somebody consented. */
export type EvidenceMapping = Pick<Mapping, 'optIn' | 'optInNotice' | 'optInMethod' | 'optInSource' | 'optInAt'>

export type Evidence = {
  readonly at: EpochMs
  readonly method: string
  readonly source: string
  readonly notice: string
}

/** A box that was ticked, and when it was ticked again (`Infinity`: not). Evidence belongs to one tick. */
export type Tick = { readonly box: MappedBox; readonly act: HistoryEntry; readonly until: number }

/** A stated consent: how it was given, and the version that says so, whose writer wrote it down. */
export type Statement = { readonly said: HistoryEntry; readonly evidence: Evidence }

/**
 * What a tick states. A form shows by itself how consent was given. Any other writer shows who wrote it down, not how
 * it was given: without method, source and date on the record the method stays blank, and blank is not proof. Evidence
 * that is dated after its tick is not about the tick: it is a new consent, of the edit that dated it.
 */
export function statementsOf(record: SourceRecord, tick: Tick, mapping: EvidenceMapping, appId: string): Statement[] {
  const { act, until } = tick
  const stated = (property: string) => lastStated(record, property, until, appId)
  const [method, source, dated] = [stated(mapping.optInMethod), stated(mapping.optInSource), stated(mapping.optInAt)]
  const at = readHubSpotInstant(dated.value)
  const complete = !isBlank(method.value) && !isBlank(source.value) && at !== null
  const proven = (said: HistoryEntry, instant: EpochMs): Statement => {
    const how = said.sourceType === 'IMPORT' ? 'import' : method.value
    const notice = stated(mapping.optInNotice).value
    return { said, evidence: { at: instant, method: how, source: source.value, notice } }
  }
  const later = complete && at > act.timestamp && dated.by !== null && isNewConsent(record, tick, dated.by, at)
  const renewed = later && dated.by !== null ? [proven(dated.by, at)] : []
  if (act.sourceType === 'FORM')
    return [{ said: act, evidence: shownByForm(record, act, mapping.optInNotice, appId) }, ...renewed]
  if (complete && at <= act.timestamp) return [proven(act, at)]
  const writer = [act.sourceType, act.sourceLabel, act.sourceId].filter(Boolean).join(' ')
  const bare = { at: act.timestamp, method: '', source: writer, notice: stated(mapping.optInNotice).value }
  return [{ said: act, evidence: bare }, ...renewed]
}

/** Written down after the tick, while the box was ticked, and not before the day it names. */
function isNewConsent(record: SourceRecord, { box, act }: Tick, edit: HistoryEntry, at: EpochMs): boolean {
  const stood = versions(record, boxProperty(box)).findLast(({ timestamp }) => timestamp <= edit.timestamp)
  return isYes(box, stood) && at <= edit.timestamp && edit.timestamp > act.timestamp && !sameSubmission(edit, act)
}

/** The notice is what the form showed then; what is written on the record afterwards was not shown. */
function shownByForm(record: SourceRecord, act: HistoryEntry, property: string, appId: string): Evidence {
  const notice = actsOn(record, property, appId).findLast(
    (version) => version.timestamp <= act.timestamp || sameSubmission(version, act),
  )
  return {
    at: act.timestamp,
    method: 'web-form',
    source: ['form', act.sourceLabel, act.sourceId].filter(Boolean).join(' '),
    notice: (notice?.value ?? withoutHistory(record, property)).trim(),
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
export function isTakenBack(record: SourceRecord, fact: Fact, mapping: EvidenceMapping, appId: string): boolean {
  if (fact.type !== 'consent-given') return false
  const [, contactId, property = '', said = ''] = CONSENT_ID.exec(fact.id) ?? []
  if (contactId !== record.id || isBlank(fact.proof?.method)) return false
  const box = mapping.optIn.find((mapped) => boxProperty(mapped) === property) ?? property
  const boxes = actsOnBox(record, box, appId)
  const tick = boxes.find(({ timestamp }) => timestamp === Number(said))
  if (tick ? tick.sourceType === 'FORM' : fact.proof?.method === 'web-form') return false
  const until = boxes.find((later) => isYes(box, later) && later.timestamp > Number(said))?.timestamp
  return ANSWERS.some((answer) => {
    const name = mapping[answer]
    const newest = actsOn(record, name, appId).findLast(({ timestamp }) => timestamp < (until ?? Infinity))
    if (newest === undefined || says(newest.value, answer, fact)) return false
    const all = versions(record, name)
    const agrees = (one: HistoryEntry) => says(one.value, answer, fact)
    return saidBefore(all, newest, answer, fact) && !all.some((one) => one.timestamp > newest.timestamp && agrees(one))
  })
}

/**
 * Did this property say it once? What settings have since made the portal read elsewhere was never said there, and is
 * not taken back by what stands there.
 */
function saidBefore(all: readonly HistoryEntry[], newest: HistoryEntry, answer: Answer, fact: ConsentGiven): boolean {
  if (all.length >= VERSIONS_KEPT || says('', answer, fact)) return true
  return all.some((one) => one.timestamp <= newest.timestamp && says(one.value, answer, fact))
}

const ANSWERS = ['optInMethod', 'optInSource', 'optInAt', 'optInNotice'] as const
type Answer = (typeof ANSWERS)[number]

function says(value: string, answer: Answer, { at, proof }: ConsentGiven): boolean {
  const text = value.trim()
  if (answer === 'optInAt') return readHubSpotInstant(text) === instantOf(at)
  if (answer === 'optInSource') return text === proof?.source
  if (answer === 'optInNotice') return text === proof?.notice
  return proof?.method === 'import' ? !isBlank(text) : text === proof?.method
}
