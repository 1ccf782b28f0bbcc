import type { PortalTx } from '../core/portal-tx.ts'

/** Contacts on which HubSpot did not take our last write. */
export async function refusedWrites(tx: PortalTx): Promise<number> {
  return count(tx, 'select count(*) as count from verdicts where refused is not null')
}

/** Without those taken back, and those that count only once their direction is known. */
export async function breachCount(tx: PortalTx): Promise<number> {
  return count(tx, 'select count(*) as count from breaches where not direction_unknown and taken_back_at is null')
}

export async function countWithoutDirection(tx: PortalTx): Promise<number> {
  return count(tx, 'select count(*) as count from breaches where direction_unknown and taken_back_at is null')
}

/** How far the portal's sweep has come, in whatever its cursor says; null where none is asked for. */
export async function sweepUnderWay(tx: PortalTx): Promise<{ readonly cursor: unknown } | null> {
  const text = `select cursor from work where portal_id = $1 and kind = 'sweep'`
  return (await tx.query<{ cursor: unknown }>(text, [tx.portalId])).rows[0] ?? null
}

async function count(tx: PortalTx, text: string): Promise<number> {
  return (await tx.query<{ count: number }>(text)).rows[0]?.count ?? 0
}
