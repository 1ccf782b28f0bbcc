import { publishNow } from '../contacts/publish-now.ts'
import type { Fact } from '../permission/facts.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { factKey } from '../provenance/keys.ts'
import { requestRefresh } from '../store/inbox/refresh-requests.ts'
import { appendFacts } from '../store/ledger/ledger.ts'
import { formatInstant } from '../time/instants.ts'
import { originOf, type Recorder, writtenDownBy } from './recorder.ts'

/**
 * Takes back every consent a contact has given so far, and writes
 * to HubSpot. Once per request; withdrawing twice does no harm.
 */
export async function recordWithdrawal(
  context: Context,
  portal: OpenPortal,
  contactId: string,
  by: Recorder,
): Promise<'now' | 'later'> {
  const at = context.clock.now()
  const origin = originOf(by)
  const fact: Fact = { type: 'consent-withdrawn', at: formatInstant(at), consent: null }
  const key = factKey(origin, { type: fact.type, request: by.request, contactId })
  await portal.tx(async (tx) => {
    await appendFacts(tx, [{ contactId, origin, key, fact, recordedAt: at, recordedBy: writtenDownBy(by) }])
    await requestRefresh(tx, [{ objectType: 'contact', objectId: contactId, dueAt: Date.now(), attempt: 0 }])
  })
  return publishNow(context, portal, [contactId])
}
