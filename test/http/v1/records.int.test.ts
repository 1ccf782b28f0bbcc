import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withPortalLock } from '../../../src/store/core/portal-lock.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../../kit/stage.ts'
import { apiOf, consentFor, contactWith, keyOf } from './v1-kit.ts'

let stage: Stage
let api: ReturnType<typeof apiOf>

beforeAll(async () => {
  stage = await openStage()
  api = apiOf(stage, await keyOf(stage))
})
afterAll(() => stage.close())

const contact = async (id: string) => (await stage.sandbox.read(COMMERCIAL, 'contacts', id)).properties
const permission = async (number: string) =>
  (await api('GET', `/v1/permission?number=${encodeURIComponent(number)}`)).body.permission

describe('a consent', () => {
  it('with its six answers is recorded, and stands in HubSpot when the answer comes', async () => {
    const contactId = await contactWith(stage, '0631000001')
    const { status, body } = await api('POST', '/v1/consents', consentFor('06 3100 0001'))
    expect(status).toBe(201)
    expect(body).toEqual({ consentId: expect.any(String), contactId, number: '+31631000001', announced: 'told' })
    expect(await contact(contactId)).toMatchObject({
      belrecht_permission: 'allowed',
      belrecht_consent_method: 'web-form',
      belrecht_consent_source: 'actiepagina zomer, formulier 12',
      belrecht_consent_given_at: '2026-06-28T10:00:00.000Z',
      belrecht_consent_scope: expect.stringContaining('actie-2026-1'),
      belrecht_consent_status: 'given',
      belrecht_preferences_url: expect.stringContaining('/p/'),
    })
  })

  it('handed in again is the same consent', async () => {
    const first = await api('POST', '/v1/consents', consentFor('+31631000001'))
    expect(first.status).toBe(200)
    const rows = await stage.query(COMMERCIAL, `select from ledger where consent_id = $1`, [first.body.consentId])
    expect(rows).toHaveLength(1)
  })

  it.each([
    ['number', /^who/],
    ['givenBy', /^who/],
    ['method', /^how/],
    ['source', /^from which source/],
    ['givenAt', /^when/],
    ['notice', /^which/],
  ])('without "%s" is refused, and the answer that is missing named', async (path, message) => {
    for (const missing of [undefined, '  ']) {
      const { status, body } = await api('POST', '/v1/consents', consentFor('+31631000001', { [path]: missing }))
      expect([status, body.code]).toEqual([422, 'consent-incomplete'])
      expect(body.problems).toEqual([{ path, message: expect.stringMatching(message) }])
    }
  })

  it('names all that is missing at once', async () => {
    const { body } = await api('POST', '/v1/consents', { number: '+31631000001' })
    const paths = (body.problems as { path: string }[]).map(({ path }) => path)
    expect(paths.sort()).toEqual(['givenAt', 'givenBy', 'method', 'notice', 'source'])
  })

  it.each([
    ['a day to come', { givenAt: '2030-01-01T00:00:00+01:00' }, 'givenAt'],
    ['no offset', { givenAt: '2026-06-01T00:00:00' }, 'givenAt'],
    ['a number that is none', { number: '12' }, 'number'],
    ['a contact that is not there', { contactId: '99999' }, 'contactId'],
    ['a last day that does not exist', { until: '2026-02-30' }, 'until'],
    ['an unknown field', { colour: 'red' }, 'colour'],
  ])('with %s is refused', async (_what, more, path) => {
    const { status, body } = await api('POST', '/v1/consents', consentFor('+31631000001', more))
    expect(status).toBe(422)
    expect((body.problems as { path: string }[]).map((problem) => problem.path)).toContain(path)
  })

  it('needs to say whose it is where nobody, or more than one, has the number', async () => {
    const nobody = await api('POST', '/v1/consents', consentFor('+31631000002'))
    expect(nobody.body.problems).toMatchObject([{ path: 'contactId', message: expect.stringContaining('no contact') }])
    const first = await contactWith(stage, '0631000003', { email: 'een@example.nl' })
    await contactWith(stage, '0631000003', { email: 'twee@example.nl' })
    const several = await api('POST', '/v1/consents', consentFor('+31631000003'))
    expect(several.body.problems).toMatchObject([{ path: 'contactId', message: expect.stringContaining('several') }])
    const told = await api('POST', '/v1/consents', consentFor('+31631000003', { contactId: first }))
    expect([told.status, told.body.contactId]).toEqual([201, first])
  })

  it('may be for a contact made a moment ago, whose event has not come yet', async () => {
    const properties = { email: 'nieuw@example.nl', mobilephone: '0631000004' }
    const { id } = await stage.sandbox.create(COMMERCIAL, 'contacts', { properties })
    const { status } = await api('POST', '/v1/consents', consentFor('+31631000004', { contactId: id }))
    expect(status).toBe(201)
    expect(await contact(id)).toMatchObject({ belrecht_permission: 'allowed' })
    await stage.settle()
  })

  it('that is not JSON, or too much, is refused as such', async () => {
    expect((await api('POST', '/v1/consents', '{"number":')).body.code).toBe('body-not-json')
    expect((await api('POST', '/v1/consents', `{"a":"${'x'.repeat(1_100_000)}"}`)).body.code).toBe('body-too-large')
  })
})

describe('an objection', () => {
  it('blocks every number of the contact, for everybody who has one', async () => {
    const contactId = await contactWith(stage, '0632000001', { phone: '0201234567', belrecht_legal_form: 'bv' })
    const colleague = await contactWith(stage, '0632000002', { phone: '0201234567', belrecht_legal_form: 'bv' })
    expect(await permission('+31632000002')).toBe('allowed')
    const { status, body } = await api('POST', '/v1/objections', { contactId })
    expect(status).toBe(201)
    expect(body.numbers).toEqual(['+31201234567', '+31632000001'])
    expect(body.contactIds).toEqual([contactId, colleague])
    expect(await contact(contactId)).toMatchObject({ belrecht_permission: 'denied', belrecht_do_not_call: 'true' })
    expect(await contact(colleague)).toMatchObject({ belrecht_permission: 'denied' })
    for (const number of ['+31632000001', '+31201234567']) expect(await permission(number)).toBe('denied')
  })

  it('on a number alone blocks it, also for a contact that gets it later, and in this portal only', async () => {
    const done = await api('POST', '/v1/objections', { number: '06 3200 0003' })
    expect([done.status, done.body.contactIds]).toEqual([201, []])
    const contactId = await contactWith(stage, '0632000003', { belrecht_legal_form: 'bv' })
    expect(await contact(contactId)).toMatchObject({ belrecht_permission: 'denied' })
    const other = apiOf(stage, await keyOf(stage, CHARITY))
    const asked = '/v1/permission?number=%2B31632000003'
    expect((await other('GET', asked)).body.reasons).not.toContain('objection')
  })

  it('sent again with its key is the same objection', async () => {
    const send = () => api('POST', '/v1/objections', { number: '+31632000004' }, { 'idempotency-key': 'call-77' })
    expect([(await send()).status, (await send()).status]).toEqual([201, 200])
    const rows = await stage.query(COMMERCIAL, `select from number_objections where fact_key like '%api:%'`)
    await send()
    expect(await stage.query(COMMERCIAL, `select from number_objections where fact_key like '%api:%'`)).toHaveLength(
      rows.length,
    )
  })

  it.each([
    ['of nobody', {}, 'number'],
    ['on no number', { number: 'nonsense' }, 'number'],
    ['of a contact that is not there', { contactId: '99999' }, 'contactId'],
    ['to come', { number: '+31632000005', at: '2030-01-01T00:00:00+01:00' }, 'at'],
    ['before all dates', { number: '+31632000005', at: '1021-05-05T10:00:00+00:00' }, 'at'],
  ])('%s is refused', async (_what, body, path) => {
    const answer = await api('POST', '/v1/objections', body)
    expect([answer.status, answer.body.code]).toEqual([422, 'objection-incomplete'])
    expect(answer.body.problems).toMatchObject([{ path }])
  })

  it('counts at once and reaches HubSpot later where another worker has the portal', async () => {
    const contactId = await contactWith(stage, '0632000006', { belrecht_legal_form: 'bv' })
    let letGo = () => {}
    const free = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const busy = withPortalLock(stage.context.store, COMMERCIAL, () => free)
    const { body } = await api('POST', '/v1/objections', { contactId })
    expect(body.announced).toBe('later')
    expect(await permission('+31632000006')).toBe('denied')
    expect(await contact(contactId)).toMatchObject({ belrecht_permission: 'allowed' })
    letGo()
    await busy
    await stage.settle()
    expect(await contact(contactId)).toMatchObject({ belrecht_permission: 'denied' })
  })
})

describe('a verification by the caller’s own provider', () => {
  it('raises the consent to verified', async () => {
    const contactId = await contactWith(stage, '0633000001')
    const { body } = await api('POST', '/v1/consents', consentFor('+31633000001'))
    const path = `/v1/consents/${body.consentId}/verification`
    const check = { checkedBy: 'CodeBode', method: 'sms-code', at: '2026-06-28T12:01:00+02:00' }
    const done = await api('POST', path, check)
    expect([done.status, done.body]).toEqual([
      201,
      { consentId: body.consentId, contactId, status: 'verified', announced: 'told' },
    ])
    expect((await api('POST', path, check)).status).toBe(200)
    expect(await contact(contactId)).toMatchObject({ belrecht_consent_status: 'verified' })
    const asked = await api('GET', '/v1/permission?number=%2B31633000001')
    expect(asked.body).toMatchObject({ permission: 'allowed', reasons: [] })
  })

  it('is possible for a consent from a form in HubSpot, by the id the ledger gave it', async () => {
    const properties = { email: 'form@example.nl', mobilephone: '0633000002', belrecht_opt_in: 'true' }
    const { contactId } = await stage.sandbox.submitForm(COMMERCIAL, { formName: 'Terugbellen', properties })
    await stage.settle()
    const [row] = await stage.query<{ id: string }>(
      COMMERCIAL,
      'select consent_id as id from ledger where contact_id = $1 and consent_id is not null',
      [contactId],
    )
    const path = `/v1/consents/${encodeURIComponent(row?.id ?? '')}/verification`
    expect((await api('POST', path, { checkedBy: 'CodeBode', method: 'sms-code' })).status).toBe(201)
    expect(await contact(contactId)).toMatchObject({ belrecht_consent_status: 'verified' })
  })

  it('is refused for an unknown consent, before the consent, and in another portal', async () => {
    const { body } = await api('POST', '/v1/consents', consentFor('+31633000001'))
    const path = `/v1/consents/${body.consentId}/verification`
    const check = { checkedBy: 'CodeBode', method: 'sms-code' }
    expect((await api('POST', '/v1/consents/none/verification', check)).body.code).toBe('consent-unknown')
    const early = await api('POST', path, { ...check, at: '2026-06-01T12:00:00+02:00' })
    expect(early.body).toMatchObject({ status: 422, problems: [{ path: 'at' }] })
    const other = apiOf(stage, await keyOf(stage, CHARITY))
    expect((await other('POST', path, check)).body.code).toBe('consent-unknown')
  })
})
