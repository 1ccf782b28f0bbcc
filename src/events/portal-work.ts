import { publishVerdicts } from '../contacts/publish-verdicts.ts'
import { HubSpotError } from '../hubspot/errors.ts'
import { CHANGES } from '../portal/ask-for-changes.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { openPortal } from '../portal/open-portal.ts'
import { provisionWhenDue } from '../portal/provision.ts'
import { markIfUninstalled, tryReturn } from '../portal/uninstalled.ts'
import { withPortalLock } from '../store/core/portal-lock.ts'
import { withPortal } from '../store/core/portal-tx.ts'
import { expireParked, parkedCount, unparkEvents } from '../store/inbox/inbox.ts'
import { KEEP_UNKNOWN_PORTAL_MS } from '../store/inbox/parking.ts'
import { dueRefreshRequests, finishRefreshRequests } from '../store/inbox/refresh-requests.ts'
import { dueWorkOf, finishWork, postponeWork, type Work } from '../store/inbox/work.ts'
import { loadPortal } from '../store/portal/portals.ts'
import { unfinishedNights } from '../store/verdicts/nights.ts'
import { unwrittenVerdicts } from '../store/verdicts/verdicts.ts'
import type { EpochMs, PortalId } from '../time/units.ts'
import { drainInbox, FAILED_EVENTS } from './drain-inbox.ts'
import type { EventEffect, RecordKind } from './event-effect.ts'
import { findChanges } from './find-changes.ts'
import { refreshRecords } from './refresh-records.ts'
import { sweepPortal } from './sweep.ts'

const AT_ONCE = 1_000

function either(signal: AbortSignal | undefined, lost: AbortSignal): AbortSignal {
  return signal ? AbortSignal.any([signal, lost]) : lost
}

/**
 * Does everything that is due for a portal now. One worker at a time: a worker that finds the portal's lock taken
 * leaves, because the holder reads what is pending after our wake-up was sent, or the poll wakes the portal again.
 * @returns 'busy' when another worker has the portal, 'more' when a sweep has steps left
 */
export async function workForPortal(
  context: Context,
  portalId: PortalId,
  eventEffect: (body: unknown) => EventEffect,
  signal?: AbortSignal,
): Promise<'done' | 'more' | 'busy'> {
  const portal = await openPortal(context, portalId)
  if (portal === null) return workWithoutPortal(context, portalId)
  const held = await markIfUninstalled(context, portalId, () =>
    withPortalLock(context.store, portalId, (lost) => workDown(context, portal, eventEffect, either(signal, lost)), {
      wait: false,
    }),
  )
  return held === 'gone' ? 'done' : held
}

async function workDown(
  context: Context,
  portal: OpenPortal,
  eventEffect: (body: unknown) => EventEffect,
  signal: AbortSignal,
): Promise<'done' | 'more'> {
  const { store } = context
  const { portalId } = portal
  // Read before the work: a request that arrives meanwhile raises the number, and is not finished together with ours.
  const due = await dueWorkOf(store, portalId, Date.now())
  const turns = takeTurns(signal)
  await turns.take(() => reopenFailed(context, portal, due))
  await turns.take(() => drainInbox(context, portal, eventEffect, signal), 'inbox')
  await turns.take(() => refreshDue(context, portal), 'refresh')
  await turns.take(() => publishUnwritten(context, portal))
  let more = false
  for (const work of due) {
    await turns.take(async () => {
      if (turns.failed(work.kind)) return
      const state = await step(context, portal, work, signal)
      if (state === 'done') await finishWork(store, portalId, work.kind, work.seq)
      if (state === 'more') more = true
    })
  }
  turns.end()
  return more ? 'more' : 'done'
}

/**
 * Each kind of work gets its turn whatever becomes of the others: an event that fails again and again must not keep an
 * unpublished verdict waiting. What failed stays due, and is thrown at the end; the queue then waits longer each time.
 */
function takeTurns(signal: AbortSignal) {
  const errors: unknown[] = []
  const kinds = new Set<string>()
  return {
    async take(turn: () => Promise<void>, kind?: string): Promise<void> {
      signal.throwIfAborted()
      try {
        await turn()
      } catch (error) {
        // Nothing can be done for a portal without the app, nor by a worker that has lost its lock.
        if (signal.aborted || (error instanceof HubSpotError && error.kind === 'portal-gone')) throw error
        errors.push(error)
        if (kind !== undefined) kinds.add(kind)
      }
    },
    failed: (kind: string) => kinds.has(kind),
    end(): void {
      if (errors.length > 0) throw errors[0]
    },
  }
}

// Finished before the events are tried: one that fails again asks for its own next time.
async function reopenFailed({ store }: Context, portal: OpenPortal, due: readonly Work[]): Promise<void> {
  const asked = due.find(({ kind }) => kind === FAILED_EVENTS)
  if (asked === undefined) return
  await portal.tx((tx) => unparkEvents(tx, 'failed'))
  await finishWork(store, portal.portalId, asked.kind, asked.seq)
}

/** The kinds of work that a step at a time is done of; of any other the reading above was all. `later`: due again. */
async function step(
  context: Context,
  portal: OpenPortal,
  { kind, seq, cursor }: Work,
  signal: AbortSignal,
): Promise<'done' | 'more' | 'later'> {
  switch (kind) {
    case 'sweep':
      return (await sweepPortal(context, portal, seq, cursor, signal)) ? 'done' : 'more'
    case CHANGES:
      return findChanges(context, portal, { seq, cursor }, signal)
    case 'provision':
      await provisionWhenDue(context, portal)
      return 'done'
    default:
      return 'done'
  }
}

// An event can arrive before the callback of its install, or from an account that refused us and may take us again. Of
// an account that never had the app, no install is to be expected any more after a day.
async function workWithoutPortal(context: Context, portalId: PortalId): Promise<'done' | 'more'> {
  const { store } = context
  const due = await dueWorkOf(store, portalId, Date.now())
  const known = (await withPortal(store, portalId, loadPortal)) !== null
  const left = await withPortal(store, portalId, async (tx) => {
    if (!known) await expireParked(tx, 'unknown-portal', Date.now() - KEEP_UNKNOWN_PORTAL_MS)
    return (await parkedCount(tx))['unknown-portal'] ?? 0
  })
  const again = await nextTryAt(context, portalId, due, { known, left })
  if ((await openPortal(context, portalId)) !== null) return 'more'
  for (const { kind, seq } of due) {
    if (again === null) await finishWork(store, portalId, kind, seq)
    else await postponeWork(store, portalId, kind, seq, again)
  }
  return 'done'
}

/** When the work that is due for a portal without the app is to be tried again; null: never. */
async function nextTryAt(
  context: Context,
  portalId: PortalId,
  due: readonly Work[],
  { known, left }: { readonly known: boolean; readonly left: number },
): Promise<EpochMs | null> {
  if (due.length === 0) return null
  if (known) return tryReturn(context, portalId, Math.max(...due.map(({ tries }) => tries)))
  return left > 0 ? Date.now() + KEEP_UNKNOWN_PORTAL_MS : null
}

async function refreshDue(context: Context, portal: OpenPortal): Promise<void> {
  const rows = await portal.tx((tx) => dueRefreshRequests(tx, Date.now(), AT_ONCE))
  const errors: unknown[] = []
  for (const attempt of new Set(rows.map((row) => row.attempt))) {
    const some = rows.filter((row) => row.attempt === attempt)
    const records = some.map(({ objectType, objectId }) => ({ kind: objectType as RecordKind, id: objectId }))
    try {
      await refreshRecords(context, portal, records, attempt)
      await portal.tx((tx) => finishRefreshRequests(tx, some))
    } catch (error) {
      errors.push(error)
    }
  }
  if (rows.length === 0) await portal.tx((tx) => finishRefreshRequests(tx, []))
  if (errors.length > 0) throw errors[0]
}

// Verdicts stored but not written to HubSpot, because of a crash or of an outage of HubSpot. A
// night under way leaves some unwritten on purpose, and an interrupted night begins with them.
async function publishUnwritten(context: Context, portal: OpenPortal): Promise<void> {
  if ((await portal.tx(unfinishedNights)).length > 0) return
  // Each once: what cannot be published now is set aside, and tried again later.
  let after: string | null = null
  for (;;) {
    const behind = after
    const ids: string[] = await portal.tx((tx) => unwrittenVerdicts(tx, AT_ONCE, behind))
    if (ids.length === 0) return
    await publishVerdicts(context, portal, ids)
    after = ids.at(-1) ?? null
  }
}
