import type { Fact, LegalFormFact, NumbersFact } from '../permission/facts.ts'
import { formatInstant, instantOf } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'
import { recordFactKey } from './keys.ts'
import { companyOrigin, type StatedForm } from './legal-form.ts'
import { currentNumbers, type MappedPhones } from './numbers.ts'
import { COUNTRY_PROPERTIES } from './region.ts'
import type { SourcedFact, SourceRecord } from './source-record.ts'
import { observedByUs, versions } from './timeline.ts'

/**
 * The contact's numbers as a fact, if they differ from what the ledger last knew; dated by the history of the numbers
 * and of the country they are read in, where that is newer.
 */
export function numbersChange(
  record: SourceRecord,
  phones: MappedPhones,
  known: readonly Fact[],
  observedAt: EpochMs,
): SourcedFact<Fact>[] {
  const numbers = [
    ...new Set(currentNumbers(record, phones).flatMap(({ read }) => (read.kind === 'number' ? [read.e164] : []))),
  ].sort()
  const last = newest(known.filter((fact): fact is NumbersFact => fact.type === 'numbers'))
  if (last ? sameSet(last.numbers, numbers) : numbers.length === 0) return []
  const typed = lastChange(record, phones.properties)
  // Nothing was typed since: then the country was, in which they are read.
  const dated = last && typed <= instantOf(last.at) ? lastChange(record, COUNTRY_PROPERTIES) : typed
  return [stateFact(record, { type: 'numbers', at: formatInstant(instantAfter(last, dated, observedAt)), numbers })]
}

/**
 * The legal form as a fact, if it differs from what the ledger last knew. `statedAt` is when it was written down, where
 * known. A company's form has the company as its origin: when that is deleted, HubSpot no longer says whose it was.
 */
export function legalFormChange(
  record: SourceRecord,
  { form, companyId }: StatedForm,
  statedAt: number | null,
  known: readonly Fact[],
  observedAt: EpochMs,
): SourcedFact<Fact>[] {
  const last = newest(known.filter((fact): fact is LegalFormFact => fact.type === 'legal-form'))
  if ((last?.form ?? 'unknown') === form) return []
  const stated: Fact = { type: 'legal-form', at: formatInstant(instantAfter(last, statedAt ?? 0, observedAt)), form }
  return [stateFact(record, stated, companyId === null ? undefined : companyOrigin(companyId))]
}

function lastChange(record: SourceRecord, properties: readonly string[]): number {
  return Math.max(...properties.map((property) => versions(record, property).at(-1)?.timestamp ?? 0))
}

function stateFact(record: SourceRecord, fact: Fact, origin = `contact:${record.id}`): SourcedFact<Fact> {
  return { origin, key: recordFactKey(`${origin}>${record.id}`, fact), fact, recordedBy: observedByUs }
}

function newest<Stated extends { at: string }>(facts: readonly Stated[]): Stated | undefined {
  return facts.reduce<Stated | undefined>(
    (best, fact) => (best && instantOf(best.at) > instantOf(fact.at) ? best : fact),
    undefined,
  )
}

// A state that replaces another must be later than it; a date older than what we know (a merge, an edit of the mapping)
// is when we saw it.
function instantAfter(last: { at: string } | undefined, dated: number, observedAt: EpochMs): number {
  const floor = last ? instantOf(last.at) : Number.NEGATIVE_INFINITY
  if (dated > floor && dated > 0) return dated
  return Math.max(observedAt, floor + 1)
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().every((item, index) => item === b[index])
}
