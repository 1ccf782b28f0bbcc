import { setTimeout as sleep } from 'node:timers/promises'
import type { Context, OpenPortal } from '../portal/context.ts'
import { within } from '../process/time-limit.ts'
import { withPortalLock } from '../store/core/portal-lock.ts'
import { finishRefreshRequests, refreshRequestsOf } from '../store/inbox/refresh-requests.ts'
import { loadVerdicts } from '../store/verdicts/verdicts.ts'
import { publishVerdicts } from './publish-verdicts.ts'
import { refreshContacts } from './refresh.ts'

type Source = 'ledger' | 'record'

/** How long a user who pressed a button waits for HubSpot to show the result. */
const PATIENCE_MS = 5_000
const TRY_LOCK_EVERY_MS = 100

/**
 * Writes to HubSpot at once about contacts for whom facts were just recorded and a refresh
 * was requested in the same transaction (`requestRefresh`). If another worker holds the
 * portal's lock for long, or HubSpot is away, that refresh does it later: nothing is lost.
 * @param from `ledger`: all facts are in the ledger and only have to be
 * written to HubSpot; `record`: HubSpot's records are read again first
 */
export async function publishNow(
  context: Context,
  portal: OpenPortal,
  contactIds: readonly string[],
  from: Source = 'ledger',
): Promise<'now' | 'later'> {
  if (contactIds.length === 0) return 'now'
  const giveUp = new AbortController()
  const publishing = publishUnderLock(context, portal, contactIds, from, giveUp.signal).catch((error: unknown) => {
    context.log.warn({ err: error, portalId: portal.portalId }, 'HubSpot is written to later')
    return 'later' as const
  })
  const outcome = await within(PATIENCE_MS, publishing, () => 'later' as const)
  giveUp.abort()
  return outcome
}

async function publishUnderLock(
  context: Context,
  portal: OpenPortal,
  contactIds: readonly string[],
  from: Source,
  giveUp: AbortSignal,
): Promise<'now' | 'later'> {
  const { store } = context
  const { portalId } = portal
  while (!giveUp.aborted) {
    const written = await withPortalLock(store, portalId, () => publish(context, portal, contactIds, from), {
      wait: false,
    })
    if (written !== 'busy') return written
    await sleep(TRY_LOCK_EVERY_MS)
  }
  return 'later'
}

async function publish(
  context: Context,
  portal: OpenPortal,
  contactIds: readonly string[],
  from: Source,
): Promise<'now'> {
  const asked = await portal.tx(async (tx) => ({
    refreshRequests: await refreshRequestsOf(tx, 'contact', contactIds),
    evaluated: await loadVerdicts(tx, contactIds),
  }))
  // All facts are in the ledger by now; HubSpot is read only for contacts that were never evaluated.
  const readAgain = new Set(from === 'record' ? contactIds : contactIds.filter((id) => !asked.evaluated.has(id)))
  await refreshContacts(context, portal, [...readAgain])
  await publishVerdicts(
    context,
    portal,
    contactIds.filter((id) => !readAgain.has(id)),
  )
  await portal.tx((tx) => finishRefreshRequests(tx, asked.refreshRequests))
  return 'now'
}
