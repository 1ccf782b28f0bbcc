import { currentNumbers } from '../provenance/numbers.ts'
import type { SourceRecord } from '../provenance/source-record.ts'
import { withPortal } from '../store/portal-tx.ts'
import { markAnnounced, markRefused, saveVerdicts } from '../store/verdicts.ts'
import { chunksOf } from './chunks.ts'
import { contactPropertiesRead, propertyChanges } from './contact-properties.ts'
import type { Context, OpenPortal } from './context.ts'
import { guardTasksOf } from './guard-tasks.ts'
import { type Judged, judgeFromLedger } from './stored-judgement.ts'

/** One call finds the tasks of this many contacts. */
const CONTACTS_AT_ONCE = 1000

export type Announcement = {
  readonly judged: number
  readonly changed: number
  /** Were allowed and are no longer. */
  readonly lapsed: number
  readonly refused: number
  readonly tasksHeld: number
  readonly tasksReleased: number
}

const NOTHING: Announcement = { judged: 0, changed: 0, lapsed: 0, refused: 0, tasksHeld: 0, tasksReleased: 0 }

type Given = {
  /** Records just read with history; without them they are read here, plain. */
  readonly records?: ReadonlyMap<string, SourceRecord>
  readonly at?: number
}

/**
 * Judges contacts from the ledger, stores the verdicts, and tells HubSpot what differs: properties first, then call tasks. Killed in
 * between, the stored verdict still says "not announced" and the next run goes on. Runs under the portal's lock.
 *
 * HubSpot calls for n contacts: n/100 to read (records are a copy and may have drifted), at most n/100 to write, n/1000 to find tasks.
 */
export async function announceContacts(
  context: Context,
  portal: OpenPortal,
  contactIds: readonly string[],
  given: Given = {},
): Promise<Announcement> {
  let total = NOTHING
  for (const ids of chunksOf(contactIds, CONTACTS_AT_ONCE))
    total = sum(total, await announceChunk(context, portal, ids, given))
  return total
}

async function announceChunk(context: Context, portal: OpenPortal, ids: string[], given: Given): Promise<Announcement> {
  const at = given.at ?? context.clock.now()
  const judged = await judgeAndStore(context, portal, ids, at, given.records)
  const written = await writeProperties(portal, judged.all, given.records, at)
  const tasks = await guardTasksOf(context, portal, new Map(judged.unannounced.map((one) => [one.contactId, one])), at)
  await withPortal(context.store, portal.portalId, async (tx) => {
    await markRefused(tx, written.refused)
    await markAnnounced(tx, ids)
  })
  return {
    judged: ids.length,
    changed: judged.unannounced.length,
    lapsed: judged.lapsed,
    refused: written.refused.length,
    tasksHeld: tasks.held,
    tasksReleased: tasks.released,
  }
}

async function judgeAndStore(
  context: Context,
  portal: OpenPortal,
  ids: string[],
  at: number,
  records: Given['records'],
): Promise<{ all: Judged[]; unannounced: Judged[]; lapsed: number }> {
  const unreadable = new Map([...(records ?? [])].map(([id, record]) => [id, hasUnreadable(record, portal)]))
  return withPortal(context.store, portal.portalId, async (tx) => {
    const judged = await judgeFromLedger(tx, portal.settings, ids, at, unreadable)
    const all = [...judged.values()]
    const saved = await saveVerdicts(
      tx,
      all.map(({ contactId, verdict }) => ({ contactId, decidedAt: at, ...verdict })),
    )
    const lapsed = all.filter(
      ({ contactId, verdict }) => saved.get(contactId)?.former === 'allowed' && verdict.permission !== 'allowed',
    )
    return {
      all,
      unannounced: all.filter(({ contactId }) => saved.get(contactId)?.announced === false),
      lapsed: lapsed.length,
    }
  })
}

function hasUnreadable(record: SourceRecord, { settings }: OpenPortal): boolean {
  return currentNumbers(record, settings.mapping.phones).some(({ read }) => read.kind === 'unreadable')
}

async function writeProperties(
  portal: OpenPortal,
  judged: readonly Judged[],
  given: Given['records'],
  at: number,
): Promise<{ refused: { contactId: string; reason: string }[] }> {
  const { client, settings } = portal
  const records =
    given ??
    (await client.batchRead(
      'contacts',
      judged.map(({ contactId }) => contactId),
      { properties: contactPropertiesRead(settings) },
    ))
  const updates = judged.flatMap((one) => {
    const record = records.get(one.contactId)
    if (!record) return [] // deleted meanwhile: its deletion event settles it
    const properties = propertyChanges(one, record, portal, { at, historyRead: given !== undefined })
    return Object.keys(properties).length > 0 ? [{ id: one.contactId, properties }] : []
  })
  const { refused } = await client.batchUpdate('contacts', updates)
  return { refused: refused.map(({ id, message }) => ({ contactId: id, reason: message })) }
}

function sum(a: Announcement, b: Announcement): Announcement {
  return {
    judged: a.judged + b.judged,
    changed: a.changed + b.changed,
    lapsed: a.lapsed + b.lapsed,
    refused: a.refused + b.refused,
    tasksHeld: a.tasksHeld + b.tasksHeld,
    tasksReleased: a.tasksReleased + b.tasksReleased,
  }
}
