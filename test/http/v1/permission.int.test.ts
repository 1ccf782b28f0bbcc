import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deleteApiKey, findApiKey, listApiKeys } from '../../../src/store/portal/api-keys.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../../kit/stage.ts'
import { apiOf, consentFor, contactWith, keyOf } from './v1-kit.ts'

let stage: Stage
let api: ReturnType<typeof apiOf>

beforeAll(async () => {
  stage = await openStage()
  api = apiOf(stage, await keyOf(stage))
})
afterAll(() => stage.close())

const ask = (number: string, more = '') => api('GET', `/v1/permission?number=${encodeURIComponent(number)}${more}`)

describe('one number', () => {
  it('is answered with the ground, the end, the words, the rule and whose it is', async () => {
    const contactId = await contactWith(stage, '0612000001')
    expect((await api('POST', '/v1/consents', consentFor('+31612000001'))).status).toBe(201)
    const { status, body } = await ask('+31612000001', '&language=en')
    expect(status).toBe(200)
    expect(body).toEqual({
      number: '+31612000001',
      permission: 'allowed',
      basis: 'consent',
      until: '2029-06-28T00:00:00+02:00',
      reasons: ['unverified'],
      sentence: expect.stringContaining('Calling is allowed up to and including 27 June 2029'),
      rulebook: 'nl-2021-07-01',
      rule: { layer: 'statute', article: expect.stringContaining('11.7'), url: expect.stringContaining('https://') },
      contactIds: [contactId],
    })
  })

  it('nobody has is judged on no facts, and stays blocked where it was objected', async () => {
    const unknown = await ask('+31612000002')
    expect(unknown.body).toMatchObject({
      permission: 'denied',
      reasons: ['legal-form-unknown', 'no-basis'],
      contactIds: [],
    })
    expect((await ask('+31612000002', '&purpose=service')).body).toMatchObject({
      permission: 'allowed',
      basis: 'service',
    })
    expect((await api('POST', '/v1/objections', { number: '+31612000002' })).status).toBe(201)
    expect((await ask('+31612000002')).body).toMatchObject({ permission: 'denied', reasons: ['objection'] })
  })

  it('shared by several contacts is as strict as the strictest', async () => {
    const first = await contactWith(stage, '0612000003', { email: 'first@example.nl' })
    await api('POST', '/v1/consents', consentFor('+31612000003'))
    const second = await contactWith(stage, '0612000003', { email: 'second@example.nl' })
    const { body } = await ask('+31612000003')
    expect(body).toMatchObject({ permission: 'denied', contactIds: [first, second] })
  })

  it('may be written as people write it, and unescaped', async () => {
    const found = [await ask('06 1200 0001'), await api('GET', '/v1/permission?number=+31612000001')]
    for (const { body } of found) expect(body).toMatchObject({ number: '+31612000001', permission: 'allowed' })
  })

  it('is judged by the law and the facts of the moment asked about', async () => {
    const before = await ask('+31612000001', '&at=2026-06-28T11:00:00%2B02:00')
    expect(before.body).toMatchObject({ permission: 'denied', rulebook: 'nl-2021-07-01' })
    const later = await ask('+31612000001', '&at=2026-07-02T11:00:00%2B02:00')
    expect(later.body).toMatchObject({ permission: 'allowed', rulebook: 'nl-2026-07-01' })
    expect((await ask('+31612000001', '&at=2031-07-02T11:00:00%2B02:00')).body).toMatchObject({
      permission: 'denied',
      reasons: ['expired-consent', 'legal-form-unknown'],
    })
    // What was recorded today was not known last year, whenever it says it happened.
    expect((await ask('+31612000001', '&asKnownAt=2026-06-28T13:00:00%2B02:00')).body).toMatchObject({
      permission: 'denied',
    })
  })

  it('is judged by whose it was then', async () => {
    const contactId = await contactWith(stage, '0612000004')
    await api('POST', '/v1/consents', consentFor('+31612000004'))
    await stage.setClock('2026-06-29T12:00:00+02:00')
    await stage.sandbox.change(COMMERCIAL, 'contacts', contactId, { properties: { mobilephone: '0612000005' } })
    await stage.settle()
    await stage.setClock('2026-06-29T14:00:00+02:00')
    expect((await ask('+31612000004')).body).toMatchObject({ permission: 'denied', contactIds: [] })
    const then = await ask('+31612000004', '&at=2026-06-29T11:00:00%2B02:00')
    expect(then.body).toMatchObject({ permission: 'allowed', contactIds: [contactId] })
  })

  it.each([
    ['number=12', 'number-unreadable', 'number'],
    ['', 'question-invalid', 'number'],
    ['number=%2B31612000001&at=yesterday', 'question-invalid', 'at'],
    ['number=%2B31612000001&colour=red', 'question-invalid', 'colour'],
    ['number=%2B31612000001&number=%2B31612000002', 'question-invalid', 'number'],
    ['number=%2B31612000001&channel=pigeon', 'question-invalid', 'channel'],
  ])('asked as "%s" is refused with what is wrong', async (query, code, path) => {
    const { status, body, headers } = await api('GET', `/v1/permission?${query}`)
    expect(status).toBe(422)
    expect(headers.get('content-type')).toContain('application/problem+json')
    expect(body).toMatchObject({ code, problems: [{ path }] })
  })
})

describe('many numbers', () => {
  it('are answered in the order asked, unreadable ones by name', async () => {
    const numbers = ['+31612000002', 'nonsense', '+31612000001', '+31612000002']
    const { status, body } = await api('POST', '/v1/permission/batch', { numbers, language: 'nl' })
    expect(status).toBe(200)
    expect(body.results).toMatchObject([
      { number: '+31612000002', permission: 'denied', reasons: ['objection'] },
      { number: 'nonsense', code: 'number-unreadable' },
      { number: '+31612000001', permission: 'allowed', sentence: expect.stringContaining('Bellen mag') },
      { number: '+31612000002', permission: 'denied' },
    ])
  })

  it('go up to a thousand', async () => {
    const numbers = Array.from({ length: 1_000 }, (_, i) => `+3161300${String(i).padStart(4, '0')}`)
    const { body } = await api('POST', '/v1/permission/batch', { numbers })
    expect(body.results).toHaveLength(1_000)
    const more = await api('POST', '/v1/permission/batch', { numbers: [...numbers, '+31612000001'] })
    expect([more.status, more.body.code]).toEqual([422, 'question-invalid'])
  })
})

describe('keys', () => {
  it('open their own portal only, and nothing once deleted', async () => {
    const other = apiOf(stage, await keyOf(stage, CHARITY))
    expect((await other('GET', '/v1/permission?number=%2B31612000001')).body).toMatchObject({ contactIds: [] })
    const key = await keyOf(stage, COMMERCIAL, 'to go')
    const [made] = (await stage.inPortal(COMMERCIAL, listApiKeys)).filter(({ name }) => name === 'to go')
    expect((await apiOf(stage, key)('GET', '/v1/permission?number=%2B31612000001')).status).toBe(200)
    const used = (await stage.inPortal(COMMERCIAL, listApiKeys)).find(({ name }) => name === 'to go')
    expect([made?.lastUsedAt, typeof used?.lastUsedAt]).toEqual([null, 'number'])
    expect(await stage.inPortal(CHARITY, (tx) => deleteApiKey(tx, made?.id ?? ''))).toBe(false)
    expect(await stage.inPortal(COMMERCIAL, (tx) => deleteApiKey(tx, made?.id ?? ''))).toBe(true)
    expect((await apiOf(stage, key)('GET', '/v1/permission?number=%2B31612000001')).status).toBe(401)
  })

  it('are kept as hashes', async () => {
    const key = await keyOf(stage)
    const [, secret = ''] = /_([\w-]{43})$/.exec(key) ?? []
    const rows = await stage.query(COMMERCIAL, `select t::text as text from api_keys t`)
    expect(JSON.stringify(rows)).not.toContain(secret)
    expect(await findApiKey(stage.context.store, key)).toMatchObject({ portalId: COMMERCIAL })
    const forged = key.replace(`blr_${COMMERCIAL}-`, `blr_${CHARITY}-`)
    expect(await findApiKey(stage.context.store, forged)).toBeNull()
  })

  it('that are wrong get another answer than none, and are soon refused', async () => {
    const none = await fetch(`${stage.appUrl}/v1/permission?number=1`)
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect(await none.json()).toMatchObject({ code: 'api-key-missing' })
    const wrong = apiOf(stage, `blr_${COMMERCIAL}-AAAAAAAAAAA_${'A'.repeat(43)}`)
    const codes = new Set<unknown>()
    for (let i = 0; i < 40; i++) codes.add((await wrong('GET', '/v1/permission?number=1')).body.code)
    expect([...codes]).toEqual(['api-key-unknown', 'too-many-wrong-keys'])
    expect((await wrong('GET', '/v1/permission?number=1')).headers.get('retry-after')).toMatch(/^\d+$/)
    // A key from the same address that has worked before still works.
    expect((await ask('+31612000001')).status).toBe(200)
  })
})
