import { publishVerdicts } from '../contacts/publish-verdicts.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { openPortal } from '../portal/open-portal.ts'
import { provisionWhenDue } from '../portal/provision.ts'
import { markIfUninstalled, tryReturn } from '../portal/uninstalled.ts'
import { withPortalLock } from '../store/core/portal-lock.ts'
import { withPortal } from '../store/core/portal-tx.ts'
import { expireParked, parkedCount } from '../store/inbox/inbox.ts'
import { KEEP_UNKNOWN_PORTAL_MS } from '../store/inbox/parking.ts'
import { dueRefreshRequests, finishRefreshRequests } from '../store/inbox/refresh-requests.ts'
import { dueWorkOf, finishWork, postponeWork } from '../store/inbox/work.ts'
import { loadPortal } from '../store/portal/portals.ts'
import { unfinishedNights } from '../store/verdicts/nights.ts'
import { unwrittenVerdicts } from '../store/verdicts/verdicts.ts'
import type { PortalId } from '../time/units.ts'
import { drainInbox } from './drain-inbox.ts'
import type { EventEffect, RecordKind } from './event-effect.ts'
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
  // Read before the work: a request that arrives meanwhile raises the number, and is not finished together with ours.
  const due = await dueWorkOf(context.store, portal.portalId, Date.now())
  await drainInbox(context, portal, eventEffect, signal)
  await refreshDue(context, portal)
  await publishUnwritten(context, portal)
  let more = false
  for (const { kind, seq, cursor } of due) {
    if (kind === 'provision') await provisionWhenDue(context, portal)
    const done = kind === 'sweep' ? await sweepPortal(context, portal, seq, cursor, signal) : true
    if (done) await finishWork(context.store, portal.portalId, kind, seq)
    else more = true
  }
  return more ? 'more' : 'done'
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
  for (const { kind, seq, tries } of due) {
    const again = known
      ? await tryReturn(context, portalId, tries)
      : left > 0 && kind !== 'return'
        ? Date.now() + KEEP_UNKNOWN_PORTAL_MS
        : null
    if ((await openPortal(context, portalId)) !== null) return 'more'
    if (again === null) await finishWork(store, portalId, kind, seq)
    else await postponeWork(store, portalId, kind, seq, again)
  }
  return 'done'
}

async function refreshDue(context: Context, portal: OpenPortal): Promise<void> {
  const rows = await portal.tx((tx) => dueRefreshRequests(tx, Date.now(), AT_ONCE))
  for (const attempt of new Set(rows.map((row) => row.attempt))) {
    const records = rows
      .filter((row) => row.attempt === attempt)
      .map(({ objectType, objectId }) => ({ kind: objectType as RecordKind, id: objectId }))
    await refreshRecords(context, portal, records, attempt)
  }
  await portal.tx((tx) => finishRefreshRequests(tx, rows))
}

// Verdicts stored but not written to HubSpot, because of a crash or of an outage of HubSpot. A
// night under way leaves some unwritten on purpose, and an interrupted night begins with them.
async function publishUnwritten(context: Context, portal: OpenPortal): Promise<void> {
  if ((await portal.tx(unfinishedNights)).length > 0) return
  for (;;) {
    const ids = await portal.tx((tx) => unwrittenVerdicts(tx, AT_ONCE))
    if (ids.length === 0) return
    await publishVerdicts(context, portal, ids)
  }
}
