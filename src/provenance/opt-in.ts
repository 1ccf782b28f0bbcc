import type { Fact } from '../permission/facts.ts'
import { formatInstant } from '../time/instants.ts'
import { type Evidence, type Statement, statementsOf, type Tick } from './evidence.ts'
import { recordFactKey } from './keys.ts'
import { numbersAt, numbersOfSubmission } from './numbers.ts'
import type { HistoryEntry, SourcedFact, SourceRecord } from './source-record.ts'
import { actsOn, versions, writtenBy } from './timeline.ts'

export type Consent = Extract<Fact, { type: 'consent-given' }>

/** What the portal says its consents are for, and the notice its own forms show. */
export type ConsentScope = {
  readonly controller: string
  readonly purpose: Consent['purpose']
  readonly products: Consent['products']
  readonly defaultNotice: string
}

type OptInMapping = { readonly optIn: readonly string[]; readonly phones: readonly string[] }

/**
 * Consents and withdrawals from the history of the opt-in boxes. `known` are the consents this contact
 * already has in the ledger. A consent keeps the purpose, products, controller, number and notice it was first
 * recorded with: changing the portal's settings later must not rewrite what a person agreed to.
 */
export function optIns(
  record: SourceRecord,
  mapping: OptInMapping,
  scope: ConsentScope,
  known: readonly Consent[],
  appId: string,
): SourcedFact<Fact>[] {
  const source = { record, origin: `contact:${record.id}`, phones: mapping.phones, scope, known }
  return mapping.optIn.flatMap((property) => {
    const acts = actsOn(record, property, appId)
    return acts.flatMap((act) => {
      if (act.value === 'false') return saysNothing(record, property, act) ? [] : [withdrawal(source.origin, act)]
      if (act.value !== 'true') return [] // blank is not a withdrawal
      const next = acts.find(({ value, timestamp }) => value === 'true' && timestamp > act.timestamp)
      const tick = { property, act, until: next?.timestamp ?? Number.POSITIVE_INFINITY }
      return statementsOf(record, tick, appId).flatMap((statement) => consents(source, tick, statement))
    })
  })
}

/** What a consent is drawn from, whichever box was ticked. */
type ConsentSource = {
  readonly record: SourceRecord
  readonly origin: string
  readonly phones: readonly string[]
  readonly scope: ConsentScope
  readonly known: readonly Consent[]
}

/** HubSpot keeps so many versions of a property: where there are fewer, the first one stood over nothing. */
const VERSIONS_KEPT = 20

/** A form or a file that leaves an empty box unticked: nobody had agreed, so nobody takes it back. */
function saysNothing(record: SourceRecord, property: string, act: HistoryEntry): boolean {
  if (act.sourceType !== 'FORM' && act.sourceType !== 'IMPORT') return false
  const all = versions(record, property)
  const before = all[all.indexOf(act) - 1]
  return before === undefined ? all.length < VERSIONS_KEPT : before.value.trim() === ''
}

function withdrawal(origin: string, act: HistoryEntry): SourcedFact<Fact> {
  const fact: Fact = { type: 'consent-withdrawn', at: formatInstant(act.timestamp), consent: null }
  return { origin, key: recordFactKey(origin, fact), fact, recordedBy: writtenBy(act) }
}

function consents(source: ConsentSource, { property }: Tick, { said, evidence }: Statement): SourcedFact<Fact>[] {
  const { origin, scope, known } = source
  const id = `${origin}:${property}:${said.timestamp}`
  const recorded = known.filter((consent) => consent.id === id)
  return numbersConsented(source, said, recorded).map((number) => {
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
        notice: noticeOf(evidence, said, earlier, scope),
      },
    }
    return { origin, key: recordFactKey(origin, fact), fact, recordedBy: writtenBy(said) }
  })
}

// A form shows a notice even where the record does not say which: the one first recorded, else the portal's own.
function noticeOf(
  evidence: Evidence,
  { sourceType }: HistoryEntry,
  earlier: readonly Consent[],
  { defaultNotice }: ConsentScope,
): string {
  if (sourceType !== 'FORM') return evidence.notice
  return earlier.find(({ proof }) => proof?.notice)?.proof?.notice || evidence.notice || defaultNotice
}

// Numbers set by the same submission; else those recorded first, which never change; else the first filled in mapping
// order as it stood then.
function numbersConsented(
  { record, phones }: ConsentSource,
  said: HistoryEntry,
  recorded: readonly Consent[],
): string[] {
  const submitted = said.sourceType === 'FORM' ? numbersOfSubmission(record, phones, said) : null
  if (submitted !== null) return submitted
  if (recorded.length > 0) return [...new Set(recorded.map(({ number }) => number))]
  const first = numbersAt(record, phones, said.timestamp)[0]
  return first ? [first.e164] : []
}
