import type { PortalId } from '../../time/units.ts'
import { HubSpotError } from '../errors.ts'
import type { TokenGrant } from './oauth.ts'

export type StoredTokens = Pick<TokenGrant, 'accessToken' | 'refreshToken' | 'expiresAt'>

export type TokenSourceParts = {
  /** Reads a portal's tokens without a lock; null when none are stored. */
  readonly load: (portalId: PortalId) => Promise<StoredTokens | null>
  /** Runs `work` while this portal's row is locked against every process; `row` is read after the lock was taken. */
  readonly withTokenRow: <T>(
    portalId: PortalId,
    work: (row: StoredTokens | null, save: (tokens: StoredTokens) => Promise<void>) => Promise<T>,
  ) => Promise<T>
  readonly refresh: (refreshToken: string, portalId: PortalId) => Promise<StoredTokens>
  readonly now: () => number
  /** How long before its end a token is renewed, in milliseconds; two minutes where not given. */
  readonly marginMs?: number
}

export type TokenSource = {
  /**
   * A token that is good now. `refused` is one HubSpot just answered 401 to: never given back.
   * Throws HubSpotError: `portal-gone` (also when no tokens are stored), `misconfigured`, or why the refresh failed.
   */
  readonly accessToken: (portalId: PortalId, refused?: string) => Promise<string>
  /** After install and uninstall: what is remembered in this process no longer holds. */
  readonly forget: (portalId: PortalId) => void
}

/**
 * One refresh at a time for each portal: within the process callers share a promise, across processes the row's lock
 * makes the second one find the first one's token when it reads the row again.
 */
export function createTokenSource(parts: TokenSourceParts): TokenSource {
  const { load, withTokenRow, refresh, now, marginMs = 120_000 } = parts
  const known = new Map<number, StoredTokens>()
  const renewing = new Map<number, Promise<StoredTokens>>()

  const good = (tokens: StoredTokens, refused?: string): boolean =>
    tokens.accessToken !== refused && tokens.expiresAt - marginMs > now()

  const renew = (portalId: PortalId, refused: string | undefined): Promise<StoredTokens> =>
    withTokenRow(portalId, async (row, save) => {
      if (row === null) throw notInstalled(portalId)
      if (good(row, refused)) return row
      const fresh = await refresh(row.refreshToken, portalId)
      await save(fresh)
      return fresh
    })

  function renewOnce(portalId: PortalId, refused: string | undefined): Promise<StoredTokens> {
    const running = renewing.get(portalId)
    if (running !== undefined) return running
    const started = renew(portalId, refused).finally(() => renewing.delete(portalId))
    renewing.set(portalId, started)
    return started
  }

  async function accessToken(portalId: PortalId, refused?: string): Promise<string> {
    let tokens = known.get(portalId) ?? null
    if (tokens === null || !good(tokens, refused)) tokens = await load(portalId)
    if (tokens === null || !good(tokens, refused)) tokens = await renewOnce(portalId, refused)
    // A renewal that began before ours may have settled for the very token that was refused since: once more, our own.
    if (tokens.accessToken === refused) tokens = await renewOnce(portalId, refused)
    known.set(portalId, tokens)
    return tokens.accessToken
  }

  return { accessToken, forget: (portalId) => void known.delete(portalId) }
}

const notInstalled = (portalId: PortalId): HubSpotError =>
  new HubSpotError({ kind: 'portal-gone', message: `no tokens are stored for portal ${portalId}`, portalId })
