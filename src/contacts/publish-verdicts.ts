import { chunks } from '../hubspot/records/batches.ts'
import { type JudgedContact, judgeFromLedger } from '../judgement/judge-from-ledger.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { notePropertiesRefused } from '../portal/provision.ts'
import { setAside } from '../portal/set-aside.ts'
import { currentNumbers, mappedPhones } from '../provenance/numbers.ts'
import type { SourceRecord } from '../provenance/source-record.ts'
import { endSetAside } from '../store/portal/set-aside.ts'
import { dropVerdicts, markRefused, markWritten, type SavedVerdict, saveVerdicts } from '../store/verdicts/verdicts.ts'
import { guardTasksOf } from '../tasks/guard-tasks.ts'
import type { EpochMs } from '../time/units.ts'
import { contactPropertiesRead } from './properties/contact.ts'
import { writeProperties } from './write-properties.ts'

/** One call finds the tasks of this many contacts. */
const CONTACTS_AT_ONCE = 1000

export type Publication = {
  readonly judged: number
  readonly changed: number
  /** Contacts that were allowed and no longer are. */
  readonly lapsed: number
  readonly refused: number
  readonly tasksHeld: number
  readonly tasksReleased: number
}

const NOTHING: Publication = { judged: 0, changed: 0, lapsed: 0, refused: 0, tasksHeld: 0, tasksReleased: 0 }

type Given = {
  /** Records just read with history; without them they are read here, plain. */
  readonly records?: ReadonlyMap<string, SourceRecord>
  readonly at?: EpochMs
}

/**
 * Judges contacts from the ledger, stores the verdicts, and writes what differs to HubSpot:
 * properties first, then call tasks. If the process dies in between, the stored verdict is
 * still marked "not written" and the next run continues. Runs under the portal's lock.
 *
 * HubSpot calls for n contacts: n/100 to read (records are a copy and
 * may have drifted), at most n/100 to write, n/1000 to find tasks.
 */
export async function publishVerdicts(
  context: Context,
  portal: OpenPortal,
  contactIds: readonly string[],
  given: Given = {},
): Promise<Publication> {
  let total = NOTHING
  for (const ids of chunks(contactIds, CONTACTS_AT_ONCE))
    total = sum(total, await publishChunk(context, portal, ids, given))
  return total
}

async function publishChunk(context: Context, portal: OpenPortal, ids: string[], given: Given): Promise<Publication> {
  const at = given.at ?? context.clock.now()
  const written = await writeVerdicts(portal, ids, at, given.records)
  const tasks = await guardTasksOf(portal, written.changed, at)
  await portal.tx((tx) => markWritten(tx, ids))
  return {
    judged: ids.length,
    changed: written.changed.size,
    lapsed: written.lapsed.size,
    refused: written.refused.size,
    tasksHeld: tasks.held,
    tasksReleased: tasks.released,
  }
}

/**
 * What was written about the contacts judged. The caller then
 * updates their call tasks, and marks the verdicts as written.
 */
export type Written = {
  /** Contacts whose verdict had not been written to HubSpot yet. */
  readonly changed: ReadonlyMap<string, JudgedContact>
  /** Of these, contacts that became callable, or no longer are. */
  readonly permissionFlipped: readonly string[]
  /** Of these, contacts that were callable and no longer are. */
  readonly lapsed: ReadonlySet<string>
  /** Contacts that HubSpot refused to write. */
  readonly refused: ReadonlySet<string>
}

/**
 * Judges contacts, stores the verdicts and writes what differs to their properties. The verdict of a contact
 * that HubSpot no longer has is deleted. Its facts stay, and if the contact is restored it is evaluated anew.
 * @param at epoch milliseconds
 */
export async function writeVerdicts(
  portal: OpenPortal,
  ids: readonly string[],
  at: EpochMs,
  given?: Given['records'],
): Promise<Written> {
  const { judged, saved } = await judgeAndStore(portal, ids, at, given)
  const records = given ?? (await readRecords(portal, ids))
  const here = [...judged.values()].filter(({ contactId }) => records.has(contactId))
  const { refused, leftOut } = await writeProperties(portal, here, records, { at, historyRead: given !== undefined })
  await portal.tx(async (tx) => {
    await dropVerdicts(
      tx,
      ids.filter((id) => !records.has(id)),
    )
    await markRefused(tx, refused)
    await notePropertiesRefused(tx, 'contacts', leftOut, at)
    await endSetAside(tx, 'contact', ids, ['not-written'])
    const rows = refused.map(({ contactId, reason }) => ({ recordId: contactId, detail: reason }))
    await setAside(
      tx,
      rows.map((row) => ({ kind: 'contact', reason: 'not-written', ...row })),
      at,
    )
  })
  const changed = here.filter(({ contactId }) => saved.get(contactId)?.written === false)
  const flipped = changed.filter((one) => (saved.get(one.contactId)?.former === 'allowed') !== isAllowed(one))
  return {
    changed: new Map(changed.map((one) => [one.contactId, one])),
    permissionFlipped: flipped.map(({ contactId }) => contactId),
    lapsed: new Set(flipped.filter((one) => !isAllowed(one)).map(({ contactId }) => contactId)),
    refused: new Set(refused.map(({ contactId }) => contactId)),
  }
}

async function judgeAndStore(
  portal: OpenPortal,
  ids: readonly string[],
  at: EpochMs,
  records: Given['records'],
): Promise<{ judged: ReadonlyMap<string, JudgedContact>; saved: ReadonlyMap<string, SavedVerdict> }> {
  const unreadable = new Map([...(records ?? [])].map(([id, record]) => [id, hasUnreadable(record, portal)]))
  return portal.tx(async (tx) => {
    const judged = await judgeFromLedger(tx, portal.settings, ids, at, { unreadable })
    const rows = [...judged.values()].map(({ contactId, verdict }) => ({ contactId, decidedAt: at, ...verdict }))
    return { judged, saved: await saveVerdicts(tx, rows) }
  })
}

function isAllowed({ verdict }: JudgedContact): boolean {
  return verdict.permission === 'allowed'
}

function hasUnreadable(record: SourceRecord, { settings }: OpenPortal): boolean {
  return currentNumbers(record, mappedPhones(settings)).some(({ read }) => read.kind === 'unreadable')
}

function readRecords({ client, settings }: OpenPortal, ids: readonly string[]) {
  return client.batchRead('contacts', ids, { properties: contactPropertiesRead(settings) })
}

function sum(a: Publication, b: Publication): Publication {
  return {
    judged: a.judged + b.judged,
    changed: a.changed + b.changed,
    lapsed: a.lapsed + b.lapsed,
    refused: a.refused + b.refused,
    tasksHeld: a.tasksHeld + b.tasksHeld,
    tasksReleased: a.tasksReleased + b.tasksReleased,
  }
}
