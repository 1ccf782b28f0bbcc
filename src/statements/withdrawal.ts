import { publishNow } from '../contacts/publish-now.ts'
import { nowFor } from '../judgement/judge-from-ledger.ts'
import type { Fact } from '../permission/facts.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { factKey } from '../provenance/keys.ts'
import { requestRefresh } from '../store/inbox/refresh-requests.ts'
import { appendFacts, loadFacts } from '../store/ledger/ledger.ts'
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
  const recordedAt = context.clock.now()
  const origin = originOf(by)
  const key = factKey(origin, { type: 'consent-withdrawn', request: by.request, contactId })
  await portal.tx(async (tx) => {
    const known = ((await loadFacts(tx, [contactId])).get(contactId) ?? []).map((row) => row.fact)
    const at = formatInstant(nowFor(known, recordedAt))
    const fact: Fact = { type: 'consent-withdrawn', at, consent: null }
    await appendFacts(tx, [{ contactId, origin, key, fact, recordedAt, recordedBy: writtenDownBy(by) }])
    await requestRefresh(tx, [{ objectType: 'contact', objectId: contactId, dueAt: Date.now(), attempt: 0 }])
  })
  return publishNow(context, portal, [contactId])
}
