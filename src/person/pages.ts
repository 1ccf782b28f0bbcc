import { objectionInForce } from '../contacts/properties/contact.ts'
import { type JudgedContact, judgeFromLedger } from '../judgement/judge-from-ledger.ts'
import { type ConsentOverview, consentOverview } from '../permission/overview.ts'
import { prepareFacts } from '../permission/prepared.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { openLedger } from '../portal/open-portal.ts'
import { readPersonLink } from '../store/ledger/person-links.ts'
import { findVerification } from '../store/ledger/verifications.ts'

/** What a person sees of what we hold about calling them. Instants in epoch milliseconds. */
export type PersonPage = {
  readonly portal: OpenPortal
  readonly contactId: string
  readonly verdict: JudgedContact['verdict']
  /** Newest first, those that are over included. */
  readonly consents: readonly ConsentOverview[]
  /** Since when they do not want to be called; null where they may be asked. */
  readonly objectedAt: number | null
  /** Some consent still holds. */
  readonly canWithdraw: boolean
}

/**
 * The page behind a token, or null for a link that is not, or no longer, one of ours: merged away, forgotten,
 * uninstalled, nothing held.
 */
export async function openPersonPage(context: Context, token: string): Promise<PersonPage | null> {
  const link = await readPersonLink(context.store, token)
  if (!link) return null
  const portal = await openLedger(context, link.portalId)
  if (!portal) return null
  const at = context.clock.now()
  const judged = await portal.tx(async (tx) =>
    (await judgeFromLedger(tx, portal.settings, [link.contactId], at)).get(link.contactId),
  )
  if (!judged || judged.pageToken === null) return null
  const consents = consentOverview(prepareFacts(judged.ownFacts), { at, house: portal.settings.house })
  return {
    portal,
    contactId: link.contactId,
    verdict: judged.verdict,
    consents: consents.toReversed(),
    objectedAt: objectionInForce(judged.ownCounted, at),
    canWithdraw: consents.some(({ state }) => state !== 'withdrawn' && state !== 'expired'),
  }
}

/** What a confirm link asks about; `used` where it was confirmed before. */
export type ConfirmPage = {
  readonly portal: OpenPortal
  readonly consentId: string
  readonly language: string
  readonly used: boolean
  readonly consents: readonly ConsentOverview[]
}

/**
 * The question behind a confirm link, or null where there is none: run out, forgotten, uninstalled, the consent no
 * longer there.
 */
export async function openConfirmPage(context: Context, token: string): Promise<ConfirmPage | null> {
  const link = await findVerification(context.store, token, Date.now())
  if (!link) return null
  const portal = await openLedger(context, link.portalId)
  if (!portal) return null
  const at = context.clock.now()
  const facts = await portal.tx(async (tx) =>
    (await judgeFromLedger(tx, portal.settings, [link.contactId], at)).get(link.contactId),
  )
  const all = consentOverview(prepareFacts(facts?.ownFacts ?? []), { at, house: portal.settings.house })
  const consents = all.filter(({ id }) => id === link.consentId)
  if (consents.length === 0) return null
  const { consentId, language } = link
  return { portal, consentId, language, used: link.usedAt !== null, consents }
}
