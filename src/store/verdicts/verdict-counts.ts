import type { Basis, Permission } from '../../permission/facts.ts'
import type { PortalTx } from '../core/portal-tx.ts'

export type VerdictCount = { readonly permission: Permission; readonly basis: Basis | null; readonly count: number }

export async function verdictCounts(tx: PortalTx): Promise<VerdictCount[]> {
  const text = 'select permission, basis, count(*) as count from verdicts group by 1, 2 order by 1, 2'
  return (await tx.query<VerdictCount>(text)).rows
}

/**
 * How many contacts may be called now and no longer from some
 * instant in [from, to), epoch milliseconds, if nothing new happens.
 */
export async function comingLapses(tx: PortalTx, from: number, to: number): Promise<number> {
  const text = `select count(*) as count from verdicts where until >= $1 and until < $2 and permission = 'allowed'`
  return (await tx.query<{ count: number }>(text, [from, to])).rows[0]?.count ?? 0
}

/** The first instant at which any verdict of the portal may change with no new fact; null: none will. */
export async function soonestChange(tx: PortalTx): Promise<number | null> {
  const text = 'select min(changes_at) as soonest from verdicts where changes_at is not null'
  return (await tx.query<{ soonest: number | null }>(text)).rows[0]?.soonest ?? null
}
