import { setTimeout as sleep } from 'node:timers/promises'
import type { Context, OpenPortal } from '../portal/context.ts'
import { within } from '../process/time-limit.ts'
import { withPortalLock } from '../store/core/portal-lock.ts'
import { finishRefreshRequests, refreshRequestsOf } from '../store/inbox/refresh-requests.ts'
import { loadVerdicts } from '../store/verdicts/verdicts.ts'
import { publishVerdicts } from './publish-verdicts.ts'
import { refreshContacts } from './refresh.ts'

/** How long a user who pressed a button waits for HubSpot to show the result. */
const PATIENCE_MS = 5_000
const TRY_LOCK_EVERY_MS = 100

/**
 * Writes to HubSpot at once about contacts for whom facts were just recorded and a refresh
 * was requested in the same transaction (`requestRefresh`). If another worker holds the
 * portal's lock for long, or HubSpot is away, that refresh does it later: nothing is lost.
 * @param recordsOf contacts whose records are read again first; of the
 * others all facts are in the ledger and only have to be written to HubSpot
 */
export async function publishNow(
  context: Context,
  portal: OpenPortal,
  contactIds: readonly string[],
  recordsOf: readonly string[] = [],
): Promise<'now' | 'later'> {
  if (contactIds.length === 0) return 'now'
  const giveUp = new AbortController()
  const publishing = publishUnderLock(context, portal, { contactIds, recordsOf }, giveUp.signal).catch(
    (error: unknown) => {
      context.log.warn({ err: error, portalId: portal.portalId }, 'HubSpot is written to later')
      return 'later' as const
    },
  )
  const outcome = await within(PATIENCE_MS, publishing, () => 'later' as const)
  giveUp.abort()
  return outcome
}

type Asked = { readonly contactIds: readonly string[]; readonly recordsOf: readonly string[] }

async function publishUnderLock(
  context: Context,
  portal: OpenPortal,
  asked: Asked,
  giveUp: AbortSignal,
): Promise<'now' | 'later'> {
  const { store } = context
  const { portalId } = portal
  while (!giveUp.aborted) {
    const written = await withPortalLock(store, portalId, () => publish(context, portal, asked), {
      wait: false,
    })
    if (written !== 'busy') return written
    await sleep(TRY_LOCK_EVERY_MS)
  }
  return 'later'
}

async function publish(context: Context, portal: OpenPortal, { contactIds, recordsOf }: Asked): Promise<'now'> {
  const known = await portal.tx(async (tx) => ({
    refreshRequests: await refreshRequestsOf(tx, 'contact', contactIds),
    evaluated: await loadVerdicts(tx, contactIds),
  }))
  // Of a contact that was never evaluated the ledger knows nothing.
  const readAgain = new Set([...recordsOf, ...contactIds.filter((id) => !known.evaluated.has(id))])
  await refreshContacts(context, portal, [...readAgain])
  await publishVerdicts(
    context,
    portal,
    contactIds.filter((id) => !readAgain.has(id)),
  )
  await portal.tx((tx) => finishRefreshRequests(tx, known.refreshRequests))
  return 'now'
}
