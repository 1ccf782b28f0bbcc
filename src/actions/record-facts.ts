import type { Fact } from '../permission/facts.ts'
import type { DerivedFacts } from '../provenance/contact-facts.ts'
import type { SourcedFact } from '../provenance/source-record.ts'
import { appendFacts, retractFacts, type StoredFact } from '../store/ledger.ts'
import { blockNumbers } from '../store/number-objections.ts'
import type { PortalTx } from '../store/portal-tx.ts'

/** What one contact's record said, and what the ledger knew of it before. */
export type ContactFacts = {
  readonly contactId: string
  readonly derived: DerivedFacts
  readonly known: readonly StoredFact[]
}

/**
 * Adds what is new, retracts what a deal or relation no longer says, blocks the numbers of new objections.
 * @returns E.164 numbers on which an objection was recorded: others who share them must be judged again
 */
export async function recordFacts(
  tx: PortalTx,
  contacts: readonly ContactFacts[],
  recordedAt: number,
): Promise<string[]> {
  const rows = contacts.flatMap(({ contactId, derived }) =>
    [...derived.events, ...derived.objections, ...derived.relations].map((sourced) => ({
      contactId,
      recordedAt,
      ...sourced,
    })),
  )
  const added = new Set(await appendFacts(tx, rows))
  const retracted = contacts.flatMap(({ derived, known }) => noLongerSaid(known, derived.relations))
  await retractFacts(
    tx,
    retracted.map(({ factId }) => ({ factId, at: recordedAt, recordedAt, reason: 'no-longer-said' })),
  )
  const objections = contacts.flatMap(({ derived }) => derived.objections).filter(({ key }) => added.has(key))
  for (const { numbers, at, key } of objections) await blockNumbers(tx, numbers, at, key)
  return [...new Set(objections.flatMap(({ numbers }) => numbers))]
}

/**
 * Facts drawn from deals and relation kinds that HubSpot no longer supports. Compared by content: after a merge the same deal speaks for
 * the surviving contact under another key.
 */
function noLongerSaid(known: readonly StoredFact[], said: readonly SourcedFact<Fact>[]): StoredFact[] {
  const contents = new Set(said.map(({ origin, fact }) => contentKey(origin, fact)))
  return known.filter(({ origin, fact }) => isDerivedState(origin) && !contents.has(contentKey(origin, fact)))
}

function isDerivedState(origin: string): boolean {
  return origin.startsWith('deal:') || origin.startsWith('kind:')
}

function contentKey(origin: string, fact: Fact): string {
  return `${origin} ${JSON.stringify(Object.entries(fact).sort(([a], [b]) => (a < b ? -1 : 1)))}`
}
