import { randomBytes } from 'node:crypto'

/** What a token stands for. */
export type Grant = {
  readonly portalId: number
  readonly appId: number
  readonly scopes: readonly string[]
  readonly userId: number
}
export type AccessToken = Grant & { readonly token: string; readonly refreshToken: string; readonly expiresAt: number }
type Code = Grant & { readonly redirectUri: string }

/** Codes and tokens. Expiry is by real time: a moved business clock must not throw anybody out. */
export class TokenStore {
  readonly #codes = new Map<string, Code>()
  readonly #access = new Map<string, AccessToken>()
  readonly #refresh = new Map<string, Grant>()
  expiresInSeconds = 1_800

  issueCode(code: Code): string {
    const text = `code-${randomBytes(18).toString('base64url')}`
    this.#codes.set(text, code)
    return text
  }

  /** A code works once. */
  takeCode(text: string): Code | null {
    const code = this.#codes.get(text) ?? null
    this.#codes.delete(text)
    return code
  }

  issueRefresh(grant: Grant): string {
    const text = `refresh-${randomBytes(24).toString('base64url')}`
    this.#refresh.set(text, grant)
    return text
  }

  /** Older access tokens stay good until they expire, as HubSpot's do. */
  issueAccess(refreshToken: string, grant: Grant, expiresInSeconds = this.expiresInSeconds): AccessToken {
    const token = `access-${grant.portalId}-${randomBytes(24).toString('base64url')}`
    const access = { ...grant, token, refreshToken, expiresAt: Date.now() + expiresInSeconds * 1_000 }
    this.#access.set(token, access)
    return access
  }

  access(token: string): AccessToken | null {
    return this.#access.get(token) ?? null
  }

  refresh(token: string): Grant | null {
    return this.#refresh.get(token) ?? null
  }

  revokeRefresh(token: string): void {
    this.#refresh.delete(token)
  }

  /** Refresh tokens of a portal stop working; live access tokens go too when `access` is true. */
  kill(portalId: number, appId: number | null, access: boolean): void {
    const hit = (grant: Grant): boolean => grant.portalId === portalId && (appId === null || grant.appId === appId)
    for (const [token, grant] of this.#refresh) if (hit(grant)) this.#refresh.delete(token)
    if (access) for (const [token, grant] of this.#access) if (hit(grant)) this.#access.delete(token)
  }

  /** Every live access token of a portal is expired as of now. */
  expire(portalId: number): void {
    for (const [token, access] of this.#access) {
      if (access.portalId === portalId) this.#access.set(token, { ...access, expiresAt: Date.now() - 1_000 })
    }
  }

  clear(): void {
    this.#codes.clear()
    this.#access.clear()
    this.#refresh.clear()
    this.expiresInSeconds = 1_800
  }
}
