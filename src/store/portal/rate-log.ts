import type { PortalId } from '../../time/units.ts'
import type { Store } from '../store.ts'

/**
 * Called for each HubSpot request, so it is prepared once a
 * connection. The clock is read after the row's lock was obtained.
 */
const TAKE_TURN = {
  name: 'take-turn',
  text: `
    insert into rate_log as log (portal_id, bucket, grants, wait_us)
    values ($1, $2, array[(extract(epoch from clock_timestamp()) * 1e6)::bigint], 0)
    on conflict (portal_id, bucket) do update set (grants, wait_us) = (
      select
        case when cardinality(live) < $3::int then live || now_us else live end,
        case when cardinality(live) < $3::int then 0 else greatest(live[cardinality(live) - $3::int + 1] + $4::bigint - now_us, 1) end
      from (select (extract(epoch from clock_timestamp()) * 1e6)::bigint as now_us offset 0) as clock,
        lateral (select array(select g from unnest(log.grants) as g where g > now_us - $4::bigint order by g) as live) as window_now
    )
    returning wait_us`,
}

/**
 * Takes one call out of a portal's bucket: never more than `limit` in any `intervalMs`, however many processes ask, by
 * the database's clock. Answers 0 when granted, else the milliseconds after which to ask again; nothing was taken then.
 */
export async function takeRate(
  store: Store,
  portalId: PortalId,
  bucket: 'general' | 'search',
  limit: number,
  intervalMs: number,
): Promise<number> {
  const { rows } = await store.pool.query<{ wait_us: number }>({
    ...TAKE_TURN,
    values: [portalId, bucket, limit, intervalMs * 1000],
  })
  return Math.ceil((rows[0]?.wait_us ?? 0) / 1000)
}
