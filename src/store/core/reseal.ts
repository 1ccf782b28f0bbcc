import { numberKeyPlace } from '../portal/portals.ts'
import { tokenPlace } from '../portal/tokens.ts'
import type { Store } from '../store.ts'
import { type PortalTx, withPortal } from './portal-tx.ts'
import type { SealPlace } from './sealing.ts'

type Column = { readonly column: string; readonly table: string; readonly placeOf: (tx: PortalTx) => SealPlace }

const SEALED: readonly Column[] = [
  { table: 'portals', column: 'number_key', placeOf: numberKeyPlace },
  { table: 'portal_tokens', column: 'access_token', placeOf: (tx) => tokenPlace(tx, 'access_token') },
  { table: 'portal_tokens', column: 'refresh_token', placeOf: (tx) => tokenPlace(tx, 'refresh_token') },
]

/**
 * Seals everything that an older key sealed with the first key of the ring, after which the older one can be retired.
 * Returns how many values that were; running it again finds none. Throws what opening throws.
 */
export async function resealAll(store: Store): Promise<number> {
  // Uninstalled portals too: their number key is what keeps objections found when they come back.
  const { rows } = await store.pool.query<{ id: number }>('select portal_id as id from portal_directory order by 1')
  let resealed = 0
  for (const { id } of rows) resealed += await withPortal(store, id, resealPortal)
  return resealed
}

async function resealPortal(tx: PortalTx): Promise<number> {
  let resealed = 0
  for (const { table, column, placeOf } of SEALED) {
    const { rows } = await tx.query<{ sealed: string }>(`select ${column} as sealed from ${table} for update`)
    const [row] = rows
    if (!row || tx.keyRing.isFresh(row.sealed)) continue
    const place = placeOf(tx)
    await tx.query(`update ${table} set ${column} = $1`, [tx.keyRing.seal(tx.keyRing.open(row.sealed, place), place)])
    resealed += 1
  }
  return resealed
}
