import type { PortalTx } from '../core/portal-tx.ts'
import { countable, type StoredFact } from './ledger.ts'
import { SAME_PERSON } from './merges.ts'

/** A fact with what became of it; instants in epoch milliseconds. */
export type HistoricFact = Omit<StoredFact, 'key'> & { readonly retractedAt: number | null }

/**
 * Each contact's facts, retracted ones too, newest first and at most `limit` each, with those of every record merged
 * with it; each id asked has an entry.
 */
export async function factHistory(
  tx: PortalTx,
  contactIds: readonly string[],
  limit: number,
): Promise<Map<string, HistoricFact[]>> {
  const history = new Map<string, HistoricFact[]>(contactIds.map((id) => [id, []]))
  if (contactIds.length === 0) return history
  const { rows } = await tx.query<HistoricFact & { asked: string }>(
    `with ${SAME_PERSON}, ranked as (
       select s.asked, l.*, r.at as retracted_at,
         row_number() over (partition by s.asked order by l.at desc, l.fact_id desc) as rank
       from ledger l join same s on s.id = l.contact_id left join retractions r on r.fact_id = l.fact_id
       where l.contact_id = any(array(select id from same))
     )
     select asked, fact_id as "factId", contact_id as "contactId", origin, body as fact, recorded_at as "recordedAt",
       recorded_by as "recordedBy", retracted_at as "retractedAt"
     from ranked where rank <= $2 order by at desc, fact_id desc`,
    [contactIds, limit],
  )
  for (const { asked, ...row } of rows) {
    const counted = countable(row)
    if (counted !== null) history.get(asked)?.push(counted)
  }
  return history
}
