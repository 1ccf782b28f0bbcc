import { type DerivedFacts, momentKey } from '../provenance/contact-facts.ts'
import { recordFactKey } from '../provenance/keys.ts'
import type { PortalTx } from '../store/core/portal-tx.ts'
import { appendFacts, retractFacts, type StoredFact } from '../store/ledger/ledger.ts'
import { blockNumbers } from '../store/ledger/number-objections.ts'
import type { EpochMs } from '../time/units.ts'

/** What one contact's record said, and what the ledger knew of it before. */
export type ContactFacts = {
  readonly contactId: string
  readonly derived: DerivedFacts
  readonly known: readonly StoredFact[]
}

/**
 * Adds what is new, retracts what a deal, a relation or a consent's evidence no longer says, blocks the numbers of new
 * objections.
 * @returns E.164 numbers on which an objection was recorded: others who share them must be judged again
 */
export async function recordFacts(
  tx: PortalTx,
  contacts: readonly ContactFacts[],
  recordedAt: EpochMs,
): Promise<string[]> {
  const rows = contacts.flatMap(({ contactId, derived }) =>
    [...derived.events, ...derived.objections, ...derived.relations].map((sourced) => ({
      contactId,
      recordedAt,
      ...sourced,
    })),
  )
  const added = new Set(await appendFacts(tx, rows))
  const retracted = contacts.flatMap((contact) => [...noLongerSaid(contact), ...correctedAway(contact)])
  await retractFacts(
    tx,
    retracted.map(({ factId }) => ({ factId, at: recordedAt, recordedAt, reason: 'no-longer-said' })),
  )
  const objections = contacts.flatMap(({ derived }) => derived.objections).filter(({ key }) => added.has(key))
  for (const { numbers, at, key } of objections) await blockNumbers(tx, numbers, at, key)
  return [...new Set(objections.flatMap(({ numbers }) => numbers))]
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

/** Consents whose evidence somebody corrected or emptied on the record. */
function correctedAway({ known, derived }: ContactFacts): StoredFact[] {
  const keys = new Set(derived.events.map(({ key }) => key))
  return known.filter(({ fact, key }) => derived.takenBack.has(fact) && !keys.has(key))
}

/** Of a record that was merged into this one: its word stands for good, its deals as long as they say the same. */
function stillStands({ origin, fact }: StoredFact, { moments }: DerivedFacts): boolean {
  return origin.startsWith('kind:') || (fact.type === 'relation' && moments.has(momentKey(origin, fact)))
}

function isDerivedState(origin: string): boolean {
  return origin.startsWith('deal:') || origin.startsWith('kind:')
}
