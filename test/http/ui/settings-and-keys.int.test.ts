import { afterAll, beforeAll, describe, expect, test as it } from 'vitest'
import type { ApiKeyAnswer, GuardReport, NewApiKey, SettingsPreview } from '../../../src/answers/answers.ts'
import { withPortalLock } from '../../../src/store/core/portal-lock.ts'
import { type Signed, signedCall } from '../../kit/signed-calls.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../../kit/stage.ts'

let stage: Stage
const REP: Signed = { userId: '2002' }
type Problem = { code: string; problems?: { path: string }[] }

beforeAll(async () => {
  stage = await openStage({ guard: 'report' })
  const { sandbox } = stage
  await sandbox.submitForm(COMMERCIAL, {
    formName: 'Bel mij',
    properties: { email: 'jan@example.nl', mobilephone: '0612345678', belrecht_opt_in: 'true' },
  })
  await sandbox.create(COMMERCIAL, 'contacts', {
    id: '502',
    at: '2025-03-03T10:00:00+01:00',
    as: { sourceType: 'FORM', sourceId: 'f-1', sourceLabel: 'Bestelling' },
    properties: { email: 'klant@example.nl', mobilephone: '0687654321' },
  })
  await sandbox.create(COMMERCIAL, 'deals', {
    id: '802',
    properties: { dealstage: 'closedwon', closedate: '2025-03-03T12:00:00+01:00', amount: '100' },
    associations: [{ type: 'contacts', id: '502' }],
  })
  await sandbox.create(COMMERCIAL, 'contacts', { id: '503', properties: { phone: '0201234567' } })
  for (const [task, contact] of [
    ['701', '502'],
    ['702', '503'],
  ] as const) {
    await sandbox.create(COMMERCIAL, 'tasks', {
      id: task,
      properties: { hs_task_type: 'CALL', hs_task_subject: 'Bel', hs_task_status: 'NOT_STARTED' },
      associations: [{ type: 'contacts', id: contact }],
    })
  }
  await stage.settle()
})
afterAll(() => stage.close())

describe('a preview before saving', () => {
  const preview = (patch: unknown, signed: Signed = {}) =>
    signedCall<SettingsPreview & Problem>(stage, 'POST', '/settings/preview', { ...signed, body: patch })

  it('says who would lose their yes, and saves nothing', async () => {
    const { status, body } = await preview({ house: { requireVerified: true } })
    expect(status).toBe(200)
    expect(body).toEqual({
      contacts: 3,
      judged: 3,
      losesYes: 1,
      gainsYes: 0,
      before: { allowed: 2, denied: 1, 'needs-evidence': 0, 'needs-review': 0 },
      after: { allowed: 1, denied: 1, 'needs-evidence': 1, 'needs-review': 0 },
      notCounted: [],
    })
    const settings = await signedCall<{ house: object }>(stage, 'GET', '/settings')
    expect(settings.body.house).toMatchObject({ requireVerified: false })
    expect((await stage.sandbox.read(COMMERCIAL, 'contacts', '502')).properties.belrecht_permission).toBe('allowed')
  })

  it('a change back is a gain, and nothing of HubSpot is asked', async () => {
    await stage.saveSettings(COMMERCIAL, { purpose: 'charitable' })
    await stage.settle()
    const calls = stage.context.callsTo(COMMERCIAL)
    const { body } = await preview({ purpose: 'commercial' })
    expect([body.losesYes, body.gainsYes]).toEqual([0, 2])
    expect(stage.context.callsTo(COMMERCIAL)).toBe(calls)
    await stage.saveSettings(COMMERCIAL, { purpose: 'commercial' })
    await stage.settle()
  })

  it('names what shows only after saving', async () => {
    const { body } = await preview({ b2b: false, mapping: { phones: ['phone'] } })
    expect(body.notCounted).toEqual(['b2b', 'mapping'])
  })

  it('names every wrong path', async () => {
    const { status, body } = await preview({ house: { consentYears: 9 }, colour: 'red' })
    expect([status, body.code]).toEqual([422, 'settings-invalid'])
    expect(body.problems?.map(({ path }) => path).sort()).toEqual(['colour', 'house.consentYears'])
  })

  it('one at a time, and for admins only', async () => {
    const busy = await withPortalLock(stage.context.store, COMMERCIAL, () => preview({ b2b: false }), {
      name: 'preview',
    })
    expect([busy.status, busy.body.code]).toEqual([409, 'preview-running'])
    const rep = await preview({ b2b: false }, REP)
    expect([rep.status, rep.body.code]).toEqual([403, 'not-an-admin'])
    expect((await preview({ b2b: false }, { secret: 'x' })).status).toBe(401)
  })
})

describe('the report of call tasks', () => {
  const report = async (signed: Signed = {}) =>
    (await signedCall<GuardReport>(stage, 'GET', '/settings/report', signed)).body

  it('before the guard is on: how many lack permission, of how many open', async () => {
    expect(await report(REP)).toEqual({
      open: 2,
      lacking: 1,
      held: 0,
      refused: 0,
      lostOnLawChange: 0,
      complete: true,
    })
    expect(await report({ portalId: CHARITY })).toMatchObject({ open: 0, lacking: 0 })
  })

  it('after the law changed: which the law took; and with the guard on they are held', async () => {
    await stage.setClock('2026-07-01T00:10:00+02:00')
    await signedCall(stage, 'POST', '/actions/recheck', { body: { contactIds: ['502', '503'] } })
    await stage.settle()
    expect(await report()).toMatchObject({ open: 2, lacking: 2, held: 0, lostOnLawChange: 1 })
    await stage.saveSettings(COMMERCIAL, { guard: 'hold' })
    await stage.settle()
    expect(await report()).toMatchObject({ open: 2, lacking: 2, held: 2, lostOnLawChange: 1 })
  })

  it('without HubSpot it counts what it knows, and says so', async () => {
    await stage.sandbox.call('POST', '/sandbox/faults', {
      portalId: COMMERCIAL,
      path: '*',
      kind: 'status',
      status: 503,
      count: 1_000,
    })
    const without = await report()
    await stage.sandbox.call('DELETE', '/sandbox/faults')
    expect(without).toMatchObject({ open: 2, lacking: 2, held: 2, complete: false })
  })
})

describe('keys for dialers', () => {
  const keys = (method: string, path = '', signed: Signed = {}) =>
    signedCall<ApiKeyAnswer[] & NewApiKey & Problem>(stage, method, `/settings/keys${path}`, signed)

  it('shown once, listed without the key, stored as a hash, deleted for good', async () => {
    const made = await keys('POST', '', { body: { name: 'Dialer West' } })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ name: 'Dialer West', lastUsedAt: null, key: expect.stringMatching(/^blr_7001-/) })
    const listed = await keys('GET')
    expect(listed.body).toEqual([
      {
        id: made.body.id,
        name: 'Dialer West',
        scopes: ['ask', 'record'],
        createdAt: made.body.createdAt,
        lastUsedAt: null,
      },
    ])
    const secret = made.body.key.split('_').at(-1)
    const rows = await stage.query<{ row: string }>(COMMERCIAL, 'select api_keys::text as row from api_keys')
    expect(rows.map(({ row }) => row).join()).not.toContain(secret)
    expect((await keys('GET', '', { portalId: CHARITY })).body).toEqual([])
    expect((await keys('DELETE', `/${made.body.id}`, { portalId: CHARITY })).status).toBe(404)
    expect((await keys('DELETE', `/${made.body.id}`)).status).toBe(204)
    expect((await keys('DELETE', `/${made.body.id}`)).body.code).toBe('key-unknown')
    expect((await keys('GET')).body).toEqual([])
  })

  it('a copy of the request that made one makes no second', async () => {
    const signed = { body: { name: 'Formulier' }, moment: Date.now() - 1_000 }
    const made = await keys('POST', '', signed)
    expect(made.status).toBe(201)
    const copy = await keys('POST', '', signed)
    expect([copy.status, copy.body.code, copy.body.key]).toEqual([409, 'request-repeated', undefined])
    expect((await keys('GET')).body).toHaveLength(1)
    await keys('DELETE', `/${made.body.id}`)
  })

  it('only admins see, make or delete them', async () => {
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['DELETE', '/x'],
    ] as const) {
      const refused = await keys(method, path, { ...REP, ...(method === 'POST' ? { body: { name: 'x' } } : {}) })
      expect([refused.status, refused.body.code]).toEqual([403, 'not-an-admin'])
    }
    expect((await keys('POST', '', { body: { name: 'x' }, secret: 'forged' })).status).toBe(401)
    expect((await keys('POST', '', { body: { name: 'x' }, moment: Date.now() - 400_000 })).status).toBe(401)
  })

  it.each([{}, { name: '' }, { name: 'x'.repeat(101) }])('refuses a name like %j', async (body) => {
    expect((await keys('POST', '', { body })).body.code).toBe('key-name-missing')
  })
})
