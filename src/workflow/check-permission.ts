import { refreshNow } from '../contacts/refresh-now.ts'
import { resolveContactId } from '../contacts/resolve-id.ts'
import { judgeFromLedger } from '../judgement/judge-from-ledger.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { onceOnly } from '../store/portal/seen-once.ts'
import { loadVerdicts } from '../store/verdicts/verdicts.ts'
import { hubspotDate } from '../time/hubspot-dates.ts'
import { neverEvaluatedSentence, verdictSentence } from '../words/rep/verdict-sentence.ts'

/** What a workflow branches on. Values as those of the contact's properties; empty text where there is none. */
export type WorkflowAnswer = {
  readonly permission: string
  readonly basis: string
  readonly reason: string
  /** Last day, `YYYY-MM-DD`. */
  readonly valid_until: string
}

/**
 * May this contact be called now? Judged from the ledger at this moment. A contact never
 * evaluated is refreshed first, for each `callbackId` once: HubSpot repeats a request that was
 * answered late, and must find the answer then, not cause the same work again. Unknown is a no.
 */
export async function checkPermission(
  context: Context,
  portal: OpenPortal,
  asked: { readonly contactId: string; readonly callbackId: string },
): Promise<WorkflowAnswer> {
  const { clock, log } = context
  const { portalId, settings } = portal
  const first = await portal.tx((tx) => onceOnly(tx, `workflow ${asked.callbackId}`))
  const contactId = await resolveContactId(portal, asked.contactId).catch((error: unknown) => {
    log.warn({ err: error, portalId }, 'a workflow asks about a contact that HubSpot does not show now')
    return null
  })
  if (contactId === null) return unknown(portal)
  const evaluated = () => portal.tx(async (tx) => (await loadVerdicts(tx, [contactId])).has(contactId))
  if (!(await evaluated())) {
    if (first) await refreshNow(context, portal, [contactId])
    if (!(await evaluated())) return unknown(portal)
  }
  const judged = await portal.tx((tx) => judgeFromLedger(tx, settings, [contactId], clock.now()))
  const verdict = judged.get(contactId)?.verdict
  if (verdict === undefined) return unknown(portal)
  return {
    permission: verdict.permission.replaceAll('-', '_'),
    basis: verdict.basis ?? '',
    reason: verdictSentence(verdict, settings.language),
    valid_until: verdict.permission === 'allowed' ? hubspotDate(verdict.until) : '',
  }
}

function unknown({ settings }: OpenPortal): WorkflowAnswer {
  return { permission: 'denied', basis: '', reason: neverEvaluatedSentence(settings.language), valid_until: '' }
}
