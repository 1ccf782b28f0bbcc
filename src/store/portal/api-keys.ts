import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { PortalId } from '../../time/units.ts'
import { type PortalTx, withPortal } from '../core/portal-tx.ts'
import type { Store } from '../store.ts'

/** A key as it is shown to admins. Instants in epoch milliseconds of real time. */
export type ApiKey = {
  readonly id: string
  readonly name: string
  readonly createdAt: number
  readonly lastUsedAt: number | null
  readonly scopes: readonly ApiScope[]
}

/**
 * `ask` questions, `record` statements, and `verify`: its word that a person confirmed a consent counts as theirs, so
 * it can lift an objection. An admin must choose the last.
 */
export type ApiScope = 'ask' | 'record' | 'verify'

const ORDINARY: readonly ApiScope[] = ['ask', 'record']

/** `blr_PORTAL-ID_SECRET`: the portal and the id find the row, 32 random bytes prove the right to it. */
const KEY = /^blr_([1-9]\d{0,14})-([\w-]{11})_([\w-]{43})$/
/** A busy dialer must not write a row for every question it asks. */
const USE_NOTED_EVERY_MS = 60_000

/**
 * Makes a key for `name`; `by` is the HubSpot user id of the admin. What is
 * answered is shown once: afterwards nobody can read it, we neither.
 */
export async function createApiKey(
  tx: PortalTx,
  name: string,
  by: string,
  scopes: readonly ApiScope[] = ORDINARY,
): Promise<ApiKey & { readonly key: string }> {
  const id = randomBytes(8).toString('base64url')
  const secret = randomBytes(32).toString('base64url')
  const createdAt = Date.now()
  await tx.query(
    'insert into api_keys (key_id, name, secret_hash, created_by, created_at, scopes) values ($1, $2, $3, $4, $5, $6)',
    [id, name, hashOf(secret), by, createdAt, scopes],
  )
  return { id, name, createdAt, lastUsedAt: null, scopes, key: `blr_${tx.portalId}-${id}_${secret}` }
}

/** The admin who made a key, or null where there is no such key any more. */
export async function makerOf(tx: PortalTx, keyId: string): Promise<string | null> {
  const { rows } = await tx.query<{ by: string }>('select created_by as by from api_keys where key_id = $1', [keyId])
  return rows[0]?.by ?? null
}

export async function listApiKeys(tx: PortalTx): Promise<ApiKey[]> {
  const { rows } = await tx.query<ApiKey>(
    `select key_id as id, name, created_at as "createdAt", last_used_at as "lastUsedAt", scopes from api_keys order by created_at, key_id`,
  )
  return rows
}

/** False when there was none of that id. The key stops working at once. */
export async function deleteApiKey(tx: PortalTx, id: string): Promise<boolean> {
  return (await tx.query('delete from api_keys where key_id = $1', [id])).rowCount === 1
}

/** A key as it came with a request. `madeBy`: the admin's HubSpot user id. */
export type KeyInUse = {
  readonly portalId: PortalId
  readonly keyId: string
  readonly madeBy: string
  readonly scopes: readonly ApiScope[]
}

/** Whose key this is, or null for one we did not make, or deleted. The secret is compared in constant time. */
export async function findApiKey(store: Store, key: string): Promise<KeyInUse | null> {
  const [, portal = '', keyId = '', secret = ''] = KEY.exec(key) ?? []
  if (secret === '') return null
  const portalId = Number(portal)
  return withPortal(store, portalId, async (tx) => {
    const { rows } = await tx.query<{ hash: Buffer; used: number | null; by: string; scopes: ApiScope[] }>(
      'select secret_hash as hash, last_used_at as used, created_by as by, scopes from api_keys where key_id = $1',
      [keyId],
    )
    const [row] = rows
    if (!row || !timingSafeEqual(row.hash, hashOf(secret))) return null
    const now = Date.now()
    if (row.used === null || row.used < now - USE_NOTED_EVERY_MS)
      await tx.query('update api_keys set last_used_at = $2 where key_id = $1', [keyId, now])
    return { portalId, keyId, madeBy: row.by, scopes: row.scopes }
  })
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
