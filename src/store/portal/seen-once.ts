import type { PortalTx } from '../core/portal-tx.ts'

/** True for the first who brings this key, false for ever after; if the transaction rolls back it was not brought. */
export async function onceOnly(tx: PortalTx, key: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    'insert into seen_once (key) values ($1) on conflict (portal_id, key) do nothing',
    [key],
  )
  return rowCount === 1
}

/**
 * Claims a page's id for what it says. HubSpot repeats a page's requests by itself, with a new signature each time, so
 * only the id tells a repetition from a second act. False where the id came with something else before.
 */
export async function claimAct(tx: PortalTx, id: string, says: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `insert into seen_once (key, says) values ($1, $2)
     on conflict (portal_id, key) do update set says = seen_once.says where seen_once.says = excluded.says`,
    [`act ${id}`, says],
  )
  return rowCount === 1
}

/** Deletes keys seen before the instant (epoch milliseconds): they would count as new after that. */
export async function pruneSeenOnce(tx: PortalTx, before: number): Promise<number> {
  const text = 'delete from seen_once where seen_at < to_timestamp($1 / 1000.0)'
  return (await tx.query(text, [before])).rowCount ?? 0
}
