import type { PortalSettings } from '../portal-settings/schema.ts'
import { type DerivedFacts, momentKey } from '../provenance/contact-facts.ts'
import { recordFactKey } from '../provenance/keys.ts'
import type { SourceRecord } from '../provenance/source-record.ts'
import type { PortalTx } from '../store/core/portal-tx.ts'
import { appendFacts, retractFacts, type StoredFact } from '../store/ledger/ledger.ts'
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
 * Adds what is new, retracts what a deal or relation no longer says, blocks the numbers of objections.
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
  const retracted = contacts.flatMap(noLongerSaid)
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
function noLongerSaid({ contactId, known, derived }: ContactFacts): StoredFact[] {
  const contents = new Set(derived.relations.map(({ origin, fact }) => recordFactKey(origin, fact)))
  return known.filter(
    (row) =>
      isDerivedState(row.origin) &&
      !contents.has(recordFactKey(row.origin, row.fact)) &&
      !(row.contactId !== contactId && stillStands(row, derived)),
  )
}

/** Of a record that was merged into this one: its word stands for good, its deals as long as they say the same. */
function stillStands({ origin, fact }: StoredFact, { moments }: DerivedFacts): boolean {
  return origin.startsWith('kind:') || (fact.type === 'relation' && moments.has(momentKey(origin, fact)))
}

function isDerivedState(origin: string): boolean {
  return origin.startsWith('deal:') || origin.startsWith('kind:')
}
