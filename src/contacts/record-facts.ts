import type { Fact } from '../permission/facts.ts'
import type { PortalSettings } from '../portal-settings/schema.ts'
import { type DerivedFacts, momentKey } from '../provenance/contact-facts.ts'
import { isDealOrigin } from '../provenance/deal-relations.ts'
import { recordFactKey } from '../provenance/keys.ts'
import { isKindOrigin } from '../provenance/relation-kind.ts'
import type { SourceRecord } from '../provenance/source-record.ts'
import type { PortalTx } from '../store/core/portal-tx.ts'
import { appendFacts, retractFacts, type StoredFact } from '../store/ledger/ledger.ts'
import { instantOf } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'
import { blockNumbersOf } from './block-numbers.ts'

/** What one contact's record said, and what the ledger knew of it before. */
export type ContactFacts = {
  readonly contactId: string
  readonly record: SourceRecord
  readonly derived: DerivedFacts
  readonly known: readonly StoredFact[]
}

/**
 * Adds what is new, retracts what a deal, a relation or a consent's evidence no longer says, blocks the numbers of
 * objections.
 * @returns E.164 numbers on which an objection stands from now on: others who share them must be judged again
 */
export async function recordFacts(
  tx: PortalTx,
  contacts: readonly ContactFacts[],
  settings: PortalSettings,
  recordedAt: EpochMs,
): Promise<string[]> {
  const rows = contacts.flatMap(({ contactId, derived }) =>
    [...derived.events, ...derived.objections, ...derived.relations].map((sourced) => ({
      contactId,
      recordedAt,
      ...sourced,
    })),
  )
  await appendFacts(tx, rows)
  const retracted = contacts.flatMap((contact) => [...noLongerSaid(contact), ...correctedAway(contact)])
  await retractFacts(
    tx,
    retracted.map(({ factId }) => ({ factId, at: recordedAt, recordedAt, reason: 'no-longer-said' })),
  )
  const objecting = contacts.map(({ record, known, derived }) => {
    return { record, facts: [...known, ...derived.events, ...derived.objections] }
  })
  return blockNumbersOf(tx, objecting, settings, recordedAt)
}

/**
 * Facts drawn from deals and relation kinds that HubSpot no longer supports. Compared by content: after a merge the
 * same deal speaks for the surviving contact under another key.
 */
function noLongerSaid(contact: ContactFacts): StoredFact[] {
  const { known, derived } = contact
  const contents = new Set(derived.relations.map(({ origin, fact }) => recordFactKey(origin, fact)))
  return known.filter(
    (row) =>
      isDerivedState(row.origin) && !contents.has(recordFactKey(row.origin, row.fact)) && !stillStands(row, contact),
  )
}

/** Consents and kinds that somebody corrected, emptied or replaced on the record. */
function correctedAway({ known, derived }: ContactFacts): StoredFact[] {
  const keys = new Set([...derived.events, ...derived.relations].map(({ key }) => key))
  return known.filter(({ fact, key }) => derived.takenBack.has(fact) && !keys.has(key))
}

/**
 * What is not drawn again may still stand: a history of numbers that is missing takes nothing back, nor does a merge
 * with a record whose numbers are in no history any more. A deal's word stands as long as the deal says the same, a
 * kind's until it is replaced; of the contact's own, until another word on the same number takes its place.
 */
function stillStands(row: StoredFact, { contactId, derived }: ContactFacts): boolean {
  const { origin, fact } = row
  if (fact.type !== 'relation') return false
  if (row.contactId === contactId && isSuperseded(row, derived)) return false
  if (isKindOrigin(origin)) return true
  if (derived.dealsUndeclared) return true
  const said = derived.moments.get(momentKey(origin, fact))
  const { numberGiven, objectionOffered } = fact.collection
  return said?.kind === fact.kind && (!said.free || (numberGiven === null && objectionOffered === null))
}

function isSuperseded({ origin, fact }: StoredFact, { relations }: DerivedFacts): boolean {
  const word = (one: Fact) =>
    one.type === 'relation' ? [one.number, one.event, isKindOrigin(origin) ? instantOf(one.at) : ''].join(' ') : ''
  return relations.some((one) => one.origin === origin && word(one.fact) === word(fact))
}

function isDerivedState(origin: string): boolean {
  return isDealOrigin(origin) || isKindOrigin(origin)
}
