import type { PortalTx } from '../core/portal-tx.ts'

/** Call tasks out of reach, or that would be, with a contact refused for this reason; states as in held_tasks. */
export async function tasksRefusedFor(tx: PortalTx, reason: string): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `select count(*) as count from held_tasks h
     where h.state in ('held', 'would-hold', 'refused') and exists (
       select from verdicts v where v.contact_id = any(h.contact_ids) and v.permission <> 'allowed' and $1 = any(v.reasons))`,
    [reason],
  )
  return rows[0]?.count ?? 0
}
