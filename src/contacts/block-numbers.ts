import { liftingConsents } from '../judgement/lifting.ts'
import type { PortalSettings } from '../portal-settings/schema.ts'
import { numbersToBlock } from '../provenance/blocked-numbers.ts'
import { mappedPhones } from '../provenance/numbers.ts'
import type { SourceRecord } from '../provenance/source-record.ts'
import type { PortalTx } from '../store/core/portal-tx.ts'
import type { StoredFact } from '../store/ledger/ledger.ts'
import { blockForObjections } from '../store/ledger/number-objections.ts'
import { instantOf } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'
import { objectionInForce } from './properties/contact.ts'

/** A fact of the contact under the key that the ledger gives it, and who wrote it down. */
type KeyedFact = Pick<StoredFact, 'key' | 'fact' | 'origin' | 'recordedBy'>

/** A contact's record with its history, and everything known of it: what the ledger held, and what the record adds. */
type ObjectingContact = { readonly record: SourceRecord; readonly facts: readonly KeyedFact[] }

/**
 * Makes each objection of these contacts stand on every number it has to: also the objections that came by the card,
 * the API or the person's own page, and those of former looks, since the record may have got other numbers meanwhile.
 * @returns the E.164 numbers on which an objection stands that did not before
 */
export async function blockNumbersOf(
  tx: PortalTx,
  contacts: readonly ObjectingContact[],
  settings: PortalSettings,
  observedAt: EpochMs,
): Promise<string[]> {
  return blockForObjections(
    tx,
    contacts.flatMap((contact) => blocksOf(contact, settings, observedAt)),
  )
}

function blocksOf({ record, facts }: ObjectingContact, settings: PortalSettings, observedAt: EpochMs) {
  const objections = new Map(facts.filter(({ fact }) => fact.type === 'objection').map((one) => [one.key, one.fact]))
  if (objections.size === 0) return []
  const known = facts.map(({ fact }) => fact)
  const turns = known.filter(({ type }) => type !== 'relation').map(({ at }) => instantOf(at))
  // By those consents alone that lift an objection, as everywhere.
  const stands = (instant: EpochMs) =>
    objectionInForce(liftingConsents(facts, () => [], instant).counted, instant) !== null
  return [...objections].map(([factKey, fact]) => {
    const at = instantOf(fact.at)
    return { factKey, at, numbers: numbersToBlock(record, mappedPhones(settings), { at, stands, turns }, observedAt) }
  })
}
