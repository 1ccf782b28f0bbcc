import { afterAll, beforeAll, expect, it } from 'vitest'
import { installedPortals } from '../../src/store/portal/portals.ts'
import { loadTokens, saveTokens } from '../../src/store/portal/tokens.ts'
import { change, consenting, permissionOf } from '../kit/people.ts'
import { signedCall } from '../kit/signed-calls.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const DAY_MS = 24 * 3_600_000
const here = <Row>(text: string, values: unknown[] = []) => stage.query<Row>(COMMERCIAL, text, values)

/** HubSpot refuses the refresh, once, as it also does by mistake. */
async function refuse() {
  await stage.sandbox.call('POST', `/sandbox/portals/${COMMERCIAL}/expire-tokens`)
  await stage.sandbox.call('POST', `/sandbox/portals/${COMMERCIAL}/kill-refresh-tokens`)
  await here('update portal_tokens set expires_at = 0')
  stage.context.tokensChanged(COMMERCIAL)
}

async function heal() {
  const granted = await stage.sandbox.call<{ access_token: string; refresh_token: string; expires_in: number }>(
    'POST',
    `/sandbox/portals/${COMMERCIAL}/tokens`,
    {},
  )
  await stage.inPortal(COMMERCIAL, (tx) =>
    saveTokens(tx, {
      accessToken: granted.access_token,
      refreshToken: granted.refresh_token,
      expiresAt: Date.now() + granted.expires_in * 1_000,
    }),
  )
  stage.context.tokensChanged(COMMERCIAL)
}

const waitsMinutes = async () => {
  const { rows } = await stage.context.store.pool.query<{ due: number; tries: number }>(
    `select due_at as due, tries from work where portal_id = $1 and kind = 'return'`,
    [COMMERCIAL],
  )
  return rows.map(({ due, tries }) => [Math.round((due - Date.now()) / 60_000), tries])
}
const ask = async () => {
  await stage.context.store.pool.query(`update work set due_at = 0 where portal_id = $1 and kind = 'return'`, [
    COMMERCIAL,
  ])
  await stage.settle()
}

it('an account that refuses us loses nothing, is answered from the ledger, and comes back by itself', async () => {
  const person = await consenting(stage)
  const other = await consenting(stage)
  await stage.settle()
  const { body } = await signedCall<{ key: string }>(stage, 'POST', '/settings/keys', { body: { name: 'dialer' } })
  const api = async (method: string, path: string, json?: object) => {
    const answer = await fetch(`${stage.appUrl}${path}`, {
      method,
      headers: { Authorization: `Bearer ${body.key}`, 'Content-Type': 'application/json' },
      ...(json && { body: JSON.stringify(json) }),
    })
    return { status: answer.status, body: (await answer.json()) as { permission?: string } }
  }
  const asked = (number: string) => api('GET', `/v1/permission?number=${encodeURIComponent(number)}`)

  await refuse()
  await change(stage, COMMERCIAL, person.id, { belrecht_do_not_call: 'true' })
  await stage.settle()
  expect(await installedPortals(stage.context.store)).toEqual([CHARITY])
  expect(await stage.inPortal(COMMERCIAL, (tx) => loadTokens(tx))).not.toBeNull()
  expect(await waitsMinutes()).toEqual([[5, 0]])
  expect(await asked(other.number.e164)).toMatchObject({ status: 200, body: { permission: 'allowed' } })
  expect((await api('POST', '/v1/objections', { number: other.number.e164 })).status).toBe(201)
  expect(await asked(other.number.e164)).toMatchObject({ status: 200, body: { permission: 'denied' } })

  await ask()
  expect(await waitsMinutes()).toEqual([[10, 1]])
  await ask()
  expect(await waitsMinutes()).toEqual([[20, 2]])

  await heal()
  await ask()
  expect(await waitsMinutes()).toEqual([])
  expect(await installedPortals(stage.context.store)).toContain(COMMERCIAL)
  expect([await permissionOf(stage, person.id), await permissionOf(stage, other.id)]).toEqual(['denied', 'denied'])
})

it('tokens and keys go after 30 days of refusals, not a day before', async () => {
  await refuse()
  await consenting(stage)
  await stage.settle()
  const since = (days: number) => here('update portals set uninstalled_at = $1', [Date.now() - days * DAY_MS])
  const kept = async () => [
    (await here('select 1 from portal_tokens')).length,
    (await here('select 1 from api_keys')).length,
  ]
  await since(29)
  await ask()
  expect(await kept()).toEqual([1, 1])
  await since(31)
  await ask()
  expect(await kept()).toEqual([0, 0])
  expect(await waitsMinutes()).toEqual([])
})
