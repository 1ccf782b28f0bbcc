import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Signed, signedCall } from '../../kit/signed-calls.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../../kit/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  await stage.sandbox.create(COMMERCIAL, 'contacts', { id: '301', properties: { email: 'jan@example.nl' } })
  await stage.sandbox.create(CHARITY, 'contacts', { id: '301', properties: { phone: '0201234567' } })
  await stage.sandbox.submitForm(COMMERCIAL, {
    formName: 'Bel mij',
    properties: { email: 'jan@example.nl', mobilephone: '0612345678', belrecht_opt_in: 'true' },
  })
  await stage.settle()
})
afterAll(() => stage.close())

let callbacks = 0
const request = (objectId: string, portalId = COMMERCIAL, callbackId = `ap-${portalId}-${++callbacks}`) => ({
  callbackId,
  origin: { portalId, actionDefinitionId: 1, actionDefinitionVersion: 1 },
  context: { source: 'WORKFLOWS', workflowId: 7 },
  object: { objectId: Number(objectId), objectType: 'CONTACT', properties: {} },
  inputFields: {},
})
const check = (body: unknown, signed: Signed = {}) =>
  signedCall<{ outputFields: Record<string, string>; code?: string }>(stage, 'POST', '/workflow/check-permission', {
    bare: true,
    ...signed,
    body,
  })
const DENIED = { permission: 'denied', basis: '', valid_until: '', hs_execution_state: 'SUCCESS' }

describe('the workflow action', () => {
  it('answers fields to branch on', async () => {
    const { status, body } = await check(request('301'))
    expect([status, body]).toEqual([
      200,
      {
        outputFields: {
          permission: 'allowed',
          basis: 'consent',
          reason: 'Bellen mag tot en met 28 juni 2029: toestemming, niet geverifieerd.',
          valid_until: '2029-06-28',
          hs_execution_state: 'SUCCESS',
        },
      },
    ])
  })

  it('the portal is the one in the signed body', async () => {
    expect((await check(request('301', CHARITY))).body.outputFields).toMatchObject(DENIED)
    expect((await check(request('301', 4))).status).toBe(404)
  })

  it('a contact made a moment ago is refreshed first', async () => {
    await stage.sandbox.call('POST', '/sandbox/webhooks/hold')
    await stage.sandbox.create(COMMERCIAL, 'contacts', {
      id: '302',
      properties: { phone: '0207654321', belrecht_legal_form: 'bv' },
    })
    const { body } = await check(request('302'))
    await stage.sandbox.call('POST', '/sandbox/webhooks/release')
    await stage.settle()
    expect(body.outputFields).toMatchObject({ permission: 'allowed', basis: 'legal-person', valid_until: '' })
  })

  it('unknown is a no, and never a block', async () => {
    expect((await check(request('999999'))).body.outputFields).toEqual({
      ...DENIED,
      reason: 'Nog niet bellen: Belrecht heeft dit contact nog niet bekeken.',
    })
  })

  it('with HubSpot down a known contact is judged, an unknown one refused', async () => {
    await stage.sandbox.call('POST', '/sandbox/faults', {
      portalId: COMMERCIAL,
      path: '*',
      kind: 'status',
      status: 503,
      count: 1_000,
    })
    const [known, unknown] = await Promise.all([check(request('301')), check(request('303'))])
    await stage.sandbox.call('DELETE', '/sandbox/faults')
    expect(known.body.outputFields.permission).toBe('allowed')
    expect(unknown.body.outputFields).toMatchObject(DENIED)
  })

  it('asked again with the same callback it answers, and works no second time', async () => {
    await stage.sandbox.create(COMMERCIAL, 'contacts', { id: '304', properties: { phone: '0207654329' } })
    await stage.settle()
    const body = request('304')
    expect((await check(body)).status).toBe(200)
    const calls = stage.context.callsTo(COMMERCIAL)
    expect((await check(body)).body.outputFields).toMatchObject(DENIED)
    expect(stage.context.callsTo(COMMERCIAL)).toBe(calls)
    const [row] = await stage.query<{ n: number }>(
      COMMERCIAL,
      'select count(*)::int as n from seen_once where key = $1',
      [`workflow ${body.callbackId}`],
    )
    expect(row?.n).toBe(1)
  })
})

describe('who may ask', () => {
  it('v2 counts where no v3 came, as HubSpot signs some actions', async () => {
    expect((await check(request('301'), { version: 'v2' })).status).toBe(200)
    expect((await check(request('301'), { version: 'v2', secret: 'forged' })).status).toBe(401)
  })

  it('a stale v3 is not saved by a good v2', async () => {
    const body = JSON.stringify(request('301'))
    const url = `${stage.appUrl}/workflow/check-permission`
    const secret = stage.config.hubspot.clientSecrets[0]?.reveal() ?? ''
    const { signV2, signV3 } = await import('../../../src/hubspot/signatures/signatures.ts')
    const parts = { method: 'POST', url, body: Buffer.from(body), secret }
    const timestamp = String(Date.now() - 400_000)
    const both = {
      'x-hubspot-signature': signV2(parts),
      'x-hubspot-signature-version': 'v2',
      'x-hubspot-signature-v3': signV3({ ...parts, timestamp }),
      'x-hubspot-request-timestamp': timestamp,
    }
    expect((await fetch(url, { method: 'POST', headers: both, body })).status).toBe(401)
  })

  it.each([
    ['nothing', {}],
    ['no portal', { ...request('301'), origin: {} }],
    ['no callback', { ...request('301'), callbackId: '' }],
    ['a company', { ...request('301'), object: { objectId: 1, objectType: 'COMPANY' } }],
  ])('refuses a request with %s', async (_what, body) => {
    const { status, body: problem } = await check(body)
    expect([status, problem.code]).toEqual([422, 'action-unclear'])
  })
})
