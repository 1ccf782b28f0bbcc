import { withPortal } from '../store/core/portal-tx.ts'
import { pruneDeliveries } from '../store/inbox/deliveries.ts'
import { pruneInbox } from '../store/inbox/inbox.ts'
import { pruneVerifications } from '../store/ledger/verifications.ts'
import { pruneSeenOnce } from '../store/portal/seen-once.ts'
import type { Store } from '../store/store.ts'
import type { PortalId } from '../time/units.ts'

const DAY_MS = 24 * 3_600_000
/** How far back `replay` reaches. HubSpot stops retrying an event after three days at most. */
const KEEP_EVENTS_MS = 30 * DAY_MS
/**
 * Signed requests are valid for five minutes, and HubSpot repeats a
 * workflow's for three days; the rest is for operators who investigate.
 */
const KEEP_SEEN_MS = 90 * DAY_MS
/** For this long an expired confirm link still says that it was used; what it confirmed is in the ledger. */
const KEEP_LINKS_MS = 30 * DAY_MS

/**
 * Deletes what is no longer needed: events carried out, hashes of deliveries, keys
 * of requests seen, expired confirm links. Facts, verdicts, breaches and parked
 * events stay. Uses the machine's clock, because these rows were received by it.
 */
export async function prune(store: Store, portalId: PortalId): Promise<void> {
  const now = Date.now()
  await withPortal(store, portalId, async (tx) => {
    await pruneInbox(tx, now - KEEP_EVENTS_MS)
    await pruneSeenOnce(tx, now - KEEP_SEEN_MS)
    await pruneVerifications(tx, now - KEEP_LINKS_MS)
  })
  await pruneDeliveries(store, now - KEEP_EVENTS_MS)
}
