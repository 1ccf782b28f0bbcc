import type { Context, OpenPortal } from '../portal/context.ts'
import { requestRefresh } from '../store/inbox/refresh-requests.ts'
import { publishNow } from './publish-now.ts'

/** Reads these contacts' records again and writes to HubSpot; a worker finishes what does not fit in a few seconds. */
export async function refreshNow(
  context: Context,
  portal: OpenPortal,
  contactIds: readonly string[],
): Promise<'now' | 'later'> {
  await portal.tx((tx) =>
    requestRefresh(
      tx,
      contactIds.map((objectId) => ({ objectType: 'contact', objectId, dueAt: Date.now(), attempt: 0 })),
    ),
  )
  return publishNow(context, portal, contactIds, contactIds)
}
