import { createHash, randomBytes } from 'node:crypto'
import type { EpochMs, PortalId } from '../../time/units.ts'
import { type PortalTx, withPortal } from '../core/portal-tx.ts'
import type { Store } from '../store.ts'

/** A confirm link that was mailed. Instants in epoch milliseconds of real time. */
export type NewVerification = {
  readonly consentId: string
  readonly contactId: string
  readonly language: string
  readonly expiresAt: number
}

export type Verification = NewVerification & { readonly usedAt: number | null }

/** `PORTAL.SECRET`: 32 random bytes behind the portal's wall. */
const LINK = /^([1-9]\d{0,14})\.([\w-]{43})$/

/** Makes a link's token; of it only the hash is kept. */
export async function addVerification(tx: PortalTx, verification: NewVerification): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  await tx.query(
    `insert into verifications (token_hash, consent_id, contact_id, language, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      hashOf(secret),
      verification.consentId,
      verification.contactId,
      verification.language,
      Date.now(),
      verification.expiresAt,
    ],
  )
  return `${tx.portalId}.${secret}`
}

/** For a mail that could not be sent. */
export async function dropVerification(tx: PortalTx, token: string): Promise<void> {
  await tx.query('delete from verifications where token_hash = $1', [hashOf(secretOf(token))])
}

/** How many links were made for a consent since `since`. */
export async function verificationsSince(tx: PortalTx, consentId: string, since: number): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    'select count(*)::integer as count from verifications where consent_id = $1 and created_at >= $2',
    [consentId, since],
  )
  return rows[0]?.count ?? 0
}

/** What a token is for, or null for one that is not ours, or has run out by `now`. */
export async function findVerification(
  store: Store,
  token: string,
  now: EpochMs,
): Promise<(Verification & { readonly portalId: PortalId }) | null> {
  const portalId = Number(LINK.exec(token)?.[1] ?? 0)
  if (portalId === 0) return null
  return withPortal(store, portalId, async (tx) => {
    const { rows } = await tx.query<Verification>(
      `select consent_id as "consentId", contact_id as "contactId", language, expires_at as "expiresAt", used_at as "usedAt"
       from verifications where token_hash = $1 and expires_at > $2`,
      [hashOf(secretOf(token)), now],
    )
    return rows[0] ? { ...rows[0], portalId } : null
  })
}

/** True for the first, over all processes; false for ever after. */
export async function useVerification(tx: PortalTx, token: string, now: EpochMs): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update verifications set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2',
    [hashOf(secretOf(token)), now],
  )
  return rowCount === 1
}

/** Links that ran out before this instant. */
export async function pruneVerifications(tx: PortalTx, before: number): Promise<void> {
  await tx.query('delete from verifications where expires_at < $1', [before])
}

function secretOf(token: string): string {
  return LINK.exec(token)?.[2] ?? ''
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
