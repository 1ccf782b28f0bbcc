import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { PortalId } from '../../time/units.ts'
import { StoreError } from './store-error.ts'

const ALGORITHM = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16

export type SealingKey = { readonly kid: string; readonly key: Buffer }

/** Where a sealed value stands. Moved to another portal, table or column it no longer opens. */
export type SealPlace = { readonly table: string; readonly portalId: PortalId; readonly column: string }

export type KeyRing = {
  /** `kid.iv.ciphertext.tag` with base64url parts, under the first key. */
  readonly seal: (plain: string, place: SealPlace) => string
  /** Throws StoreError `key-unknown` or `seal-broken`. */
  readonly open: (sealed: string, place: SealPlace) => string
  /** Whether the first key sealed it; else it should be sealed anew before its key is retired. */
  readonly isFresh: (sealed: string) => boolean
}

/** The first key seals, every key opens: a key is rotated by putting the new one in front. */
export function createKeyRing(keys: readonly SealingKey[]): KeyRing {
  const [first] = keys
  const byKid = new Map(keys.map(({ kid, key }) => [kid, key]))
  if (!first || byKid.size !== keys.length || keys.some(({ kid, key }) => !/^[\w-]+$/.test(kid) || key.length !== 32)) {
    throw new StoreError('key-ring-unreadable', 'ENCRYPTION_KEYS needs keys of 32 bytes, each under a name of its own')
  }
  return {
    seal: (plain, place) => seal(first, plain, place),
    open: (sealed, place) => open(byKid, sealed, place),
    isFresh: (sealed) => sealed.startsWith(`${first.kid}.`),
  }
}

/** For commands that open nothing sealed, such as `migrate`. */
export const NO_KEYS: KeyRing = {
  seal: () => noKeys(),
  open: () => noKeys(),
  isFresh: () => noKeys(),
}

function noKeys(): never {
  throw new StoreError('no-key-ring', 'this command was started without ENCRYPTION_KEYS')
}

function seal({ kid, key }: SealingKey, plain: string, place: SealPlace): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES })
  cipher.setAAD(additionalData(place))
  const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return [kid, ...[iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.')
}

function open(byKid: ReadonlyMap<string, Buffer>, sealed: string, place: SealPlace): string {
  const [kid = '', ...parts] = sealed.split('.')
  const key = byKid.get(kid)
  const where = `${place.table}.${place.column} of portal ${place.portalId}`
  if (!key)
    throw new StoreError('key-unknown', `${where} is sealed with key "${kid}": put it back into ENCRYPTION_KEYS`)
  try {
    const [iv, ciphertext, tag] = parts.map((part) => Buffer.from(part, 'base64url')) as [Buffer, Buffer, Buffer]
    const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES })
    decipher.setAAD(additionalData(place))
    decipher.setAuthTag(tag)
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8')
  } catch (cause) {
    throw new StoreError(
      'seal-broken',
      `${where} does not open: changed, moved, or sealed with another key named "${kid}"`,
      { cause },
    )
  }
}

function additionalData({ table, portalId, column }: SealPlace): Buffer {
  return Buffer.from(`${table}|${portalId}|${column}`)
}
