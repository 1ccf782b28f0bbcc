import { describe, expect, it } from 'vitest'
import { HubSpotError } from '../../../src/hubspot/errors.ts'
import { createTokenSource, type StoredTokens } from '../../../src/hubspot/oauth/tokens.ts'

const NOW = 1_800_000_000_000
const MINUTE = 60_000

/** Rows shared by several processes: a lock that really queues, and a count of what HubSpot was asked. */
function world(rows: Record<number, StoredTokens>) {
  const locks = new Map<number, Promise<unknown>>()
  const refreshed: string[] = []
  let serial = 0
  let taken = 0
  let fail: HubSpotError | null = null
  const source = () =>
    createTokenSource({
      now: () => NOW,
      load: async (portalId) => rows[portalId] ?? null,
      withTokenRow: async (portalId, work) => {
        taken++
        const before = locks.get(portalId) ?? Promise.resolve()
        const mine = before.then(() =>
          work(rows[portalId] ?? null, async (row) => void Object.assign(rows, { [portalId]: row })),
        )
        locks.set(
          portalId,
          mine.catch(() => undefined),
        )
        return mine
      },
      refresh: async (refreshToken) => {
        refreshed.push(refreshToken)
        await new Promise((resolve) => setImmediate(resolve))
        if (fail !== null) throw fail
        serial++
        return { accessToken: `new-${serial}`, refreshToken, expiresAt: NOW + 30 * MINUTE }
      },
    })
  const failWith = (error: HubSpotError | null): void => {
    fail = error
  }
  return { source, refreshed, rows, failWith, locked: () => taken }
}

const tokens = (accessToken: string, minutes: number): StoredTokens => ({
  accessToken,
  refreshToken: `refresh-${accessToken}`,
  expiresAt: NOW + minutes * MINUTE,
})

describe('a portal token', () => {
  it('is used as long as it is good, without a refresh', async () => {
    const { source, refreshed } = world({ 1: tokens('a', 10) })
    expect(await source().accessToken(1)).toBe('a')
    expect(refreshed).toEqual([])
  })

  it('is renewed before it ends, and kept', async () => {
    const { source, refreshed, rows } = world({ 1: tokens('a', 1.5) })
    const tokensOf = source()
    expect(await tokensOf.accessToken(1)).toBe('new-1')
    expect(await tokensOf.accessToken(1)).toBe('new-1')
    expect(refreshed).toEqual(['refresh-a'])
    expect(rows[1]?.accessToken).toBe('new-1')
  })

  it('is renewed once for a hundred callers in two processes', async () => {
    const { source, refreshed } = world({ 1: tokens('a', 0) })
    const [here, there] = [source(), source()]
    const asked = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? here : there).accessToken(1))
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['new-1']))
    expect(refreshed).toEqual(['refresh-a'])
  })

  it('takes the lock, and with it a connection, once for all callers of a process', async () => {
    const shared = world({ 1: tokens('a', 0) })
    const here = shared.source()
    await Promise.all(Array.from({ length: 50 }, () => here.accessToken(1)))
    expect(shared.locked()).toBe(1)
  })

  it('that HubSpot refused is never given back, though it looks good', async () => {
    const { source, refreshed } = world({ 1: tokens('a', 20) })
    const tokensOf = source()
    expect(await tokensOf.accessToken(1)).toBe('a')
    expect(await Promise.all([tokensOf.accessToken(1, 'a'), tokensOf.accessToken(1, 'a')])).toEqual(['new-1', 'new-1'])
    expect(refreshed).toEqual(['refresh-a'])
  })

  it('renewed by another process is found in the row, without a refresh', async () => {
    const { source, refreshed, rows } = world({ 1: tokens('a', 20) })
    const tokensOf = source()
    await tokensOf.accessToken(1)
    rows[1] = tokens('b', 25)
    expect(await tokensOf.accessToken(1, 'a')).toBe('b')
    expect(refreshed).toEqual([])
  })

  it('of one portal is not that of another', async () => {
    const { source, refreshed } = world({ 1: tokens('a', 0), 2: tokens('b', 0) })
    const tokensOf = source()
    const [one, two] = await Promise.all([tokensOf.accessToken(1), tokensOf.accessToken(2)])
    expect(one).not.toBe(two)
    expect(refreshed.sort()).toEqual(['refresh-a', 'refresh-b'])
  })

  it('is remembered until it is forgotten', async () => {
    const { source, rows } = world({ 1: tokens('a', 20) })
    const tokensOf = source()
    await tokensOf.accessToken(1)
    rows[1] = tokens('reinstalled', 30)
    expect(await tokensOf.accessToken(1)).toBe('a')
    tokensOf.forget(1)
    expect(await tokensOf.accessToken(1)).toBe('reinstalled')
  })

  it('that fails to be renewed fails that once only', async () => {
    const { source, failWith } = world({ 1: tokens('a', 0) })
    const tokensOf = source()
    failWith(new HubSpotError({ kind: 'unavailable', message: 'down', portalId: 1 }))
    await expect(tokensOf.accessToken(1)).rejects.toMatchObject({ kind: 'unavailable' })
    failWith(null)
    expect(await tokensOf.accessToken(1)).toBe('new-1')
  })

  it('of a portal that is not installed does not exist', async () => {
    await expect(world({}).source().accessToken(9)).rejects.toMatchObject({ kind: 'portal-gone', portalId: 9 })
  })
})
