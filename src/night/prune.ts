import { withPortal } from '../store/core/portal-tx.ts'
import { pruneDeliveries } from '../store/inbox/deliveries.ts'
import { pruneInbox } from '../store/inbox/inbox.ts'
import { pruneVerifications } from '../store/ledger/verifications.ts'
import { pruneSeenOnce } from '../store/portal/seen-once.ts'
import type { Store } from '../store/store.ts'

const DAY_MS = 24 * 3_600_000
/** How far back `replay` reaches. HubSpot gives up sending an event again within three days at most. */
const KEEP_EVENTS_MS = 30 * DAY_MS
/** Signed requests are good for five minutes and a workflow's are repeated for three days; the rest is for whoever looks into trouble. */
const KEEP_SEEN_MS = 90 * DAY_MS
/** A confirm link says for a while that it was used; what it confirmed is in the ledger. */
const KEEP_LINKS_MS = 30 * DAY_MS

/**
 * Lets go of what nobody asks for again: events carried out, hashes of deliveries, keys of requests seen, confirm links that ran out. Facts, verdicts, breaches and
 * parked events stay. By the machine's clock, as they were received by it.
 */
export async function prune(store: Store, portalId: number): Promise<void> {
  const now = Date.now()
  await withPortal(store, portalId, async (tx) => {
    await pruneInbox(tx, now - KEEP_EVENTS_MS)
    await pruneSeenOnce(tx, now - KEEP_SEEN_MS)
    await pruneVerifications(tx, now - KEEP_LINKS_MS)
  })
  await pruneDeliveries(store, now - KEEP_EVENTS_MS)
}
