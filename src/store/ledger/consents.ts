import type { ConsentGiven } from '../../permission/facts.ts'
import type { EpochMs } from '../../time/units.ts'
import type { PortalTx } from '../core/portal-tx.ts'

/** `recordedAt` in epoch milliseconds; `recordedBy`: who or what wrote it down. */
export type FoundConsent = {
  readonly contactId: string
  readonly fact: ConsentGiven
  readonly origin: string
  readonly recordedAt: EpochMs
  readonly recordedBy: object | null
}

/**
 * The live consents of that id; one form submission with two
 * numbers makes two. The contact may have been merged away since.
 */
export async function consentsById(tx: PortalTx, consentId: string): Promise<FoundConsent[]> {
  const { rows } = await tx.query<FoundConsent>(
    `select l.contact_id as "contactId", l.body as fact, l.origin, l.recorded_at as "recordedAt", l.recorded_by as "recordedBy"
     from ledger l
     where l.consent_id = $1 and not exists (select from retractions r where r.fact_id = l.fact_id) order by l.fact_id`,
    [consentId],
  )
  return rows
}
