import type { PortalTx } from '../core/portal-tx.ts'

/** Won deals that wait for the portal to say what they are; those that need no answer (any more) are taken out. */
export async function setWaitingDeals(
  tx: PortalTx,
  waiting: readonly string[],
  others: readonly string[],
): Promise<void> {
  if (others.length > 0) await tx.query('delete from waiting_deals where deal_id = any($1)', [others])
  if (waiting.length === 0) return
  await tx.query('insert into waiting_deals (deal_id) select distinct unnest($1::text[]) on conflict do nothing', [
    waiting,
  ])
}

export async function countWaitingDeals(tx: PortalTx): Promise<number> {
  const { rows } = await tx.query<{ count: number }>('select count(*) as count from waiting_deals')
  return rows[0]?.count ?? 0
}
