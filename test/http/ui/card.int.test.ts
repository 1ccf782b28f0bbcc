import { afterAll, beforeAll, describe, expect, test as it } from 'vitest'
import type { CardAnswer } from '../../../src/answers/answers.ts'
import { type Signed, signedCall } from '../../kit/signed-calls.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../../kit/stage.ts'

let stage: Stage
const [JAN, NINA, COMPANY, DEAL, TASK] = ['301', '302', '901', '801', '701']

beforeAll(async () => {
  stage = await openStage()
  const { sandbox } = stage
  for (const portalId of [COMMERCIAL, CHARITY]) {
    await sandbox.create(portalId, 'contacts', {
      id: JAN,
      properties: { firstname: 'Jan', lastname: 'Jansen', email: 'jan@example.nl' },
    })
  }
  await sandbox.submitForm(COMMERCIAL, {
    formName: 'Terugbelverzoek',
    properties: { email: 'jan@example.nl', mobilephone: '0612345678', belrecht_opt_in: 'true' },
  })
  await sandbox.create(COMMERCIAL, 'contacts', {
    id: NINA,
    properties: { firstname: 'Nina', email: 'nina@example.nl', phone: '0201234567' },
  })
  await sandbox.create(COMMERCIAL, 'companies', { id: COMPANY, properties: { name: 'Maatschap Zon' } })
  for (const id of [JAN, NINA])
    await sandbox.change(COMMERCIAL, 'contacts', id, { associations: [{ type: 'companies', id: COMPANY }] })
  await sandbox.create(COMMERCIAL, 'deals', {
    id: DEAL,
    properties: { dealname: 'Dak', dealstage: 'appointmentscheduled' },
    associations: [
      { type: 'contacts', id: JAN },
      { type: 'contacts', id: NINA },
    ],
  })
  await sandbox.create(COMMERCIAL, 'tasks', {
    id: TASK,
    properties: { hs_task_type: 'CALL', hs_task_subject: 'Bel Nina', hs_task_status: 'NOT_STARTED' },
    associations: [{ type: 'contacts', id: NINA }],
  })
  await stage.settle()
})
afterAll(() => stage.close())

const cardOf = (objectType: string, objectId: string, signed: Signed = {}, language = 'nl') =>
  signedCall<CardAnswer>(
    stage,
    'GET',
    `/card/permission?objectType=${objectType}&objectId=${objectId}&language=${language}`,
    signed,
  )

describe('the card of a contact', () => {
  it('says yes with ground, last day, the six answers, the facts and the page of the person', async () => {
    const { status, body } = await cardOf('contacts', JAN)
    expect(status).toBe(200)
    expect(body).toMatchObject({ objectType: 'contacts', objectId: JAN, language: 'nl', canEdit: true, more: 0 })
    const [jan] = body.contacts
    expect(jan).toMatchObject({
      contactId: JAN,
      name: 'Jan Jansen',
      permission: 'allowed',
      basis: 'consent',
      basisLabel: 'toestemming',
      validUntil: '2029-06-28',
      daysLeft: 1096,
      unverified: true,
      rulebook: 'nl-2021-07-01',
      rule: { layer: 'statute', article: expect.stringContaining('Telecommunicatiewet') },
      numbers: [{ number: '+31612345678', permission: 'allowed', until: '2029-06-28' }],
      consent: {
        givenBy: 'Jan Jansen, +31612345678',
        method: 'web-form',
        source: expect.stringContaining('Terugbelverzoek'),
        scope: expect.stringContaining('terugbelformulier-2026-1'),
        status: 'given',
      },
      conduct: { callNow: true, from: null },
      nextSteps: [],
      heldTasks: [],
    })
    expect(jan?.timeline.map(({ type }) => type)).toEqual(expect.arrayContaining(['consent-given', 'numbers']))
    expect(jan?.warnings.join(' ')).toContain('niet geverifieerd')
    expect(jan?.pageUrl).toContain(`${stage.appUrl}/p/`)
  })

  it('says no with the reason, what to do next and the held task', async () => {
    const [nina] = (await cardOf('contacts', NINA)).body.contacts
    expect(nina).toMatchObject({ permission: 'denied', basis: null, validUntil: null, daysLeft: null, consent: null })
    expect(nina?.sentence).toBe('Niet bellen: geen toestemming en geen andere grond.')
    expect(nina?.nextSteps[0]).toContain('rechtsvorm')
    expect(nina?.heldTasks).toEqual([
      { taskId: TASK, state: 'held', reason: nina?.sentence, since: expect.stringContaining('2026-06-29T09:') },
    ])
  })

  it('speaks the language that is asked for, else the portal’s own', async () => {
    const english = (await cardOf('contacts', NINA, {}, 'en')).body
    expect(english.language).toBe('en')
    expect(english.contacts[0]?.sentence).toBe('Do not call: no consent and no other ground.')
    expect((await cardOf('contacts', NINA, {}, 'fr')).body.language).toBe('nl')
  })

  it('keeps to calling hours, which are no part of the verdict', async () => {
    await stage.setClock('2026-06-29T22:30:00+02:00')
    const [late] = (await cardOf('contacts', JAN, {}, 'en')).body.contacts
    await stage.setClock('2026-06-29T09:10:00+02:00')
    expect(late).toMatchObject({
      permission: 'allowed',
      conduct: {
        callNow: false,
        from: '2026-06-30T09:00:00+02:00',
        sentence: 'Not now: outside calling hours. From Tuesday 09:00.',
        rule: { layer: 'code' },
      },
    })
  })

  it.each(['contacts', '0-1'])('HubSpot’s own name of the type counts: %s', async (type) => {
    expect((await cardOf(type, JAN)).status).toBe(200)
  })
})

describe('who asks', () => {
  it('another portal’s contact of the same id is another person', async () => {
    const [theirs] = (await cardOf('contacts', JAN, { portalId: CHARITY })).body.contacts
    expect(theirs).toMatchObject({ permission: 'denied', consent: null, pageUrl: null })
  })

  it('a contact of another portal answers as one that never was', async () => {
    const foreign = await cardOf('contacts', NINA, { portalId: CHARITY })
    const never = await cardOf('contacts', '999999')
    expect([foreign.status, never.status]).toEqual([404, 404])
    const told = ({ body }: { body: unknown }) => ({ ...(body as object), requestId: null })
    expect(told(foreign)).toEqual(told(never))
  })

  it.each([
    ['another secret', { secret: 'somebody-elses' }],
    ['an old moment', { moment: Date.now() - 301_000 }],
    ['a moment to come', { moment: Date.now() + 400_000 }],
    ['a signature without a moment', { version: 'v2' as const }],
  ])('refuses %s', async (_what, signed) => {
    expect((await cardOf('contacts', JAN, signed)).status).toBe(401)
    const act = await signedCall(stage, 'POST', '/card/objections', { ...signed, body: { contactId: JAN } })
    expect(act.status).toBe(401)
  })

  it('the page cannot choose its portal', async () => {
    expect((await cardOf('contacts', `${JAN}&portalId=${CHARITY}`)).status).toBe(400)
  })

  it('HubSpot’s own signer is believed', async () => {
    const url = `${stage.appUrl}/card/permission?objectType=contacts&objectId=${JAN}`
    const as = { portalId: COMMERCIAL, userId: 1001, userEmail: 'rep@zonnig-energie.nl' }
    expect((await stage.sandbox.signedCall('GET', url, as)).status).toBe(200)
  })

  it.each(['objectType=tickets&objectId=1', 'objectType=contacts&objectId=abc', 'objectType=contacts', 'objectId=1'])(
    'does not guess which record is meant by %s',
    async (query) => {
      const { status, body } = await signedCall(stage, 'GET', `/card/permission?${query}`)
      expect([status, body.code]).toEqual([400, 'record-unclear'])
    },
  )
})

describe('company and deal', () => {
  it.each([
    ['companies', COMPANY],
    ['deals', DEAL],
    ['0-2', COMPANY],
    ['0-3', DEAL],
  ])('%s: their contacts, strictest first', async (type, id) => {
    const { status, body } = await cardOf(type, id)
    expect(status).toBe(200)
    expect(body.contacts.map(({ contactId, permission }) => [contactId, permission])).toEqual([
      [NINA, 'denied'],
      [JAN, 'allowed'],
    ])
    expect(body.more).toBe(0)
  })

  it('a record of another portal shows nobody', async () => {
    expect((await cardOf('deals', DEAL, { portalId: CHARITY })).body.contacts).toEqual([])
  })

  it('twenty-five are shown, the rest is a number', async () => {
    const crowd = '902'
    await stage.sandbox.create(COMMERCIAL, 'companies', { id: crowd, properties: { name: 'Veel' } })
    for (let i = 0; i < 27; i++) {
      await stage.sandbox.create(COMMERCIAL, 'contacts', {
        id: String(2_000 + i),
        properties: { email: `m${i}@example.nl`, phone: `02012345${String(i).padStart(2, '0')}` },
        associations: [{ type: 'companies', id: crowd }],
      })
    }
    await stage.sandbox.change(COMMERCIAL, 'contacts', JAN, { associations: [{ type: 'companies', id: crowd }] })
    await stage.settle()
    const { body } = await cardOf('companies', crowd)
    expect([body.contacts.length, body.more]).toEqual([25, 3])
    expect(body.contacts.some(({ contactId }) => contactId === JAN)).toBe(false)
  })
})
