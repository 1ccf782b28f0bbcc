import { chunks } from '../hubspot/records/batches.ts'
import { CLOCK_SKEW_MS } from '../judgement/judge-from-ledger.ts'
import { RECORD_UNKNOWN } from '../judgement/unjudged.ts'
import { isFact } from '../permission/read-fact.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { failureName, isolateFailures } from '../portal/isolate-failures.ts'
import { setAside } from '../portal/set-aside.ts'
import { type ContactSnapshot, deriveFacts } from '../provenance/contact-facts.ts'
import { currentNumbers, type MappedPhones, mappedPhones } from '../provenance/numbers.ts'
import type { SourceRecord } from '../provenance/source-record.ts'
import type { PortalTx } from '../store/core/portal-tx.ts'
import {
  finishRefreshRequests,
  type RefreshRequest,
  refreshRequestsOf,
  requestRefresh,
} from '../store/inbox/refresh-requests.ts'
import { contactsWithNumbers, setContactNumbers } from '../store/ledger/contact-numbers.ts'
import { loadFacts } from '../store/ledger/ledger.ts'
import { endSetAside } from '../store/portal/set-aside.ts'
import { dropVerdicts } from '../store/verdicts/verdicts.ts'
import type { EpochMs } from '../time/units.ts'
import { publishVerdicts } from './publish-verdicts.ts'
import { recordFacts } from './record-facts.ts'
import { contactSnapshots } from './snapshot.ts'
import { nameUnusable } from './unusable-dates.ts'

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
  const failures: Failure[] = []
  const snapshots = await readSnapshots(portal, ids, failures)
  const observedAt = context.clock.now()
  const failed = () => new Set(failures.map(({ contactId }) => contactId))
  const unread = failed()
  const gone = ids.filter((id) => !snapshots.has(id) && !unread.has(id))
  if (gone.length > 0)
    await portal.tx(async (tx) => {
      await dropVerdicts(tx, gone)
      await endSetAside(tx, 'contact', gone, ENDED)
    })
  const sharing = await recordAll(context, portal, [...snapshots.values()], observedAt, failures)
  await nameFailures(context, portal, failures, observedAt)
  const present = [...snapshots.values()].filter(({ contact }) => !failed().has(contact.id))
  const records = new Map(present.map(({ contact }) => [contact.id, contact]))
  const at = latestSeen(present, observedAt)
  await publishVerdicts(context, portal, [...records.keys()], { records, at })
  // What we last knew of them is no ground for a yes any more.
  await publishVerdicts(context, portal, [...failed()], { at })
  // Duplicate records are covered too: an objection on a number counts for every contact that has the number.
  if (sharing.length === 0) return
  const requests = await portal.tx((tx) => refreshRequestsOf(tx, 'contact', sharing))
  await publishVerdicts(context, portal, sharing, { at })
  await portal.tx((tx) => finishRefreshRequests(tx, requests))
}

/** A contact whose record could not be read, understood or recorded, and why. */
type Failure = {
  readonly contactId: string
  readonly reason: (typeof RECORD_UNKNOWN)[number]
  readonly error: unknown
}

/** What a look at a record that went well ends, or one that finds it gone. */
const ENDED = [...RECORD_UNKNOWN, 'not-judged', 'not-written', 'date-unreadable']

async function readSnapshots(
  portal: OpenPortal,
  ids: readonly string[],
  failures: Failure[],
): Promise<Map<string, ContactSnapshot>> {
  const snapshots = new Map<string, ContactSnapshot>()
  await isolateFailures(
    ids,
    async (some) => {
      for (const [id, snapshot] of await contactSnapshots(portal, some)) snapshots.set(id, snapshot)
    },
    (contactId, error) => failures.push({ contactId, reason: 'not-read', error }),
  )
  return snapshots
}

/** @returns the contacts that share a number on which an objection was recorded */
async function recordAll(
  context: Context,
  portal: OpenPortal,
  snapshots: readonly ContactSnapshot[],
  observedAt: EpochMs,
  failures: Failure[],
): Promise<string[]> {
  const seen = new Set(snapshots.map(({ contact }) => contact.id))
  const sharing = new Set<string>()
  await isolateFailures(
    snapshots,
    async (some) => {
      const recorded = await portal.tx((tx) => recordSome(tx, context, portal, some, { observedAt, seen }))
      for (const id of recorded.sharing) sharing.add(id)
      failures.push(...recorded.failures)
    },
    ({ contact }, error) => failures.push({ contactId: contact.id, reason: 'not-recorded', error }),
  )
  return [...sharing]
}

async function recordSome(
  tx: PortalTx,
  { appId }: Context,
  { settings }: OpenPortal,
  snapshots: readonly ContactSnapshot[],
  { observedAt, seen }: { observedAt: EpochMs; seen: ReadonlySet<string> },
): Promise<{ sharing: readonly string[]; failures: readonly Failure[] }> {
  const failures: Failure[] = []
  const ledger = await loadFacts(
    tx,
    snapshots.map(({ contact }) => contact.id),
  )
  const contacts = snapshots.flatMap((snapshot) => {
    const contactId = snapshot.contact.id
    try {
      const known = (ledger.get(contactId) ?? []).filter(({ fact }) => isFact(fact))
      const facts = known.map(({ fact }) => fact)
      const derived = deriveFacts(snapshot, settings, facts, observedAt, appId)
      const numbers = readable(snapshot.contact, mappedPhones(settings))
      return [{ contactId, record: snapshot.contact, known, derived, numbers }]
    } catch (error) {
      failures.push({ contactId, reason: 'not-derived', error })
      return []
    }
  })
  const objected = await recordFacts(tx, contacts, settings, observedAt)
  await nameUnusable(tx, contacts, observedAt)
  await setContactNumbers(tx, contacts)
  await endSetAside(
    tx,
    'contact',
    contacts.map(({ contactId }) => contactId),
    RECORD_UNKNOWN,
  )
  const others = [...(await contactsWithNumbers(tx, objected)).values()].flat().filter((id) => !seen.has(id))
  // An objection is new only once. So that a crash before publishing
  // loses none, the work still to do is stored in the same transaction.
  await requestRefresh(tx, others.map(toRefresh))
  return { sharing: others, failures }
}

async function nameFailures(
  { log }: Context,
  portal: OpenPortal,
  failures: readonly Failure[],
  at: EpochMs,
): Promise<void> {
  if (failures.length === 0) return
  for (const { contactId, reason, error } of failures)
    log.error({ err: error, portalId: portal.portalId, contactId, reason }, 'a contact is set aside')
  await portal.tx((tx) =>
    setAside(
      tx,
      failures.map(({ contactId, reason, error }) => ({
        kind: 'contact',
        recordId: contactId,
        reason,
        detail: failureName(error),
      })),
      at,
    ),
  )
}

function toRefresh(contactId: string): RefreshRequest {
  return { objectType: 'contact', objectId: contactId, dueAt: Date.now(), attempt: 1 }
}

function readable(contact: SourceRecord, phones: MappedPhones): string[] {
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
