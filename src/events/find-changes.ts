import { HubSpotError } from '../hubspot/errors.ts'
import { CHANGES, type ChangesCursor } from '../portal/ask-for-changes.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { type MappedObject, unheardProperties } from '../portal-settings/mapping.ts'
import type { PortalSettings } from '../portal-settings/schema.ts'
import { requestRefresh } from '../store/inbox/refresh-requests.ts'
import { postponeWork, repeatWork, saveCursor } from '../store/inbox/work.ts'
import type { EpochMs } from '../time/units.ts'
import { idsChangedSince } from './changed-since.ts'
import type { RecordKind } from './event-effect.ts'
import { nameMappingProblems } from './mapping-problems.ts'

/** The webhooks journal, where an account grants it, will tell the same within five minutes and take this place. */
const EVERY_MS = 120_000
/**
 * Each round begins this long before the last one began: HubSpot's index runs behind, and two clocks never agree. What
 * is found twice is refreshed twice, to the same end.
 */
const OVERLAP_MS = 300_000
const DAY_MS = 86_400_000
const PAGE = 200
/** Pages before the portal's lock is given up, so that webhooks get their turn in between. */
const PAGES_AT_ONCE = 5

/** Contacts say when they were changed in a property of another name: by `hs_lastmodifieddate` none is ever found. */
const CHANGED_AT: Readonly<Record<MappedObject, string>> = {
  contacts: 'lastmodifieddate',
  companies: 'hs_lastmodifieddate',
  deals: 'hs_lastmodifieddate',
}
const KINDS: Readonly<Record<MappedObject, RecordKind>> = { contacts: 'contact', companies: 'company', deals: 'deal' }

type Round = NonNullable<ChangesCursor['round']>
type Unheard = { readonly object: MappedObject; readonly properties: readonly string[] }

/**
 * Mapped properties of a portal's own have no subscription: records that changed are searched by their modification
 * date, and refreshed where it was one of these properties. Pages go by record id, since an import gives thousands of
 * records one date and a search ends after 10,000. The cursor is stored after each page; killed in between, the page is
 * read again, and after an outage the window is as long as the outage.
 * @returns 'done' when the portal maps nothing of its own any more, 'more' with pages left, 'later' at the end
 */
export async function findChanges(
  context: Context,
  portal: OpenPortal,
  { seq, cursor: stored }: { readonly seq: number; readonly cursor: unknown },
  signal: AbortSignal,
): Promise<'done' | 'more' | 'later'> {
  const { store, clock, log } = context
  const { portalId, settings } = portal
  const unheard = unheardOf(settings)
  if (unheard.length === 0) return 'done'
  try {
    let cursor = await checked(context, portal, (stored as ChangesCursor | null) ?? { since: clock.now() })
    for (let page = 0; page < PAGES_AT_ONCE; page++) {
      signal.throwIfAborted()
      const round = cursor.round ?? { began: clock.now(), object: '', after: '0' }
      const next = await nextPage(context, portal, unheard, cursor.since, round)
      if (next === null) {
        const rest = { since: round.began, ...(cursor.checkedAt !== undefined && { checkedAt: cursor.checkedAt }) }
        await repeatWork(store, { portalId, kind: CHANGES, seq }, Date.now() + EVERY_MS, rest satisfies ChangesCursor)
        return 'later'
      }
      cursor = { ...cursor, round: next }
      await saveCursor(store, portalId, CHANGES, seq, cursor)
    }
    return 'more'
  } catch (error) {
    // What waits behind must not wait for this; the window stays open until the next round reads it.
    if (!(error instanceof HubSpotError) || error.kind === 'portal-gone') throw error
    log.warn({ err: error, portalId }, 'changes of mapped properties could not be read; tried again')
    await postponeWork(store, portalId, CHANGES, seq, Date.now() + EVERY_MS)
    return 'later'
  }
}

async function checked(context: Context, portal: OpenPortal, cursor: ChangesCursor): Promise<ChangesCursor> {
  const now = context.clock.now()
  if (cursor.checkedAt !== undefined && now - cursor.checkedAt < DAY_MS) return cursor
  return (await nameMappingProblems(context, portal)) ? { ...cursor, checkedAt: now } : cursor
}

// A company's legal form counts only where the portal declared that its contacts speak for companies.
function unheardOf({ mapping, b2b }: PortalSettings): Unheard[] {
  const unheard = unheardProperties(mapping)
  const objects: readonly MappedObject[] = b2b ? ['contacts', 'companies', 'deals'] : ['contacts', 'deals']
  return objects
    .map((object) => ({ object, properties: unheard[object] }))
    .filter(({ properties }) => properties.length > 0)
}

/** Null after the last page of the last object. A round that does not know its object yet begins at the first. */
async function nextPage(
  { appId }: Context,
  { client, tx: inPortal }: OpenPortal,
  unheard: readonly Unheard[],
  since: EpochMs,
  round: Round,
): Promise<Round | null> {
  const at = Math.max(
    unheard.findIndex((each) => each.object === round.object),
    0,
  )
  const here = unheard[at]
  if (here === undefined) return null
  const { object, properties } = here
  const from = since - OVERLAP_MS
  const { records } = await client.search(object, {
    filterGroups: [
      {
        filters: [
          { propertyName: CHANGED_AT[object], operator: 'GTE', value: String(from) },
          { propertyName: 'hs_object_id', operator: 'GT', value: round.after },
        ],
      },
    ],
    sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
    properties: [CHANGED_AT[object]],
    limit: PAGE,
  })
  const last = records.at(-1)?.id
  if (last === undefined) {
    const following = unheard[at + 1]
    return following === undefined ? null : { ...round, object: following.object, after: '0' }
  }
  if (BigInt(last) <= BigInt(round.after)) {
    throw new HubSpotError({ kind: 'unavailable', message: `search of ${object}: the pages do not get on` })
  }
  const ids = records.map(({ id }) => id)
  const changed = await idsChangedSince(client, { object, ids, properties }, from, appId)
  await inPortal((tx) =>
    requestRefresh(
      tx,
      changed.map((objectId) => ({ objectType: KINDS[object], objectId, dueAt: Date.now(), attempt: 0 })),
    ),
  )
  return { ...round, object, after: last }
}
