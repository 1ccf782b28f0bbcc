import { setAside } from '../portal/set-aside.ts'
import type { DerivedFacts } from '../provenance/contact-facts.ts'
import type { PortalTx } from '../store/core/portal-tx.ts'
import { factsLeftOut } from '../store/ledger/ledger.ts'
import { endSetAside } from '../store/portal/set-aside.ts'
import { setWaitingDeals } from '../store/portal/waiting-deals.ts'
import type { EpochMs } from '../time/units.ts'

type Read = { readonly contactId: string; readonly derived: DerivedFacts }

/**
 * What records say and nobody can use is told to the admin, not dropped in silence: dates that cannot be read, facts of
 * which the date cannot be judged by, deals of which the portal has not said what they are.
 */
export async function nameUnusable(tx: PortalTx, contacts: readonly Read[], at: EpochMs): Promise<void> {
  const deals = contacts.flatMap(({ derived }) => derived.deals.unreadable)
  await nameUnreadable(
    tx,
    'contact',
    contacts.map(({ contactId, derived }) => ({ id: contactId, properties: derived.unreadableDates })),
    at,
  )
  await nameUnreadable(
    tx,
    'deal',
    deals.map(({ dealId, properties }) => ({ id: dealId, properties })),
    at,
  )
  const leftOut = await factsLeftOut(
    tx,
    contacts.map(({ contactId }) => contactId),
  )
  await setAside(
    tx,
    leftOut.map(({ factId, type }) => ({
      kind: 'fact',
      recordId: `${factId}`,
      reason: 'fact-date-unusable',
      detail: type,
    })),
    at,
  )
  await setWaitingDeals(
    tx,
    contacts.flatMap(({ derived }) => derived.deals.undeclared),
    contacts.flatMap(({ derived }) => derived.deals.declared),
  )
}

type Dates = { readonly id: string; readonly properties: readonly string[] }

async function nameUnreadable(
  tx: PortalTx,
  kind: 'contact' | 'deal',
  records: readonly Dates[],
  at: EpochMs,
): Promise<void> {
  const wrong = records.filter(({ properties }) => properties.length > 0)
  const right = records.filter(({ properties }) => properties.length === 0).map(({ id }) => id)
  await endSetAside(tx, kind, right, ['date-unreadable'])
  await setAside(
    tx,
    wrong.map(({ id, properties }) => ({
      kind,
      recordId: id,
      reason: 'date-unreadable',
      detail: properties.join(', '),
    })),
    at,
  )
}
