import type { PortalTx } from '../core/portal-tx.ts'
import { mergedWith } from './merges.ts'

/**
 * Erases what we hold of a person under every id they have been merged with: facts and their
 * retractions, numbers, verdict, the texts of held tasks, values quoted in events, who was
 * called in breaches. Objections stay, as codes of numbers: importing the person again opens
 * nothing. Safe to repeat. The only deletion the ledger allows (migrations/0005).
 */
export async function forgetContact(tx: PortalTx, contactId: string): Promise<void> {
  await tx.query('select forget_contacts($1)', [await mergedWith(tx, [contactId])])
}
