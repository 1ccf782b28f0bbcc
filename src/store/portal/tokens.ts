import type { PortalTx } from '../core/portal-tx.ts'

/** `expiresAt` in epoch milliseconds. */
export type Tokens = { readonly accessToken: string; readonly refreshToken: string; readonly expiresAt: number }

type Row = { access: string; refresh: string; expires_at: number }

export async function saveTokens(tx: PortalTx, { accessToken, refreshToken, expiresAt }: Tokens): Promise<void> {
  await tx.query(
    `insert into portal_tokens (access_token, refresh_token, expires_at) values ($1, $2, $3)
     on conflict (portal_id) do update set access_token = excluded.access_token, refresh_token = excluded.refresh_token,
       expires_at = excluded.expires_at, saved_at = now()`,
    [
      tx.keyRing.seal(accessToken, tokenPlace(tx, 'access_token')),
      tx.keyRing.seal(refreshToken, tokenPlace(tx, 'refresh_token')),
      expiresAt,
    ],
  )
}

/**
 * Null when none are stored. `forUpdate` keeps the row from every other process until the transaction ends: one refresh
 * at a time. Throws StoreError `key-unknown` or `seal-broken`.
 */
export async function loadTokens(tx: PortalTx, { forUpdate = false } = {}): Promise<Tokens | null> {
  const { rows } = await tx.query<Row>(
    `select access_token as access, refresh_token as refresh, expires_at from portal_tokens ${forUpdate ? 'for update' : ''}`,
  )
  const [row] = rows
  if (!row) return null
  return {
    accessToken: tx.keyRing.open(row.access, tokenPlace(tx, 'access_token')),
    refreshToken: tx.keyRing.open(row.refresh, tokenPlace(tx, 'refresh_token')),
    expiresAt: row.expires_at,
  }
}

export function tokenPlace({ portalId }: Pick<PortalTx, 'portalId'>, column: 'access_token' | 'refresh_token') {
  return { table: 'portal_tokens', portalId, column } as const
}
