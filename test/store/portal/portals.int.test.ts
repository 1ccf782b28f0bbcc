import { afterAll, beforeAll, expect, it } from 'vitest'
import { withPortal } from '../../../src/store/core/portal-tx.ts'
import { dueWorkOf } from '../../../src/store/inbox/work.ts'
import { blockNumbers, objectionsOn } from '../../../src/store/ledger/number-objections.ts'
import { createApiKey, listApiKeys } from '../../../src/store/portal/api-keys.ts'
import {
  forgetAccess,
  installedPortals,
  installPortal,
  loadPortal,
  lockSettings,
  markReturned,
  markUninstalled,
  numberKey,
  saveMissingProperties,
  saveSettings,
} from '../../../src/store/portal/portals.ts'
import { loadTokens, saveTokens } from '../../../src/store/portal/tokens.ts'
import { createTestDatabase, type TestDatabase, twoPortals } from '../../kit/database.ts'
import { NUMBER } from '../facts.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
  await twoPortals(database.store)
})
afterAll(() => database.drop())

it('a second install keeps controller, settings and number key, and takes the rest', async () => {
  const { store } = database
  await withPortal(store, 1001, (tx) => saveSettings(tx, { guard: 'hold' }))
  await withPortal(store, 1001, (tx) => saveMissingProperties(tx, ['tasks.belrecht_hold'], 5))
  const key = await withPortal(store, 1001, numberKey)
  await installPortal(store, {
    portalId: 1001,
    hubDomain: 'new.example',
    installedBy: '9',
    scopes: ['oauth', 'tickets'],
    controller: 'another',
    settings: { guard: 'report' },
    installedAt: 7,
  })
  expect(await withPortal(store, 1001, loadPortal)).toEqual({
    portalId: 1001,
    hubDomain: 'new.example',
    installedBy: '9',
    scopes: ['oauth', 'tickets'],
    controller: 'main',
    settings: { guard: 'hold' },
    missingProperties: ['tasks.belrecht_hold'],
    status: 'installed',
    installedAt: 7,
    uninstalledAt: null,
  })
  expect(await withPortal(store, 1001, numberKey)).toEqual(key)
  expect(await withPortal(store, 1001, lockSettings)).toEqual({ guard: 'hold' })
})

it('an account that refuses us keeps tokens and keys until it is for good; installing again brings it back', async () => {
  const { store } = database
  await withPortal(store, 2002, (tx) => saveTokens(tx, { accessToken: 'a', refreshToken: 'b', expiresAt: 1 }))
  await withPortal(store, 2002, (tx) => createApiKey(tx, 'dialer', '1001'))
  await markUninstalled(store, 2002, 5)
  expect(await installedPortals(store)).toEqual([1001])
  expect(await withPortal(store, 2002, loadPortal)).toMatchObject({ status: 'uninstalled', uninstalledAt: 5 })
  expect(await withPortal(store, 2002, (tx) => loadTokens(tx))).toMatchObject({ refreshToken: 'b' })
  expect(await withPortal(store, 2002, listApiKeys)).toHaveLength(1)
  expect((await dueWorkOf(store, 2002, 5 + 5 * 60_000)).map(({ kind }) => kind)).toEqual(['return'])
  await markReturned(store, 2002)
  expect(await installedPortals(store)).toEqual([1001, 2002])
  await markUninstalled(store, 2002, 5)
  await withPortal(store, 2002, forgetAccess)
  expect(await withPortal(store, 2002, (tx) => loadTokens(tx))).toBeNull()
  await twoPortals(store)
  expect(await installedPortals(store)).toEqual([1001, 2002])
  expect(await withPortal(store, 2002, listApiKeys)).toEqual([])
})

it('nothing is known of a portal that never came', async () => {
  const { store } = database
  expect(await withPortal(store, 3003, loadPortal)).toBeNull()
  await markUninstalled(store, 3003, 1)
  expect(await installedPortals(store)).not.toContain(3003)
  await expect(withPortal(store, 3003, numberKey)).rejects.toMatchObject({ code: 'portal-unknown' })
})

it('objections stand on numbers across the portal, as codes that differ between portals', async () => {
  const { store } = database
  const second = '+31201234567'
  await withPortal(store, 1001, async (tx) => {
    await blockNumbers(tx, [NUMBER, second], 20, 'k1')
    await blockNumbers(tx, [NUMBER], 10, 'k2')
    await blockNumbers(tx, [NUMBER], 10, 'k2')
  })
  await withPortal(store, 2002, (tx) => blockNumbers(tx, [second], 30, 'k1'))
  const asked = [NUMBER, second, '+31999999999']
  expect(await withPortal(store, 1001, (tx) => objectionsOn(tx, asked))).toEqual(
    new Map([
      [NUMBER, [10, 20]],
      [second, [20]],
    ]),
  )
  expect(await withPortal(store, 2002, (tx) => objectionsOn(tx, asked))).toEqual(new Map([[second, [30]]]))
  const codes = async (portalId: number) => {
    const { rows } = await withPortal(store, portalId, (tx) =>
      tx.query(`select encode(number_mac, 'hex') as mac from number_objections where fact_key = 'k1'`),
    )
    return rows.map(({ mac }) => mac as string)
  }
  expect(await codes(1001)).not.toContain((await codes(2002))[0])
})
