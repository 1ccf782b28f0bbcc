import type pg from 'pg'
import type { PortalId } from '../../time/units.ts'
import { inTransaction } from '../core/portal-tx.ts'
import { storableJson, storableText } from '../core/storable-json.ts'
import { installLock } from '../portal/portals.ts'
import type { Store } from '../store.ts'
import { KEEP_UNKNOWN_PORTAL_MS, type ParkedReason } from './parking.ts'
import { askWork } from './work.ts'

/**
 * One event found in a delivery. `key` makes it arise once in its portal; `occurredAt` in epoch milliseconds; `park`:
 * kept but not pending, and why.
 */
export type SplitEvent = {
  readonly portalId: PortalId
  readonly key: string
  readonly type: string
  readonly occurredAt: number
  readonly body: object
  readonly park?: ParkedReason | null
}

/** How many deliveries were taken, the portals that got something, and the deliveries that could not be read. */
export type SplitOutcome = {
  readonly taken: number
  readonly portals: ReadonlySet<number>
  readonly broken: readonly { readonly id: number; readonly error: string }[]
}

export type Splitter = (body: Buffer) => readonly SplitEvent[]

type Delivery = { readonly id: number; readonly body: Buffer; readonly received_at: number }
type Row = SplitEvent & { readonly receivedAt: number }

/**
 * Splits up to `limit` stored deliveries into their portals' inboxes, each exactly once however many processes do this,
 * and asks work of each portal that got something. A delivery that `split` cannot read is kept with its error and
 * blocks nothing.
 */
export async function splitDeliveries(store: Store, limit: number, split: Splitter): Promise<SplitOutcome> {
  return inTransaction(store, 'begin', async (client) => {
    const { rows: deliveries } = await client.query<Delivery>(
      'select id, body, received_at from deliveries where not split order by id limit $1 for update skip locked',
      [limit],
    )
    if (deliveries.length === 0) return { taken: 0, portals: new Set(), broken: [] }
    const { rows, errors } = read(deliveries, split)
    await markSplit(client, deliveries, errors)
    const portals = Map.groupBy(rows, ({ portalId }) => portalId)
    // In one order everywhere, so that two processes cannot wait for each other.
    for (const portalId of [...portals.keys()].sort((a, b) => a - b))
      await fillInbox(client, portalId, portals.get(portalId) ?? [])
    const broken = [...errors].map(([id, error]) => ({ id, error }))
    return { taken: deliveries.length, portals: new Set(portals.keys()), broken }
  })
}

function read(deliveries: readonly Delivery[], split: Splitter) {
  const rows: Row[] = []
  const errors = new Map<number, string>()
  for (const { id, body, received_at: receivedAt } of deliveries) {
    try {
      rows.push(...split(body).map((event) => ({ ...checked(event), receivedAt })))
    } catch (error) {
      errors.set(id, storableText(String(error)))
    }
  }
  return { rows, errors }
}

// What the insert would choke on must be its own delivery's fault, not that of all the others in the statement.
function checked(event: SplitEvent): SplitEvent {
  const { portalId, key, type, occurredAt } = event
  const fault =
    !Number.isSafeInteger(portalId) || portalId <= 0
      ? 'portalId'
      : typeof key !== 'string' || key === '' || key.length > 400
        ? 'key'
        : typeof type !== 'string'
          ? 'type'
          : !Number.isSafeInteger(occurredAt)
            ? 'occurredAt'
            : null
  if (fault !== null) throw new RangeError(`an event's ${fault} cannot be stored`)
  return event
}

/** The bytes go once they are split: what they quote of people lives on only where it can be forgotten. */
async function markSplit(
  client: pg.PoolClient,
  deliveries: readonly Delivery[],
  errors: ReadonlyMap<number, string>,
): Promise<void> {
  await client.query(
    `update deliveries d set split = true, error = g.error, body = case when g.error is null then null else d.body end
     from jsonb_to_recordset($1) as g(id bigint, error text) where d.id = g.id`,
    [JSON.stringify(deliveries.map(({ id }) => ({ id, error: errors.get(id) ?? null })))],
  )
}

async function fillInbox(client: pg.PoolClient, portalId: PortalId, rows: readonly Row[]): Promise<void> {
  // Shared with other splitters, apart from an install under way: see installPortal.
  await client.query(
    `select set_config('app.portal_id', $1, true), pg_advisory_xact_lock_shared(hashtextextended($2, 0))`,
    [String(portalId), installLock(portalId)],
  )
  const installed = await client.query(`select from portal_directory where portal_id = $1 and status = 'installed'`, [
    portalId,
  ])
  const known = installed.rowCount === 1
  const sorted = rows
    .map((row) => ({ ...row, park: row.park ?? (known ? null : ('unknown-portal' satisfies ParkedReason)) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  await client.query(
    `insert into inbox (event_key, type, occurred_at, received_at, body, state, parked_reason)
     select e.key, e.type, e."occurredAt", e."receivedAt", e.body, case when e.park is null then 'pending' else 'parked' end, e.park
     from jsonb_to_recordset($1) as e(key text, type text, "occurredAt" bigint, "receivedAt" bigint, body jsonb, park text)
     on conflict (portal_id, event_key) do nothing`,
    [storableJson(sorted)],
  )
  const came = Math.min(...rows.map(({ receivedAt }) => receivedAt))
  // What is parked because there is no install has nothing to do until there is one, or until it is deleted.
  await askWork(client, portalId, 'inbox', known ? came : came + KEEP_UNKNOWN_PORTAL_MS)
}
