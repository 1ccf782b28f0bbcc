import { chunks } from '../hubspot/records/batches.ts'
import { CLOCK_SKEW_MS } from '../judgement/judge-from-ledger.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { type ContactPicture, deriveFacts } from '../provenance/contact-facts.ts'
import { currentNumbers } from '../provenance/numbers.ts'
import type { SourceRecord } from '../provenance/source-record.ts'
import { withPortal } from '../store/core/portal-tx.ts'
import { askRelook, finishRelooks, type Relook, relooksOf } from '../store/inbox/refresh-requests.ts'
import { contactsWithNumbers, setContactNumbers } from '../store/ledger/contact-numbers.ts'
import { loadFacts } from '../store/ledger/ledger.ts'
import { dropVerdicts } from '../store/verdicts/verdicts.ts'
import { announceContacts } from './publish-verdicts.ts'
import { recordFacts } from './record-facts.ts'
import { contactPictures } from './snapshot.ts'

const CONTACTS_AT_ONCE = 100

/**
 * Looks at contacts again: HubSpot's records → facts → verdicts → HubSpot. Converges whatever the order, number or age of the events that
 * led here. Runs under the portal's lock.
 */
export async function refreshContacts(
  context: Context,
  portal: OpenPortal,
  contactIds: readonly string[],
): Promise<void> {
  for (const ids of chunks([...new Set(contactIds)], CONTACTS_AT_ONCE)) await refreshChunk(context, portal, ids)
}

async function refreshChunk(context: Context, portal: OpenPortal, ids: string[]): Promise<void> {
  const { settings, portalId } = portal
  const pictures = await contactPictures(portal, ids)
  const observedAt = context.clock.now()
  const present = [...pictures.values()]
  const sharing = await withPortal(context.store, portalId, async (tx) => {
    const ledger = await loadFacts(tx, [...pictures.keys()])
    const contacts = present.map((picture) => {
      const known = ledger.get(picture.contact.id) ?? []
      const facts = known.map(({ fact }) => fact)
      return {
        contactId: picture.contact.id,
        known,
        derived: deriveFacts(picture, settings, facts, observedAt, context.appId),
      }
    })
    const objected = await recordFacts(tx, contacts, observedAt)
    await setContactNumbers(
      tx,
      present.map(({ contact }) => ({ contactId: contact.id, numbers: readable(contact, settings.mapping.phones) })),
    )
    await dropVerdicts(
      tx,
      ids.filter((id) => !pictures.has(id)),
    )
    const others = [...(await contactsWithNumbers(tx, objected)).values()].flat().filter((id) => !pictures.has(id))
    // An objection is new only once. A kill before these are told must not lose them, so what is still to do goes in with the fact.
    await askRelook(tx, others.map(toLookAt))
    return [...new Set(others)]
  })
  const records = new Map(present.map(({ contact }) => [contact.id, contact]))
  const at = latestSeen(present, observedAt)
  await announceContacts(context, portal, [...pictures.keys()], { records, at })
  // Duplicates do not slip through: an objection on a number is one on every contact that has it.
  if (sharing.length === 0) return
  await announceContacts(context, portal, sharing, { at })
  await withPortal(context.store, portalId, async (tx) => finishRelooks(tx, await relooksOf(tx, 'contact', sharing)))
}

function toLookAt(contactId: string): Relook {
  return { objectType: 'contact', objectId: contactId, dueAt: Date.now(), attempt: 1 }
}

function readable(contact: SourceRecord, phones: readonly string[]): string[] {
  return [
    ...new Set(currentNumbers(contact, phones).flatMap(({ read }) => (read.kind === 'number' ? [read.e164] : []))),
  ]
}

/**
 * The instant to judge at: now, or the newest thing seen on the records. What we have seen has happened, also where HubSpot's clock runs a
 * little ahead: else an objection made this second would be judged as still to come.
 */
function latestSeen(pictures: readonly ContactPicture[], now: number): number {
  let latest = now
  for (const { contact, deals } of pictures) {
    for (const versions of [contact, ...deals].flatMap(({ history }) => Object.values(history))) {
      const newest = versions[0]?.timestamp ?? 0
      if (newest > latest && newest <= now + CLOCK_SKEW_MS) latest = newest
    }
  }
  return latest
}
