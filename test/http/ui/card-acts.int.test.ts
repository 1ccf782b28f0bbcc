import { afterAll, beforeAll, describe, expect, test as it } from 'vitest'
import type { CardAnswer, ContactAfter } from '../../../src/answers/answers.ts'
import { withPortalLock } from '../../../src/store/core/portal-lock.ts'
import { type Signed, signedCall } from '../../kit/signed-calls.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../../kit/stage.ts'

let stage: Stage
const REP = '2002'
const NUMBER = '+31612345678'

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

let last = 400
/** A contact that nobody asked, with a call task that is held; the same id in the other portal. */
async function newContact(mobilephone = `06${20_000_000 + last}`): Promise<{ id: string; task: string }> {
  const id = String(++last)
  const task = `9${id}`
  for (const portalId of [COMMERCIAL, CHARITY]) {
    await stage.sandbox.create(portalId, 'contacts', {
      id,
      properties: { firstname: 'Piet', email: `p${id}@example.nl`, mobilephone },
    })
  }
  await stage.sandbox.create(COMMERCIAL, 'tasks', {
    id: task,
    properties: { hs_task_type: 'CALL', hs_task_subject: 'Bel Piet', hs_task_status: 'NOT_STARTED' },
    associations: [{ type: 'contacts', id }],
  })
  await stage.settle()
  return { id, task }
}

const consentOf = (contactId: string, more: object = {}) => ({
  contactId,
  number: '06-12345678',
  givenBy: 'Piet Pieters',
  method: 'paper',
  source: 'beurs Utrecht, kaart 12',
  givenAt: '2026-06-28',
  notice: 'kaart-2026',
  ...more,
})

const post = <Body = ContactAfter & Record<string, unknown>>(path: string, body: unknown, signed: Signed = {}) =>
  signedCall<Body>(stage, 'POST', path, { userId: REP, ...signed, body })
const inHubSpot = async (id: string, portalId = COMMERCIAL) =>
  (await stage.sandbox.read(portalId, 'contacts', id)).properties
const factsOf = (id: string, type: string) =>
  stage.query<{ n: number }>(COMMERCIAL, 'select count(*)::int as n from ledger where contact_id = $1 and type = $2', [
    id,
    type,
  ])

describe('recording a consent', () => {
  it('with all six answers it stands in HubSpot when we answer, and the task is a call again', async () => {
    const { id, task } = await newContact('0612345678')
    const { status, body } = await post('/card/consents?language=en', consentOf(id))
    expect(status).toBe(201)
    expect(body).toMatchObject({
      contactId: id,
      permission: 'allowed',
      basis: 'consent',
      written: true,
      heldTasks: [],
      consent: {
        givenBy: `Piet Pieters, ${NUMBER}`,
        method: 'paper',
        source: 'beurs Utrecht, kaart 12',
        givenAt: '2026-06-28T00:00:00+02:00',
      },
    })
    expect(await inHubSpot(id)).toMatchObject({ belrecht_permission: 'allowed', belrecht_consent_method: 'paper' })
    expect((await stage.sandbox.read(COMMERCIAL, 'tasks', task)).properties.hs_task_type).toBe('CALL')
    expect((await inHubSpot(id, CHARITY)).belrecht_permission).toBe('denied')
    const [row] = await stage.query<{ by: { userId: string } }>(
      COMMERCIAL,
      `select recorded_by as by from ledger where contact_id = $1 and type = 'consent-given'`,
      [id],
    )
    expect(row?.by.userId).toBe(REP)
  })

  it('names every missing answer and records nothing', async () => {
    const { id } = await newContact()
    const { status, body } = await post<{ code: string; problems: { path: string }[] }>('/card/consents', {
      contactId: id,
      method: ' ',
    })
    expect([status, body.code]).toEqual([422, 'answers-missing'])
    expect(body.problems.map(({ path }) => path).sort()).toEqual([
      'givenAt',
      'givenBy',
      'method',
      'notice',
      'number',
      'source',
    ])
    expect(await factsOf(id, 'consent-given')).toEqual([{ n: 0 }])
  })

  it.each([
    ['in the future', { givenAt: '2026-06-30T09:00:00+02:00' }, 'givenAt'],
    ['without an offset', { givenAt: '2026-06-28T09:00:00' }, 'givenAt'],
    ['for no number', { number: '12' }, 'number'],
    ['until no day', { until: '2026-02-30' }, 'until'],
    ['through no channel', { channel: 'pigeon' }, 'channel'],
    ['longer than a page', { notice: 'x'.repeat(1_001) }, 'notice'],
  ])('refuses one %s', async (_what, more, path) => {
    const { id } = await newContact()
    const { status, body } = await post<{ problems: { path: string }[] }>('/card/consents', consentOf(id, more))
    expect([status, body.problems.map((problem) => problem.path)]).toEqual([422, [path]])
  })

  it('HubSpot sends it twice, it stands once', async () => {
    const { id } = await newContact('0612345678')
    const moment = Date.now()
    for (let i = 0; i < 2; i++) expect((await post('/card/consents', consentOf(id), { moment })).status).toBe(201)
    expect(await factsOf(id, 'consent-given')).toEqual([{ n: 1 }])
  })
})

describe('recording an objection', () => {
  it('any user may; it stands at once, for everybody with that number', async () => {
    const one = await newContact('0612345678')
    const other = await newContact('0612345678')
    await post('/card/consents', consentOf(other.id))
    await stage.setClock('2026-06-29T10:00:00+02:00')
    const { status, body } = await post('/card/objections', { contactId: one.id })
    expect(status).toBe(200)
    expect(body).toMatchObject({ permission: 'denied', written: true })
    expect(body.sentence).toContain('wil niet gebeld worden')
    expect(await inHubSpot(one.id)).toMatchObject({ belrecht_permission: 'denied', belrecht_do_not_call: 'true' })
    expect(await inHubSpot(other.id)).toMatchObject({ belrecht_permission: 'denied' })
    const card = await signedCall<CardAnswer>(
      stage,
      'GET',
      `/card/permission?objectType=contacts&objectId=${other.id}&language=en`,
    )
    expect(card.body.contacts[0]?.timeline[0]).toMatchObject({
      type: 'objection',
      source: 'another contact with this number',
    })
    expect((await inHubSpot(one.id, CHARITY)).belrecht_objected_at ?? '').toBe('')
  })

  it('replayed it adds nothing; a second press is a second objection', async () => {
    const { id } = await newContact()
    const moment = Date.now()
    for (let i = 0; i < 3; i++) expect((await post('/card/objections', { contactId: id }, { moment })).status).toBe(200)
    expect(await factsOf(id, 'objection')).toEqual([{ n: 1 }])
    await post('/card/objections', { contactId: id }, { moment: moment + 1 })
    expect(await factsOf(id, 'objection')).toEqual([{ n: 2 }])
  })

  it('HubSpot is down: it stands here at once, the answer says that HubSpot follows, and it does', async () => {
    const { id, task } = await newContact('0687654321')
    await post('/card/consents', consentOf(id, { number: '0687654321' }))
    await stage.sandbox.call('POST', '/sandbox/faults', {
      portalId: COMMERCIAL,
      path: '*',
      kind: 'status',
      status: 503,
      count: 1_000,
    })
    const { status, body } = await post('/card/objections', { contactId: id })
    await stage.sandbox.call('DELETE', '/sandbox/faults')
    expect(status).toBe(200)
    expect(body).toMatchObject({ permission: 'denied', written: false, name: id })
    await stage.settle()
    expect(await inHubSpot(id)).toMatchObject({ belrecht_permission: 'denied' })
    expect((await stage.sandbox.read(COMMERCIAL, 'tasks', task)).properties.hs_task_type).toBe('TODO')
  })
})

it('checking again reads the record itself: a change that never reached us is found', async () => {
  const { id } = await newContact()
  await stage.sandbox.call('POST', '/sandbox/webhooks/hold')
  await stage.sandbox.change(COMMERCIAL, 'contacts', id, { properties: { belrecht_legal_form: 'bv' } })
  const { status, body } = await post('/card/recheck', { contactId: id })
  await stage.sandbox.call('POST', '/sandbox/webhooks/release')
  await stage.settle()
  expect(status).toBe(200)
  expect(body).toMatchObject({
    permission: 'allowed',
    basis: 'legal-person',
    written: true,
    conduct: { callNow: true },
  })
})

it('a contact made a moment ago is refreshed first', async () => {
  await stage.sandbox.call('POST', '/sandbox/webhooks/hold')
  await stage.sandbox.create(COMMERCIAL, 'contacts', {
    id: '777',
    properties: { firstname: 'Nieuw', phone: '0201112222', belrecht_legal_form: 'bv' },
  })
  const { body } = await signedCall<CardAnswer>(stage, 'GET', '/card/permission?objectType=contacts&objectId=777')
  await stage.sandbox.call('POST', '/sandbox/webhooks/release')
  await stage.settle()
  expect(body.contacts[0]).toMatchObject({ name: 'Nieuw', permission: 'allowed', basis: 'legal-person' })
})

it('while another worker holds the portal for long, a statement is recorded or refused, and HubSpot follows', async () => {
  const { id } = await newContact()
  await stage.sandbox.call('POST', '/sandbox/webhooks/hold')
  await stage.sandbox.create(COMMERCIAL, 'contacts', {
    id: '778',
    properties: { phone: '0201112223', belrecht_legal_form: 'bv' },
  })
  const [objected, neverEvaluated] = await withPortalLock(stage.context.store, COMMERCIAL, () =>
    Promise.all([
      post('/card/objections', { contactId: id }),
      signedCall<CardAnswer>(stage, 'GET', '/card/permission?objectType=contacts&objectId=778&language=en'),
    ]),
  )
  await stage.sandbox.call('POST', '/sandbox/webhooks/release')
  expect(objected.body).toMatchObject({ permission: 'denied', written: false })
  expect(neverEvaluated.body.contacts[0]).toMatchObject({
    permission: 'denied',
    sentence: 'Do not call yet: Belrecht has not looked at this contact.',
    nextSteps: [],
  })
  await stage.settle()
  expect((await inHubSpot(id)).belrecht_objected_at).toMatch(/^2026-06-29T/)
  expect(await inHubSpot('778')).toMatchObject({ belrecht_permission: 'allowed' })
})

let only = 8_880
it.each(['/card/consents', '/card/objections', '/card/recheck'])(
  '%s knows no contact of another portal',
  async (path) => {
    await stage.sandbox.create(COMMERCIAL, 'contacts', { id: String(++only), properties: { phone: '0203334444' } })
    await stage.settle()
    const theirs = await post(path, consentOf(String(only)), { portalId: CHARITY })
    const nobody = await post(path, consentOf('999888'))
    expect([theirs.status, theirs.body.code]).toEqual([404, 'contact-unknown'])
    expect([nobody.status, nobody.body.code]).toEqual([404, 'contact-unknown'])
    expect((await post(path, ['8881'])).body.code).toBe('body-no-object')
  },
)

describe('HubSpot is down', () => {
  const down = () =>
    stage.sandbox.call('POST', '/sandbox/faults', {
      portalId: COMMERCIAL,
      path: '*',
      kind: 'status',
      status: 503,
      count: 1_000,
    })

  it('where HubSpot hangs, a known contact is judged before a page loses patience', async () => {
    const { id } = await newContact()
    await stage.sandbox.call('POST', '/sandbox/faults', { portalId: COMMERCIAL, path: '*', kind: 'hang', count: 1_000 })
    const asked = performance.now()
    const known = await signedCall<CardAnswer>(stage, 'GET', `/card/permission?objectType=contacts&objectId=${id}`)
    const took = performance.now() - asked
    await stage.sandbox.call('DELETE', '/sandbox/faults')
    expect([known.status, known.body.contacts[0]?.name]).toEqual([200, id])
    expect(took).toBeLessThan(8_000)
  })

  it('a known contact is still judged, by id; of a company nobody knows who is on it', async () => {
    const { id } = await newContact()
    await down()
    const ask = (record: string) =>
      signedCall<CardAnswer & { code?: string }>(stage, 'GET', `/card/permission?${record}`)
    const [known, unknown, company] = await Promise.all([
      ask(`objectType=contacts&objectId=${id}`),
      ask('objectType=contacts&objectId=123456'),
      ask('objectType=companies&objectId=1'),
    ])
    await stage.sandbox.call('DELETE', '/sandbox/faults')
    expect([known.status, known.body.contacts[0]?.name, known.body.contacts[0]?.permission]).toEqual([
      200,
      id,
      'denied',
    ])
    expect([unknown.status, unknown.body.code]).toEqual([503, 'hubspot-away'])
    expect([company.status, company.body.code]).toEqual([503, 'hubspot-away'])
  })
})
