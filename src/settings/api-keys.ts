import type { Context, OpenPortal } from '../portal/context.ts'
import { type ApiKey, createApiKey, deleteApiKey, listApiKeys } from '../store/portal/api-keys.ts'
import { onceOnly } from '../store/portal/seen-once.ts'

/** More than a portal has dialers; a page that creates in a loop is stopped. */
export const MAX_API_KEYS = 50

export type NewApiKey = {
  /** What will use it. */
  readonly name: string
  readonly userId: string
  /** Names the one act; see `CardAct`. */
  readonly request: string
  /** Its word that a person confirmed a consent counts as theirs. */
  readonly verify: boolean
}

export type MadeApiKey =
  /** `key` is shown once: afterwards nobody can read it, we neither. */
  | { readonly ok: true; readonly made: ApiKey & { readonly key: string } }
  | { readonly ok: false; readonly code: 'request-repeated' | 'too-many-keys' }

/**
 * Makes a key for a dialer or form. A copy of the signed request would be answered with a fresh key: each makes one.
 */
export async function makeApiKey(context: Context, portal: OpenPortal, asked: NewApiKey): Promise<MadeApiKey> {
  const { name, userId, request, verify } = asked
  const outcome = await portal.tx(async (tx): Promise<MadeApiKey> => {
    if (!(await onceOnly(tx, `api key ${userId} ${request} ${name}`))) return { ok: false, code: 'request-repeated' }
    if ((await listApiKeys(tx)).length >= MAX_API_KEYS) return { ok: false, code: 'too-many-keys' }
    return { ok: true, made: await createApiKey(tx, name, userId, verify ? ['ask', 'record', 'verify'] : undefined) }
  })
  if (outcome.ok)
    context.log.info({ portalId: portal.portalId, userId, keyId: outcome.made.id, verify }, 'API key made')
  return outcome
}

/** Oldest first, never the keys themselves. */
export function apiKeysOf(portal: OpenPortal): Promise<ApiKey[]> {
  return portal.tx(listApiKeys)
}

export type RevokedApiKey = { readonly ok: true } | { readonly ok: false; readonly code: 'key-unknown' }

/** The key stops working at once. */
export async function revokeApiKey(
  context: Context,
  portal: OpenPortal,
  keyId: string,
  userId: string,
): Promise<RevokedApiKey> {
  const deleted = await portal.tx((tx) => deleteApiKey(tx, keyId))
  if (!deleted) return { ok: false, code: 'key-unknown' }
  context.log.info({ portalId: portal.portalId, userId, keyId }, 'API key deleted')
  return { ok: true }
}
