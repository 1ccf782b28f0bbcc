import type { InputProblem } from '../answers/answers.ts'
import { publishNow } from '../contacts/publish-now.ts'
import { CLOCK_SKEW_MS } from '../judgement/judge-from-ledger.ts'
import type { Fact } from '../permission/facts.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { factKey } from '../provenance/keys.ts'
import type { PortalTx } from '../store/core/portal-tx.ts'
import { requestRefresh } from '../store/inbox/refresh-requests.ts'
import { consentsById, type FoundConsent } from '../store/ledger/consents.ts'
import { appendFacts } from '../store/ledger/ledger.ts'
import { survivorOf } from '../store/ledger/merges.ts'
import { formatInstant, instantOf, parseStatedInstant } from '../time/instants.ts'
import { originOf, type Recorder, writtenDownBy } from './recorder.ts'

/**
 * How the caller made sure that the person called is the one who
 * consented. `at`: ISO 8601 with an offset, now where left out.
 */
export type Check = {
  readonly checkedBy: string
  readonly method: string
  readonly at?: string | undefined
}

export type VerifiedConsent =
  | { readonly ok: true; readonly added: boolean; readonly contactId: string; readonly published: 'now' | 'later' }
  | { readonly ok: false; readonly code: 'consent-unknown' | 'not-now' }
  | { readonly ok: false; readonly code: 'check-invalid'; readonly problems: readonly InputProblem[] }

/** `contactId`: of the record HubSpot keeps of the person now. */
export type ConsentWithContact = FoundConsent

/** A consent of this portal by its id, with the record HubSpot keeps of the person now. */
export async function findConsent(tx: PortalTx, consentId: string): Promise<ConsentWithContact | null> {
  const [found] = await consentsById(tx, consentId)
  if (!found) return null
  const kept = await survivorOf(tx, [found.contactId])
  return { ...found, contactId: kept.get(found.contactId) ?? found.contactId }
}

/** A check of one consent, by whom it was handed in. */
export type NewVerification = {
  readonly consentId: string
  readonly check: Check
  readonly by: Recorder
  /** In the same transaction, such as using up a link; `not-now` where it says no. */
  readonly first?: (tx: PortalTx) => Promise<boolean>
}

/**
 * Raises a consent to verified, and writes to HubSpot, with the record's history: where an objection is lifted by it,
 * its box is blanked together with the yes. The same check sent again adds nothing.
 */
export async function verifyConsent(
  context: Context,
  portal: OpenPortal,
  { consentId, check, by, first }: NewVerification,
): Promise<VerifiedConsent> {
  const now = context.clock.now()
  const outcome = await portal.tx(async (tx): Promise<VerifiedConsent> => {
    const consent = await findConsent(tx, consentId)
    if (!consent) return { ok: false, code: 'consent-unknown' }
    const at = check.at === undefined ? now : parseStatedInstant(check.at)
    if (at === null || at > now + CLOCK_SKEW_MS || at < instantOf(consent.fact.at)) {
      const message = 'must be an instant with an offset, not before the consent was given and not to come'
      return { ok: false, code: 'check-invalid', problems: [{ path: 'at', message }] }
    }
    if (first && !(await first(tx))) return { ok: false, code: 'not-now' }
    return {
      ok: true,
      published: 'later',
      ...(await append(tx, { consentId, contactId: consent.contactId }, { at, recordedAt: now }, check, by)),
    }
  })
  if (!outcome.ok) return outcome
  return { ...outcome, published: await publishNow(context, portal, [outcome.contactId], [outcome.contactId]) }
}

async function append(
  tx: PortalTx,
  { consentId, contactId }: { readonly consentId: string; readonly contactId: string },
  { at, recordedAt }: { readonly at: number; readonly recordedAt: number },
  { checkedBy, method, at: stated }: Check,
  by: Recorder,
): Promise<{ added: boolean; contactId: string }> {
  const origin = originOf(by)
  const fact: Fact = { type: 'consent-verified', at: formatInstant(at), consent: consentId }
  const request = stated === undefined ? by.request : stated
  const key = factKey(origin, { type: fact.type, consentId, checkedBy, method, request })
  const recordedBy = { ...writtenDownBy(by), label: `${checkedBy}: ${method}` }
  const added = await appendFacts(tx, [{ contactId, origin, key, fact, recordedAt, recordedBy }])
  await requestRefresh(tx, [{ objectType: 'contact', objectId: contactId, dueAt: Date.now(), attempt: 0 }])
  return { added: added.length > 0, contactId }
}
