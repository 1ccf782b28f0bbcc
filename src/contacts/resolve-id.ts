import type { OpenPortal } from '../portal/context.ts'
import { loadFacts } from '../store/ledger/ledger.ts'
import { survivorOf } from '../store/ledger/merges.ts'
import { loadVerdicts } from '../store/verdicts/verdicts.ts'

/**
 * The id under which HubSpot keeps this contact now (after merges), or null where there is none. HubSpot
 * is asked only about contacts that are unknown here, such as one that a vendor created a second ago: a
 * person whose record was deleted in HubSpot may still object here. May throw HubSpotError.
 */
export async function resolveContactId(
  { client, tx: inPortal }: OpenPortal,
  contactId: string,
): Promise<string | null> {
  const { survivor, evaluated } = await inPortal(async (tx) => {
    const id = (await survivorOf(tx, [contactId])).get(contactId) ?? contactId
    const facts = (await loadFacts(tx, [id])).get(id) ?? []
    return { survivor: id, evaluated: facts.length > 0 || (await loadVerdicts(tx, [id])).has(id) }
  })
  if (evaluated) return survivor
  return (await client.batchRead('contacts', [survivor], { properties: ['email'] })).has(survivor) ? survivor : null
}
