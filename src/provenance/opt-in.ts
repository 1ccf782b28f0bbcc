import type { Fact } from '../permission/facts.ts'
import { readMapped } from '../portal-settings/mapped-value.ts'
import { boxProperty } from '../portal-settings/mapping.ts'
import { formatInstant } from '../time/instants.ts'
import { actsOnBox, isYes } from './boxes.ts'
import { type Evidence, type EvidenceMapping, type Statement, statementsOf, type Tick } from './evidence.ts'
import { recordFactKey } from './keys.ts'
import { numbersAt, numbersOfSubmission, type ReadMapping } from './numbers.ts'
import type { HistoryEntry, SourcedFact, SourceRecord } from './source-record.ts'
import { VERSIONS_KEPT, versions, writtenBy } from './timeline.ts'

export type Consent = Extract<Fact, { type: 'consent-given' }>

/** What the portal says its consents are for, and the notice its own forms show. */
export type ConsentScope = {
  readonly controller: string
  readonly purpose: Consent['purpose']
  readonly products: Consent['products']
  readonly defaultNotice: string
}

type OptInMapping = EvidenceMapping & Pick<ReadMapping, 'phones'>

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
  const source = { record, origin: `contact:${record.id}`, mapping, scope, known }
  return mapping.optIn.flatMap((box) => {
    const acts = actsOnBox(record, box, appId)
    return acts.flatMap((act) => {
      const answer = readMapped('optIn', box, act.value)
      if (answer === 'no') return saysNothing(record, boxProperty(box), act) ? [] : [withdrawal(source.origin, act)]
      if (answer !== 'yes') return [] // blank is not a withdrawal
      const next = acts.find((later) => isYes(box, later) && later.timestamp > act.timestamp)
      const tick = { box, act, until: next?.timestamp ?? Number.POSITIVE_INFINITY }
      return statementsOf(record, tick, mapping, appId).flatMap((statement) => consents(source, tick, statement))
    })
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

/**
 * A form or a file that leaves an empty box unticked: nobody had agreed, so nobody takes it back. A choice that says
 * no is a no.
 */
function saysNothing(record: SourceRecord, property: string, act: HistoryEntry): boolean {
  if (act.value.trim().toLowerCase() !== 'false') return false
  if (act.sourceType !== 'FORM' && act.sourceType !== 'IMPORT') return false
  const all = versions(record, property)
  const before = all[all.indexOf(act) - 1]
  return before === undefined ? all.length < VERSIONS_KEPT : before.value.trim() === ''
}

function withdrawal(origin: string, act: HistoryEntry): SourcedFact<Fact> {
  const fact: Fact = { type: 'consent-withdrawn', at: formatInstant(act.timestamp), consent: null }
  return { origin, key: recordFactKey(origin, fact), fact, recordedBy: writtenBy(act) }
}

function consents(source: ConsentSource, { box }: Tick, { said, evidence }: Statement): SourcedFact<Fact>[] {
  const { origin, scope, known } = source
  const id = `${origin}:${boxProperty(box)}:${said.timestamp}`
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

// Those recorded first, which never change, however the portal reads its numbers since; else those set by the same
// submission; else the first filled in mapping order as it stood then.
function numbersConsented(
  { record, mapping: { phones } }: ConsentSource,
  said: HistoryEntry,
  recorded: readonly Consent[],
): string[] {
  if (recorded.length > 0) return [...new Set(recorded.map(({ number }) => number))]
  const submitted = said.sourceType === 'FORM' ? numbersOfSubmission(record, phones, said) : null
  if (submitted !== null) return submitted
  const first = numbersAt(record, phones, said.timestamp)[0]
  return first ? [first.e164] : []
}
