import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { DEFAULT_MAPPING } from '../../src/portal-settings/mapping.ts'
import { askWorkOnce } from '../../src/store/inbox/work.ts'
import { defineProperty } from '../kit/own-properties.ts'
import { change, freshNumber, permissionOf, shown } from '../kit/people.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'

const OURS = 'belrecht_do_not_call'
const SEARCH = '/crm/objects/2026-09/contacts/search'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ guard: 'report' })
  for (const portalId of [COMMERCIAL, CHARITY])
    await defineProperty(stage, portalId, 'contacts', {
      name: 'niet_bellen',
      type: 'bool',
      fieldType: 'booleancheckbox',
    })
  await defineProperty(stage, COMMERCIAL, 'contacts', { name: 'mag_bellen', type: 'string', fieldType: 'text' })
  await defineProperty(stage, COMMERCIAL, 'deals', { name: 'eigen_einde', type: 'date', fieldType: 'date' })
  await stage.saveSettings(COMMERCIAL, {
    mapping: {
      optIn: ['belrecht_opt_in', { property: 'mag_bellen', yes: ['Ja'], no: ['Nee'] }],
      doNotCall: [OURS, 'niet_bellen'],
      contractEnd: 'eigen_einde',
    },
  })
  await stage.settle()
})
afterAll(() => stage.close())
beforeEach(async () => {
  await stage.sandbox.call('DELETE', '/sandbox/faults')
  await stage.sandbox.call('POST', '/sandbox/settings', { searchBehindMs: 0 })
})

/** As after two minutes: the next round is due, and is worked to its end. */
async function nextRound(): Promise<void> {
  await stage.query(COMMERCIAL, `update work set due_at = 0 where kind = 'changes' and portal_id = $1`, [COMMERCIAL])
  await stage.settle()
}
const advance = async (minutes: number) => {
  await stage.setClock(new Date(stage.context.clock.now() + minutes * 60_000).toISOString())
}
let people = 0
async function customer(more: Record<string, string> = {}, written: object = {}): Promise<string> {
  people += 1
  const id = String(700_000 + people)
  const { typed } = freshNumber()
  const as = { sourceType: 'FORM', sourceId: `f-${people}`, sourceLabel: 'Formulier' }
  const properties = { mobilephone: typed, belrecht_opt_in: 'true', ...more }
  await stage.sandbox.create(COMMERCIAL, 'contacts', { id, as, properties, ...written })
  return id
}
const objected = async (id: string) => Boolean((await shown(stage, id)).belrecht_objected_at)
const callsOf = async (portalId: number) =>
  (await stage.sandbox.call<{ calls: Record<string, number> }>('GET', `/sandbox/portals/${portalId}/calls-log`)).calls
const searchesOf = async (portalId: number) => (await callsOf(portalId))['POST /crm/objects/2026-09/:type/search'] ?? 0

describe('a change of a property without a subscription', () => {
  it('is heard in the next round: a ticked box of the portal’s own objects', async () => {
    const id = await customer()
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('allowed')
    await change(stage, COMMERCIAL, id, { niet_bellen: 'true' })
    await stage.settle()
    expect(await objected(id)).toBe(false)
    await nextRound()
    expect([await objected(id), await permissionOf(stage, id)]).toEqual([true, 'denied'])
  })

  it('is heard though it was undone before we looked', async () => {
    const id = await customer()
    await stage.settle()
    await change(stage, COMMERCIAL, id, { niet_bellen: 'true' })
    await change(stage, COMMERCIAL, id, { niet_bellen: 'false' })
    await nextRound()
    expect(await objected(id)).toBe(true)
  })

  it('is read by the admin’s own words, of consent and of withdrawal', async () => {
    const id = await customer({ belrecht_opt_in: '', mag_bellen: 'JA' })
    await nextRound()
    expect(await permissionOf(stage, id)).toBe('allowed')
    await advance(1)
    await change(stage, COMMERCIAL, id, { mag_bellen: 'nee' })
    await nextRound()
    expect(await permissionOf(stage, id)).toBe('denied')
  })

  it('is heard of a deal', async () => {
    const id = await customer({ belrecht_opt_in: '' }, { at: '2021-12-01T10:00:00+01:00' })
    const deal = await stage.sandbox.create(COMMERCIAL, 'deals', {
      properties: { dealstage: 'closedwon', closedate: '2022-01-05T12:00:00+01:00', amount: '100' },
      associations: [{ type: 'contacts', id }],
    })
    await stage.settle()
    const until = async () => (await shown(stage, id)).belrecht_relation_until ?? ''
    const before = await until()
    await stage.sandbox.change(COMMERCIAL, 'deals', deal.id, { properties: { eigen_einde: '2026-05-31' } })
    await nextRound()
    expect([before, (await until()) > before]).toEqual([before, true])
  })

  it('is heard though the search index runs behind the round that should have found it', async () => {
    const id = await customer()
    await stage.settle()
    await change(stage, COMMERCIAL, id, { niet_bellen: 'true' })
    await stage.sandbox.call('POST', '/sandbox/settings', { searchBehindMs: 90_000 })
    await advance(1)
    await nextRound()
    expect(await objected(id)).toBe(false)
    await advance(2)
    await nextRound()
    expect(await objected(id)).toBe(true)
  })

  it('is heard of every one of hundreds with one timestamp, and after a kill in their midst', async () => {
    const ids: string[] = []
    for (let n = 0; n < 450; n++) ids.push(await customer())
    await stage.settle()
    const at = new Date(stage.context.clock.now()).toISOString()
    for (const id of ids) await change(stage, COMMERCIAL, id, { niet_bellen: 'true' }, { at })
    // The second page is refused, and tried again; then the process is gone: the cursor alone is left.
    await stage.sandbox.call('POST', '/sandbox/faults', { path: SEARCH, status: 500, skip: 1, count: 20 })
    await nextRound()
    const [row] = await stage.query<{ cursor: { round?: { after: string } } }>(
      COMMERCIAL,
      `select cursor from work where kind = 'changes' and portal_id = $1`,
      [COMMERCIAL],
    )
    expect(row?.cursor.round?.after).toMatch(/^\d+$/)
    await stage.sandbox.call('DELETE', '/sandbox/faults')
    await nextRound()
    for (const id of ids) expect([id, await objected(id)]).toEqual([id, true])
  }, 180_000)

  it('is heard after an outage of hours, with no round in between', async () => {
    const id = await customer()
    await stage.settle()
    await nextRound()
    await stage.sandbox.call('POST', '/sandbox/faults', { path: SEARCH, status: 503, count: 500 })
    await change(stage, COMMERCIAL, id, { niet_bellen: 'true' })
    for (let hour = 0; hour < 2; hour++) {
      await advance(60)
      await nextRound()
    }
    await stage.sandbox.call('DELETE', '/sandbox/faults')
    await advance(300)
    await nextRound()
    expect(await objected(id)).toBe(true)
  }, 60_000)
})

it('what this app wrote itself is not read again; what somebody else wrote beside it is', async () => {
  const id = await customer()
  await stage.settle()
  await advance(120)
  await nextRound()
  await change(stage, COMMERCIAL, id, { belrecht_do_not_call: 'true' })
  await stage.settle() // we write the verdict: the modification date is ours
  const asked = await stage.query(COMMERCIAL, 'select 1 from refresh_requests')
  const reads = async () => (await callsOf(COMMERCIAL))['POST /crm/associations/2026-09/:from/:to/batch/read'] ?? 0
  const before = await reads()
  await nextRound()
  expect([asked, await reads()]).toEqual([[], before])
  await change(stage, COMMERCIAL, id, { niet_bellen: 'true' })
  await change(stage, COMMERCIAL, id, { belrecht_opt_in: 'false' })
  await stage.settle()
  await nextRound()
  expect(await reads()).toBeGreaterThan(before)
})

it('a portal that maps nothing of its own costs no call, and one that stops is left alone', async () => {
  await stage.sandbox.call('DELETE', `/sandbox/portals/${CHARITY}/calls-log`)
  await stage.settle()
  expect(await searchesOf(CHARITY)).toBe(0)
  expect(await stage.query(CHARITY, `select 1 from work where kind = 'changes' and portal_id = $1`, [CHARITY])).toEqual(
    [],
  )
  // Asked all the same, such as by settings that were changed since: it ends by itself.
  await stage.inPortal(CHARITY, (tx) => askWorkOnce(tx, CHARITY, 'changes', 0, { since: 0 }))
  await stage.settle()
  expect(await searchesOf(CHARITY)).toBe(0)
  const { optIn, doNotCall, contractEnd } = DEFAULT_MAPPING
  await stage.saveSettings(COMMERCIAL, { mapping: { optIn, doNotCall, contractEnd } })
  await nextRound()
  expect(
    await stage.query(COMMERCIAL, `select 1 from work where kind = 'changes' and portal_id = $1`, [COMMERCIAL]),
  ).toEqual([])
})
