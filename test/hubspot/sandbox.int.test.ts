import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createOAuth } from '../../src/hubspot/oauth/oauth.ts'
import { loadManifest } from '../../src/manifest/load-manifest.ts'
import { type Rig, startRig } from './sandbox-portal.ts'

let rig: Rig
const manifest = loadManifest()

beforeAll(async () => {
  rig = await startRig()
})
afterAll(() => rig.close())
beforeEach(async () => {
  await rig.control('DELETE', '/faults')
  for (const portalId of [7001, 7002]) {
    rig.tokens.forget(portalId)
    await rig.install(portalId)
    await rig.hubspot.portal(portalId).provisionProperties(manifest.properties, 'nl')
  }
  rig.calls.length = 0
})

const contact = (id: string, properties: Record<string, string> = {}) => ({
  id,
  properties: { email: `c${id}@example.nl`, ...properties },
})
const fault = (over: object) => rig.control('POST', '/faults', { count: 1, ...over })

describe('install', () => {
  it('gives tokens of the portal, and what introspection knows', async () => {
    const row = rig.rows.get(7001)
    expect(row?.expiresAt).toBeGreaterThan(Date.now() + 60_000)
    expect(await rig.oauth.introspect(row?.accessToken ?? '')).toMatchObject({
      active: true,
      portalId: 7001,
      domain: 'p7001.nl',
    })
    expect(await rig.hubspot.portal(7001).listPage('contacts', null, [])).toEqual({ records: [], after: null })
  })

  it('a code is good once', async () => {
    await expect(rig.oauth.exchangeCode('never-given', 'http://127.0.0.1:3000/oauth/callback')).rejects.toMatchObject({
      kind: 'invalid',
    })
  })

  it('makes every property of app.json, and makes nothing twice', async () => {
    await rig.install(7003)
    const portal = rig.hubspot.portal(7003)
    const first = await portal.provisionProperties(manifest.properties, 'nl')
    expect(first).toMatchObject({ restored: [], merged: [], missing: [] })
    expect(first.created.sort()).toEqual(manifest.properties.map((each) => `${each.objectType}.${each.name}`).sort())
    expect(await portal.provisionProperties(manifest.properties, 'nl')).toEqual({
      created: [],
      restored: [],
      merged: [],
      missing: [],
      incomplete: [],
    })
  })

  it('names what an account has no room for, the least needed first to go', async () => {
    await rig.install(7004)
    await rig.control('POST', '/portals/7004/custom-property-limit', { objectType: 'contacts', limit: 4 })
    const { created, missing } = await rig.hubspot.portal(7004).provisionProperties(manifest.properties, 'nl')
    expect(created.filter((name) => name.startsWith('contacts.'))).toEqual(
      ['permission', 'reason', 'valid_until', 'allowed_numbers'].map((name) => `contacts.belrecht_${name}`),
    )
    expect(missing[0]?.why).toMatch(/no room for more than 4/)
    expect(created.length + missing.length).toBe(manifest.properties.length)
  })
})

describe('records', () => {
  it('come with the history of a form, in two portals that share ids', async () => {
    const form = {
      formId: 'f1',
      formName: 'Terugbelverzoek',
      page: 'https://x.nl/bel',
      submissionId: 's1',
      at: '2026-03-01T10:00:00Z',
    }
    await rig.control('POST', '/portals/7001/contacts', contact('101', { mobilephone: '0612345678' }))
    await rig.control('POST', '/portals/7002/contacts', contact('101', { mobilephone: '0698765432' }))
    await rig.control('POST', '/portals/7001/forms/submissions', {
      ...form,
      properties: { email: 'c101@example.nl', belrecht_opt_in: 'true' },
    })
    const read = (portalId: number) =>
      rig.hubspot.portal(portalId).batchRead('contacts', ['101', '999'], {
        properties: ['mobilephone', 'belrecht_opt_in'],
        withHistory: ['belrecht_opt_in'],
      })
    const [one, two] = await Promise.all([read(7001), read(7002)])
    expect([...one.keys(), ...two.keys()]).toEqual(['101', '101'])
    expect(one.get('101')?.properties).toMatchObject({ mobilephone: '0612345678', belrecht_opt_in: 'true' })
    expect(one.get('101')?.history.belrecht_opt_in?.[0]).toMatchObject({
      value: 'true',
      sourceType: 'FORM',
      timestamp: Date.parse('2026-03-01T10:00:00Z'),
    })
    expect(two.get('101')?.properties.mobilephone).toBe('0698765432')
    expect(two.get('101')?.history.belrecht_opt_in ?? []).toEqual([])
  })

  it('are written a hundred at a time, and only the guilty refused, multi-status or not', async () => {
    await rig.control('POST', '/portals/7001/bulk-contacts', {
      count: 250,
      template: { email: 'b{n}@example.nl' },
      from: 1,
    })
    const portal = rig.hubspot.portal(7001)
    const page = await portal.listPage('contacts', null, ['email'])
    const rest = await portal.listPage('contacts', page.after, ['email'])
    const ids = [...page.records, ...rest.records].map((record) => record.id)
    expect(new Set(ids).size).toBe(200)
    for (const multiStatus of [true, false]) {
      await rig.control('DELETE', '/portals/7001/rules')
      await rig.control('POST', '/portals/7001/rules', {
        objectType: 'contacts',
        ids: [ids[3], ids[150]],
        property: 'belrecht_permission',
        values: ['denied'],
        multiStatus,
        message: 'not on my watch',
      })
      const write = await portal.batchUpdate(
        'contacts',
        ids.map((id) => ({ id, properties: { belrecht_permission: 'denied' } })),
      )
      expect(write.refused.map((each) => each.id).sort()).toEqual([ids[3], ids[150]].sort())
      expect(write.refused[0]?.message).toMatch(/not on my watch/)
      expect(write.updated).toHaveLength(198)
    }
    const unknown = await portal.batchUpdate('contacts', [
      { id: '999999', properties: { belrecht_permission: 'denied' } },
    ])
    expect(unknown.refused).toMatchObject([{ id: '999999' }])
  })

  it('with more associations than fit a page are read whole', async () => {
    await rig.control('POST', '/settings', { associationPage: 3 })
    await rig.control('POST', '/portals/7001/contacts', contact('101'))
    const associations = [{ type: 'contacts', id: '101' }]
    for (let id = 1; id <= 8; id++)
      await rig.control('POST', '/portals/7001/tasks', {
        id: String(id),
        properties: { hs_task_subject: 'x' },
        associations,
      })
    const found = await rig.hubspot.portal(7001).associations('contacts', 'tasks', ['101', '102'])
    expect(
      found
        .get('101')
        ?.map((each) => Number(each.id))
        .sort((a, b) => a - b),
    ).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(found.get('102')).toEqual([])
  })

  it('are found by search, a page at a time', async () => {
    await rig.control('POST', '/portals/7001/bulk-contacts', {
      count: 450,
      template: { email: 's{n}@example.nl', city: 'Utrecht' },
    })
    const { search } = rig.hubspot.portal(7001)
    const filterGroups = [{ filters: [{ propertyName: 'city', operator: 'EQ', value: 'Utrecht' }] }]
    const first = await search('contacts', { filterGroups, properties: ['city'] })
    const second = await search('contacts', { filterGroups, properties: ['city'], after: first.after ?? '' })
    const seen = new Set([...first.records, ...second.records].map(({ id }) => id))
    expect([first.total, first.records.length, seen.size]).toEqual([450, 200, 400])
  })
})

describe('trouble', () => {
  const read = () => rig.hubspot.portal(7001).batchRead('contacts', ['101'], { properties: [] })
  const PATH = '/crm/objects/2026-09/*/batch/read'

  it('an expired token is renewed once for many callers', async () => {
    await rig.control('POST', '/portals/7001/expire-tokens')
    rig.refreshes.length = 0
    const before = rig.rows.get(7001)?.accessToken
    await Promise.all(Array.from({ length: 20 }, read))
    expect(rig.rows.get(7001)?.accessToken).not.toBe(before)
    expect(rig.refreshes).toEqual([7001])
  })

  it('a dead refresh token means the portal is gone', async () => {
    await rig.control('POST', '/portals/7001/kill-refresh-tokens')
    await rig.control('POST', '/portals/7001/expire-tokens')
    await expect(read()).rejects.toMatchObject({ kind: 'portal-gone', portalId: 7001 })
    await expect(rig.hubspot.portal(7002).listPage('contacts', null, [])).resolves.toMatchObject({ records: [] })
  })

  it('a wrong secret of ours does not', async () => {
    const mistyped = createOAuth({
      baseUrl: rig.sandbox.url,
      clientId: 'client',
      clientSecret: 'secrte',
      now: Date.now,
    })
    const refreshing = mistyped.refresh(rig.rows.get(7001)?.refreshToken ?? '', 7001)
    await expect(refreshing).rejects.toMatchObject({ kind: 'misconfigured' })
    const stranger = createOAuth({
      baseUrl: rig.sandbox.url,
      clientId: 'nobody',
      clientSecret: 'secret',
      now: Date.now,
    })
    await expect(stranger.refresh(rig.rows.get(7001)?.refreshToken ?? '')).rejects.toMatchObject({
      kind: 'misconfigured',
    })
  })

  it.each([
    ['429', { kind: 'status', status: 429, retryAfter: 0 }],
    ['a broken connection', { kind: 'reset' }],
    ['503', { kind: 'status', status: 503 }],
  ])('%s is waited out', async (_, kind) => {
    await fault({ portalId: 7001, method: 'POST', path: PATH, ...kind })
    await read()
    expect(rig.calls.map((call) => call.attempt)).toEqual([1, 2])
  })

  it('a write whose answer is lost is made again, to the same end', async () => {
    await rig.control('POST', '/portals/7001/contacts', contact('101'))
    await fault({
      portalId: 7001,
      method: 'POST',
      path: '/crm/objects/2026-09/contacts/batch/update',
      kind: 'reset',
      when: 'after',
    })
    const portal = rig.hubspot.portal(7001)
    const written = await portal.batchUpdate('contacts', [{ id: '101', properties: { city: 'Utrecht' } }])
    expect(written).toMatchObject({ updated: ['101'], refused: [], leftOut: [] })
    expect(rig.calls.map((call) => call.attempt)).toEqual([1, 2])
    const found = await portal.batchRead('contacts', ['101'], { properties: ['city'] })
    expect(found.get('101')?.properties.city).toBe('Utrecht')
  })
})
