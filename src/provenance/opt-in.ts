import type { Fact } from '../permission/facts.ts'
import { readMapped } from '../portal-settings/mapped-value.ts'
import { boxProperty, type MappedBox, type Mapping } from '../portal-settings/mapping.ts'
import { readHubSpotInstant } from '../time/hubspot-dates.ts'
import { formatInstant } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'
import { recordFactKey } from './keys.ts'
import { type MappedPhones, numbersAt, numbersOfSubmission, type ReadMapping } from './numbers.ts'
import type { HistoryEntry, SourcedFact, SourceRecord } from './source-record.ts'
import { isMergeCopy, isOwnVersion, versionAt, versions, writtenBy } from './timeline.ts'

export type Consent = Extract<Fact, { type: 'consent-given' }>

/** What the portal says its consents are for, and the notice its own forms show. */
export type ConsentScope = {
  readonly controller: string
  readonly purpose: Consent['purpose']
  readonly products: Consent['products']
  readonly defaultNotice: string
}

type Evidences = Pick<Mapping, 'optInNotice' | 'optInMethod' | 'optInSource' | 'optInAt'>
type OptInMapping = Evidences & Pick<ReadMapping, 'optIn' | 'phones'>

/**
 * Consents and withdrawals from the history of the opt-in boxes. `known` are the consents this contact
 * already has in the ledger. A consent keeps the purpose, products, controller and notice it was first
 * recorded with: changing the portal's settings later must not rewrite what a person agreed to.
 */
export function optIns(
  record: SourceRecord,
  mapping: OptInMapping,
  scope: ConsentScope,
  known: readonly Consent[],
  appId: string,
): SourcedFact<Fact>[] {
  const source = { record, origin: `contact:${record.id}`, mapping, scope, known }
  return mapping.optIn.flatMap((box) => {
    const property = boxProperty(box)
    const says = ({ value }: HistoryEntry) => readMapped('optIn', box, value)
    const acts = actsOn(record, box).filter((version) => !isMergeCopy(version) && !isOwnVersion(version, appId))
    const ticks = acts.filter((version) => says(version) === 'yes')
    return acts.flatMap((act) => {
      if (says(act) === 'no') return [withdrawal(source.origin, act)]
      if (says(act) !== 'yes') return [] // blank is not a withdrawal
      return consents(source, { property, act, next: ticks.find((tick) => tick.timestamp > act.timestamp) })
    })
  })
}

// One choice more beside a yes is no new yes: of a list of choices only the change to yes counts. A form says it anew.
function actsOn(record: SourceRecord, box: MappedBox): HistoryEntry[] {
  const all = versions(record, boxProperty(box))
  const yes = (version: HistoryEntry | undefined) =>
    version !== undefined && readMapped('optIn', box, version.value) === 'yes'
  return all.filter((version, index) => {
    const before = all[index - 1]
    return version.sourceType === 'FORM' || version.value === before?.value || !(yes(before) && yes(version))
  })
}

/** What a consent is drawn from, whichever box was ticked. */
type ConsentSource = {
  readonly record: SourceRecord
  readonly origin: string
  readonly mapping: OptInMapping
  readonly scope: ConsentScope
  readonly known: readonly Consent[]
}

/** A box that was ticked, and the next time it was. */
type Tick = { readonly property: string; readonly act: HistoryEntry; readonly next: HistoryEntry | undefined }

function withdrawal(origin: string, act: HistoryEntry): SourcedFact<Fact> {
  const fact: Fact = { type: 'consent-withdrawn', at: formatInstant(act.timestamp), consent: null }
  return { origin, key: recordFactKey(origin, fact), fact, recordedBy: writtenBy(act) }
}

function consents(source: ConsentSource, { property, act, next }: Tick): SourcedFact<Fact>[] {
  const { record, origin, mapping, scope, known } = source
  const id = `${origin}:${property}:${act.timestamp}`
  const evidence = evidenceFor(record, mapping, act, next)
  const recorded = known.filter((consent) => consent.id === id)
  // The number of a recorded consent never changes, however the portal reads its numbers since.
  const numbers =
    recorded.length > 0 ? new Set(recorded.map(({ number }) => number)) : numbersConsented(record, mapping.phones, act)
  return [...numbers].map((number) => {
    const earlier = recorded.filter((consent) => consent.number === number)
    const first = earlier[0]
    const fact: Consent = {
      type: 'consent-given',
      at: formatInstant(evidence.at),
      id,
      number,
      controller: first?.controller ?? scope.controller,
      purpose: first?.purpose ?? scope.purpose,
      products: first?.products ?? scope.products,
      channel: 'human',
      proof: {
        givenBy: origin,
        method: evidence.method,
        source: evidence.source,
        notice: evidence.notice || noticeOfForm(evidence, earlier, scope),
      },
    }
    return { origin, key: recordFactKey(origin, fact), fact, recordedBy: writtenBy(act) }
  })
}

// A form shows a notice even where the record does not say which: the one first recorded, else the portal's own.
function noticeOfForm({ method }: Evidence, earlier: readonly Consent[], scope: ConsentScope): string {
  if (method !== 'web-form') return ''
  return earlier.find(({ proof }) => proof?.notice)?.proof?.notice || scope.defaultNotice
}

// Numbers set by the same submission; else the first filled in mapping order as it stood when the box was ticked.
function numbersConsented(record: SourceRecord, phones: MappedPhones, act: HistoryEntry): string[] {
  const submitted = act.sourceType === 'FORM' ? numbersOfSubmission(record, phones, act) : null
  if (submitted !== null) return submitted
  const first = numbersAt(record, phones, act.timestamp)[0]
  return first ? [first.e164] : []
}

type Evidence = { readonly at: EpochMs; readonly method: string; readonly source: string; readonly notice: string }

/**
 * How consent was given. Only a form shows it by itself. Any other writer shows who wrote it down, not how it
 * was given: without method, source and date on the record the method stays blank, and blank is not proof.
 */
function evidenceFor(
  record: SourceRecord,
  mapping: Evidences,
  act: HistoryEntry,
  next: HistoryEntry | undefined,
): Evidence {
  const stated = statedBefore(record, next)
  const notice = stated(mapping.optInNotice)
  const writer = [act.sourceType, act.sourceLabel, act.sourceId].filter(Boolean).join(' ')
  if (act.sourceType === 'FORM') {
    return {
      at: act.timestamp,
      method: 'web-form',
      source: ['form', act.sourceLabel, act.sourceId].filter(Boolean).join(' '),
      notice,
    }
  }
  const method = act.sourceType === 'IMPORT' ? 'import' : stated(mapping.optInMethod)
  const at = readHubSpotInstant(stated(mapping.optInAt))
  const complete = stated(mapping.optInMethod) !== '' && stated(mapping.optInSource) !== '' && at !== null
  // A consent cannot have been given after it was written down: such a date proves nothing.
  if (!complete || at > act.timestamp) return { at: act.timestamp, method: '', source: writer, notice }
  return { at, method, source: stated(mapping.optInSource), notice }
}

// Evidence belongs to one tick: what the record said until the box was ticked again.
function statedBefore(record: SourceRecord, next: HistoryEntry | undefined): (property: string) => string {
  return (property) => {
    if (!next) return (record.properties[property] ?? '').trim()
    return (versionAt(record, property, next.timestamp - 1)?.value ?? '').trim()
  }
}
