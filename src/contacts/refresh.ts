import { chunks } from '../hubspot/records/batches.ts'
import { CLOCK_SKEW_MS } from '../judgement/judge-from-ledger.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { type ContactSnapshot, deriveFacts } from '../provenance/contact-facts.ts'
import { currentNumbers } from '../provenance/numbers.ts'
import type { SourceRecord } from '../provenance/source-record.ts'
import {
  finishRefreshRequests,
  type RefreshRequest,
  refreshRequestsOf,
  requestRefresh,
} from '../store/inbox/refresh-requests.ts'
import { contactsWithNumbers, setContactNumbers } from '../store/ledger/contact-numbers.ts'
import { loadFacts } from '../store/ledger/ledger.ts'
import { dropVerdicts } from '../store/verdicts/verdicts.ts'
import type { EpochMs } from '../time/units.ts'
import { publishVerdicts } from './publish-verdicts.ts'
import { recordFacts } from './record-facts.ts'
import { contactSnapshots } from './snapshot.ts'
import { tellAdmin } from './told-to-admin.ts'

const CONTACTS_AT_ONCE = 100

/**
 * Refreshes contacts: HubSpot's records → facts → verdicts → HubSpot. The result is the same
 * whatever the order, number or age of the events that led here. Runs under the portal's lock.
 */
export async function refreshContacts(
  context: Context,
  portal: OpenPortal,
  contactIds: readonly string[],
): Promise<void> {
  for (const ids of chunks([...new Set(contactIds)], CONTACTS_AT_ONCE)) await refreshChunk(context, portal, ids)
}

async function refreshChunk(context: Context, portal: OpenPortal, ids: string[]): Promise<void> {
  const { settings } = portal
  const snapshots = await contactSnapshots(portal, ids)
  const observedAt = context.clock.now()
  const present = [...snapshots.values()]
  const sharing = await portal.tx(async (tx) => {
    const ledger = await loadFacts(tx, [...snapshots.keys()])
    const contacts = present.map((snapshot) => {
      const known = ledger.get(snapshot.contact.id) ?? []
      const facts = known.map(({ fact }) => fact)
      return {
        contactId: snapshot.contact.id,
        known,
        derived: deriveFacts(snapshot, settings, facts, observedAt, context.appId),
      }
    })
    const objected = await recordFacts(tx, contacts, observedAt)
    await tellAdmin(tx, contacts, observedAt)
    await setContactNumbers(
      tx,
      present.map(({ contact }) => ({ contactId: contact.id, numbers: readable(contact, settings.mapping.phones) })),
    )
    await dropVerdicts(
      tx,
      ids.filter((id) => !snapshots.has(id)),
    )
    const others = [...(await contactsWithNumbers(tx, objected)).values()].flat().filter((id) => !snapshots.has(id))
    // An objection is new only once. So that a crash before publishing
    // loses none, the work still to do is stored in the same transaction.
    await requestRefresh(tx, others.map(toRefresh))
    return [...new Set(others)]
  })
  const records = new Map(present.map(({ contact }) => [contact.id, contact]))
  const at = latestSeen(present, observedAt)
  await publishVerdicts(context, portal, [...snapshots.keys()], { records, at })
  // Duplicate records are covered too: an objection on a number counts for every contact that has the number.
  if (sharing.length === 0) return
  await publishVerdicts(context, portal, sharing, { at })
  await portal.tx(async (tx) => finishRefreshRequests(tx, await refreshRequestsOf(tx, 'contact', sharing)))
}

function toRefresh(contactId: string): RefreshRequest {
  return { objectType: 'contact', objectId: contactId, dueAt: Date.now(), attempt: 1 }
}

function readable(contact: SourceRecord, phones: readonly string[]): string[] {
  return [
    ...new Set(currentNumbers(contact, phones).flatMap(({ read }) => (read.kind === 'number' ? [read.e164] : []))),
  ]
}

/**
 * The instant to judge at: now, or the newest instant seen on the records. What a
 * record shows has happened, even if HubSpot's clock runs a little ahead of ours:
 * otherwise an objection made this second would be judged as still to come.
 */
function latestSeen(snapshots: readonly ContactSnapshot[], now: EpochMs): number {
  let latest = now
  for (const { contact, deals } of snapshots) {
    for (const versions of [contact, ...deals].flatMap(({ history }) => Object.values(history))) {
      const newest = versions[0]?.timestamp ?? 0
      if (newest > latest && newest <= now + CLOCK_SKEW_MS) latest = newest
    }
  }
  return latest
}
