import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withPortal } from '../../../src/store/core/portal-tx.ts'
import { resealAll } from '../../../src/store/core/reseal.ts'
import { createKeyRing } from '../../../src/store/core/sealing.ts'
import { consumeState, rememberState } from '../../../src/store/portal/oauth-states.ts'
import { numberKey } from '../../../src/store/portal/portals.ts'
import { onceOnly } from '../../../src/store/portal/seen-once.ts'
import { loadTokens, saveTokens } from '../../../src/store/portal/tokens.ts'
import { openStore } from '../../../src/store/store.ts'
import { createTestDatabase, type TestDatabase, twoPortals } from '../../kit/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await twoPortals(database.store)
})
afterAll(() => database.drop())

const key = (kid: string, fill: number) => ({ kid, key: Buffer.alloc(32, fill) })
const place = { table: 'portal_tokens', portalId: 1001, column: 'access_token' }

describe('the key ring', () => {
  const ring = createKeyRing([key('new', 1), key('old', 2)])

  it('seals with the first key and opens with each', () => {
    const sealed = ring.seal('gehéim', place)
    expect(sealed).toMatch(/^new(\.[\w-]+){3}$/)
    expect(sealed).not.toBe(ring.seal('gehéim', place))
    expect(ring.open(sealed, place)).toBe('gehéim')
    const before = createKeyRing([key('old', 2)]).seal('x', place)
    expect([ring.open(before, place), ring.isFresh(before), ring.isFresh(sealed)]).toEqual(['x', false, true])
  })

  it.each([{ portalId: 2002 }, { table: 'portals' }, { column: 'refresh_token' }])(
    'opens nothing that was moved: %j',
    (moved) => {
      expect(() => ring.open(ring.seal('x', place), { ...place, ...moved })).toThrow(
        expect.objectContaining({ code: 'seal-broken' }),
      )
    },
  )

  it('opens nothing that was changed, cut short or sealed by another key', () => {
    const [kid, iv, text, tag] = ring.seal('xyz', place).split('.') as [string, string, string, string]
    const flipped = `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`
    for (const broken of [
      `${kid}.${iv}.${flipped}.${tag}`,
      `${kid}.${iv}.${text}.${tag.slice(0, 8)}`,
      `${kid}.${iv}`,
      `old.${iv}.${text}.${tag}`,
    ]) {
      expect(() => ring.open(broken, place), broken).toThrow(expect.objectContaining({ code: 'seal-broken' }))
    }
    expect(() => ring.open(`gone.${iv}.${text}.${tag}`, place)).toThrow(
      expect.objectContaining({ code: 'key-unknown', message: expect.stringContaining('"gone"') }),
    )
  })

  it.each([[[]], [[key('a', 1), key('a', 2)]], [[{ kid: 'a', key: Buffer.alloc(16) }]], [[key('a.b', 1)]]])(
    'refuses keys that are none: %#',
    (keys) => {
      expect(() => createKeyRing(keys)).toThrow(expect.objectContaining({ code: 'key-ring-unreadable' }))
    },
  )
})

describe('tokens', () => {
  const tokens = { accessToken: 'CJj-access', refreshToken: 'refresh-1', expiresAt: 1_782_000_000_000 }

  it('come back as they were saved, and lie sealed', async () => {
    const { store } = database
    expect(await withPortal(store, 1001, (tx) => loadTokens(tx))).toBeNull()
    await withPortal(store, 1001, (tx) => saveTokens(tx, { ...tokens, accessToken: 'before' }))
    await withPortal(store, 1001, (tx) => saveTokens(tx, tokens))
    expect(await withPortal(store, 1001, (tx) => loadTokens(tx, { forUpdate: true }))).toEqual(tokens)
    const { rows } = await withPortal(store, 1001, (tx) => tx.query('select * from portal_tokens'))
    expect(JSON.stringify(rows)).not.toMatch(/CJj|refresh-1/)
  })

  it('of one portal put into another’s row do not open', async () => {
    const { store } = database
    const { rows } = await withPortal(store, 1001, (tx) =>
      tx.query('select access_token, refresh_token from portal_tokens'),
    )
    await withPortal(store, 2002, (tx) =>
      tx.query(
        'insert into portal_tokens (access_token, refresh_token, expires_at) values ($1, $2, 1)',
        Object.values(rows[0] ?? {}),
      ),
    )
    await expect(withPortal(store, 2002, (tx) => loadTokens(tx))).rejects.toMatchObject({ code: 'seal-broken' })
  })

  it('locked for a refresh are read by the next only when that is done', async () => {
    const { store } = database
    let second: Promise<unknown> | undefined
    await withPortal(store, 1001, async (tx) => {
      await loadTokens(tx, { forUpdate: true })
      second = withPortal(store, 1001, (other) => loadTokens(other, { forUpdate: true }))
      await tx.query('select pg_sleep(0.05)')
      await saveTokens(tx, { ...tokens, refreshToken: 'refresh-2' })
    })
    expect(await second).toMatchObject({ refreshToken: 'refresh-2' })
  })

  it('are out of reach of a command without keys', async () => {
    const store = await openStore({
      databaseUrl: database.databaseUrl,
      dataDir: '/nowhere',
      applicationName: 'no keys',
    })
    await expect(withPortal(store, 1001, (tx) => loadTokens(tx))).rejects.toMatchObject({ code: 'no-key-ring' })
    await store.close()
  })
})

it('everything is sealed anew with the first key, so that an old one can be retired', async () => {
  const { store } = database
  const tokens = { accessToken: 'a', refreshToken: 'b', expiresAt: 1 }
  for (const portalId of [1001, 2002]) await withPortal(store, portalId, (tx) => saveTokens(tx, tokens))
  const before = await withPortal(store, 1001, numberKey)
  const [newer, older] = [key('newer', 3), key('test', 7)]
  const rotating = { ...store, keyRing: createKeyRing([newer, older]) }
  expect(await resealAll(rotating)).toBe(6)
  expect(await resealAll(rotating)).toBe(0)
  const rotated = { ...store, keyRing: createKeyRing([newer]) }
  expect(await withPortal(rotated, 2002, (tx) => loadTokens(tx))).toEqual(tokens)
  expect(await withPortal(rotated, 1001, numberKey)).toEqual(before)
  await expect(withPortal(store, 1001, (tx) => loadTokens(tx))).rejects.toMatchObject({ code: 'key-unknown' })
})

describe('what may happen once', () => {
  it('an install’s state, before it runs out', async () => {
    const { store } = database
    await rememberState(store, 'state-1', 1_000)
    await rememberState(store, 'state-2', 1_000)
    const answers = await Promise.all(Array.from({ length: 5 }, () => consumeState(store, 'state-1', 999)))
    expect(answers.filter(Boolean)).toHaveLength(1)
    expect(await consumeState(store, 'state-2', 1_000)).toBe(false)
    expect(await consumeState(store, 'never', 1)).toBe(false)
    expect((await store.pool.query('select from oauth_states')).rowCount).toBe(0)
  })

  it('a signed request, in its own portal, and only if it went through', async () => {
    const { store } = database
    const bring = (portalId: number) => withPortal(store, portalId, (tx) => onceOnly(tx, 'callback-1'))
    const failing = withPortal(store, 1001, async (tx) => {
      await onceOnly(tx, 'callback-1')
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect((await Promise.all([bring(1001), bring(1001), bring(1001)])).filter(Boolean)).toHaveLength(1)
    expect(await bring(2002)).toBe(true)
  })
})
