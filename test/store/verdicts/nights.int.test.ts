import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type PortalTx, withPortal } from '../../../src/store/core/portal-tx.ts'
import {
  claimNight,
  finishNight,
  finishQuietNights,
  lastNight,
  lastNightDate,
  openNights,
  saveNight,
  unfinishedNights,
} from '../../../src/store/verdicts/nights.ts'
import { createTestDatabase, type TestDatabase } from '../../kit/database.ts'

let database: TestDatabase
let portal = 100
const here = <T>(work: (tx: PortalTx) => Promise<T>) => withPortal(database.store, portal, work)
const LONG = 60_000
const DATES = ['2026-06-29', '2026-06-30', '2026-07-01']

beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(async () => {
  portal += 1
  await here((tx) => openNights(tx, DATES.toReversed(), 1))
})
afterAll(() => database.drop())

describe('nights', () => {
  it('are claimed by exactly one worker, the oldest first', async () => {
    const claims = await Promise.all(
      Array.from({ length: 10 }, (_, n) => here((tx) => claimNight(tx, `worker ${n}`, LONG))),
    )
    expect(claims.filter((night) => night !== null).map(({ localDate }) => localDate)).toEqual(['2026-06-29'])
  })

  it('go on in order once the one before is done, each date once', async () => {
    for (const localDate of DATES) {
      expect(await here((tx) => claimNight(tx, 'a', LONG))).toMatchObject({ localDate, attempt: 1 })
      await here((tx) => finishNight(tx, localDate, { owner: 'a', summary: { due: 3 }, at: 5 }))
    }
    await here((tx) => openNights(tx, DATES))
    expect(await here((tx) => claimNight(tx, 'a', LONG))).toBeNull()
    expect(await here(lastNight)).toEqual({
      localDate: '2026-07-01',
      cursor: null,
      summary: { due: 3 },
      attempt: 1,
      startedAt: 1,
      finishedAt: 5,
    })
    expect(await here(lastNightDate)).toBe('2026-07-01')
    expect(await here(unfinishedNights)).toEqual([])
  })

  it('are taken over with what was done when their worker dies', async () => {
    await here((tx) => claimNight(tx, 'dying', LONG))
    await here((tx) =>
      saveNight(tx, DATES[0] ?? '', { owner: 'dying', leaseMs: 30, summary: { due: 1_000 }, cursor: { after: '7' } }),
    )
    const taken = await vi.waitFor(async () => {
      const night = await here((tx) => claimNight(tx, 'heir', LONG))
      expect(night).not.toBeNull()
      return night
    })
    expect(taken).toMatchObject({
      localDate: '2026-06-29',
      attempt: 2,
      summary: { due: 1_000 },
      cursor: { after: '7' },
    })
    const late = here((tx) => saveNight(tx, '2026-06-29', { owner: 'dying', leaseMs: LONG, summary: {} }))
    await expect(late).rejects.toMatchObject({ code: 'lease-lost' })
    const later = here((tx) => finishNight(tx, '2026-06-29', { owner: 'dying', summary: {}, at: 9 }))
    await expect(later).rejects.toMatchObject({ code: 'lease-lost' })
  })

  it('are kept by a worker that asks again', async () => {
    await here((tx) => claimNight(tx, 'a', LONG))
    expect(await here((tx) => claimNight(tx, 'a', LONG))).toMatchObject({ attempt: 2 })
    expect(await here((tx) => claimNight(tx, 'b', LONG))).toBeNull()
  })

  it('in which nothing could change pass together, up to the local day of the next change', async () => {
    // 23:30 on 30 June in UTC is 01:30 on 1 July in Amsterdam: the night of 30 June is over by then.
    const passed = await here((tx) => finishQuietNights(tx, Date.parse('2026-06-30T23:30:00Z'), { due: 0 }, 7))
    expect(passed).toBe(2)
    expect(await here(unfinishedNights)).toMatchObject([{ localDate: '2026-07-01' }])
    expect(await here(lastNight)).toMatchObject({ summary: { due: 0, portal, date: '2026-06-30' }, finishedAt: 7 })
    expect(await here((tx) => finishQuietNights(tx, null, {}, 8))).toBe(1)
  })

  it('are not finished while a process runs them', async () => {
    await here((tx) => claimNight(tx, 'a', LONG))
    expect(await here((tx) => finishQuietNights(tx, null, {}))).toBe(2)
    expect(await here(unfinishedNights)).toMatchObject([{ localDate: '2026-06-29' }])
  })
})
