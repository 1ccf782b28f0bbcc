import { chunks } from '../hubspot/records/batches.ts'
import { contactNotJudged, type JudgedContact, judgeFromLedger } from '../judgement/judge-from-ledger.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { isolateFailures } from '../portal/isolate-failures.ts'
import { notePropertiesRefused } from '../portal/provision.ts'
import { setAside } from '../portal/set-aside.ts'
import { currentNumbers, mappedPhones } from '../provenance/numbers.ts'
import type { SourceRecord } from '../provenance/source-record.ts'
import { endSetAside } from '../store/portal/set-aside.ts'
import { dropVerdicts, markRefused, markWritten, type SavedVerdict, saveVerdicts } from '../store/verdicts/verdicts.ts'
import { guardTasksOf } from '../tasks/guard-tasks.ts'
import type { EpochMs } from '../time/units.ts'
import { leaveBehind, nameUnjudged } from './left-behind.ts'
import { contactPropertiesRead } from './properties/contact.ts'
import { contactUpdate, writeProperties } from './write-properties.ts'

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
  /** Contacts that were set aside, and whose verdict is not marked as written. */
  readonly leftBehind: readonly string[]
}

const NOTHING: Publication = {
  judged: 0,
  changed: 0,
  lapsed: 0,
  refused: 0,
  tasksHeld: 0,
  tasksReleased: 0,
  leftBehind: [],
}

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
  const written = await writeVerdicts(context, portal, ids, at, given.records)
  const tasks = await guardTasksOf(portal, written.changed, at)
  await finishWritten(context, portal, ids, written)
  return {
    judged: ids.length,
    changed: written.changed.size,
    lapsed: written.lapsed.size,
    refused: written.refused.size,
    tasksHeld: tasks.held,
    tasksReleased: tasks.released,
    leftBehind: [...written.leftBehind],
  }
}

/** Marks verdicts as written, but for contacts that were left behind: these are tried again. */
export async function finishWritten(
  context: Context,
  portal: OpenPortal,
  ids: readonly string[],
  { leftBehind }: Pick<Written, 'leftBehind'>,
): Promise<void> {
  await isolateFailures(
    ids.filter((id) => !leftBehind.has(id)),
    (some) => portal.tx((tx) => markWritten(tx, some)),
    (id, error) => {
      leftBehind.add(id)
      return leaveBehind(context, portal, id, 'not-judged', error)
    },
  )
}

/**
 * What was written about the contacts judged. The caller then
 * updates their call tasks, and marks the verdicts as written.
 */
export type Written = {
  /** Contacts whose verdict had not been written to HubSpot yet. */
  readonly changed: Map<string, JudgedContact>
  /** Of these, contacts that became callable, or no longer are. */
  readonly permissionFlipped: string[]
  /** Of these, contacts that were callable and no longer are. */
  readonly lapsed: Set<string>
  /** Contacts that HubSpot refused to write. */
  readonly refused: Set<string>
  /** Contacts set aside: their verdict could not be stored, or HubSpot not be asked. Never marked as written. */
  readonly leftBehind: Set<string>
}

/**
 * Judges contacts from the ledger, stores the verdicts and writes their
 * properties to HubSpot. Call tasks are the caller's, then `markWritten`.
 */
export async function writeVerdicts(
  context: Context,
  portal: OpenPortal,
  ids: readonly string[],
  at: EpochMs,
  given?: Given['records'],
): Promise<Written> {
  const written: Written = {
    changed: new Map(),
    permissionFlipped: [],
    lapsed: new Set(),
    refused: new Set(),
    leftBehind: new Set(),
  }
  const judged = await judgeAndStore(context, portal, ids, at, given)
  await isolateFailures(
    judged,
    (some) => writeSome(portal, some, { at, given, written }),
    ({ contactId }, error) => {
      written.leftBehind.add(contactId)
      return leaveBehind(context, portal, contactId, 'not-written', error)
    },
  )
  for (const { contactId, saved } of judged) if (saved === null) written.leftBehind.add(contactId)
  return written
}

type Stored = JudgedContact & {
  /** Null where the database did not take the verdict. */
  readonly saved: SavedVerdict | null
}

async function writeSome(
  portal: OpenPortal,
  judged: readonly Stored[],
  { at, given, written }: { at: EpochMs; given: Given['records']; written: Written },
): Promise<void> {
  const ids = judged.map(({ contactId }) => contactId)
  const records = given ?? (await readRecords(portal, ids))
  const updates = judged.flatMap((one) => {
    const record = records.get(one.contactId)
    return record ? [contactUpdate(one, record, portal, { at, historyRead: given !== undefined })] : []
  })
  const here = updates.map(({ one }) => one)
  const { refused, leftOut } = await writeProperties(portal, updates, records)
  const bad = new Set(refused.map(({ contactId }) => contactId))
  await portal.tx(async (tx) => {
    await dropVerdicts(
      tx,
      ids.filter((id) => !records.has(id)),
    )
    await markRefused(tx, refused)
    await notePropertiesRefused(tx, 'contacts', leftOut, at)
    const through = ids.filter((id) => !bad.has(id))
    await endSetAside(tx, 'contact', through, ['not-written'])
    await nameUnjudged(tx, here, at)
    // Where the account refuses a property, that is what is named, not each of its contacts.
    await setAside(
      tx,
      refused
        .filter(({ accountWide }) => !accountWide)
        .map(({ contactId, reason }) => ({
          kind: 'contact',
          recordId: contactId,
          reason: 'not-written',
          detail: reason,
        })),
      at,
    )
  })
  for (const one of here) {
    const { contactId, saved } = one
    if (bad.has(contactId)) written.refused.add(contactId)
    if (saved?.written === true) continue
    written.changed.set(contactId, one)
    if (saved !== null && (saved.former === 'allowed') === isAllowed(one)) continue
    written.permissionFlipped.push(contactId)
    if (!isAllowed(one)) written.lapsed.add(contactId)
  }
}

/** Whose verdict the database does not take is for review in HubSpot, whatever stood there. */
async function judgeAndStore(
  { log }: Context,
  portal: OpenPortal,
  ids: readonly string[],
  at: EpochMs,
  records: Given['records'],
): Promise<Stored[]> {
  const unreadable = new Map([...(records ?? [])].map(([id, record]) => [id, hasUnreadable(record, portal)]))
  const stored: Stored[] = []
  await isolateFailures(
    ids,
    async (some) => {
      const { judged, saved } = await portal.tx(async (tx) => {
        const found = await judgeFromLedger(tx, portal.settings, some, at, { unreadable })
        const rows = [...found.values()].map(({ contactId, verdict }) => ({ contactId, decidedAt: at, ...verdict }))
        return { judged: found, saved: await saveVerdicts(tx, rows) }
      })
      for (const one of judged.values()) stored.push({ ...one, saved: saved.get(one.contactId) ?? null })
    },
    (id, error) => {
      log.error({ err: error, portalId: portal.portalId, contactId: id }, 'a contact could not be judged')
      stored.push({ ...contactNotJudged(id, error, at), saved: null })
    },
  )
  return stored
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
    leftBehind: [...a.leftBehind, ...b.leftBehind],
  }
}
