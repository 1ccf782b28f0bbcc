import { afterAll, beforeAll, describe, expect, test as it } from 'vitest'
import type { CardAnswer, ContactAnswer } from '../../../src/answers/answers.ts'
import { signedCall } from '../../kit/signed-calls.ts'
import { COMMERCIAL, openStage, type Stage } from '../../kit/stage.ts'

let stage: Stage
const [JAN, STATED, BV, CUSTOMER] = ['301', '302', '303', '304']

beforeAll(async () => {
  stage = await openStage()
  const { sandbox } = stage
  await sandbox.create(COMMERCIAL, 'contacts', { id: JAN, properties: { email: 'jan@example.nl' } })
  await sandbox.submitForm(COMMERCIAL, {
    formName: 'Bel mij',
    properties: { email: 'jan@example.nl', mobilephone: '0612345678', belrecht_opt_in: 'true' },
  })
  await sandbox.create(COMMERCIAL, 'contacts', { id: STATED, properties: { mobilephone: '0612345679' } })
  await sandbox.create(COMMERCIAL, 'contacts', {
    id: BV,
    properties: { phone: '0201234567', belrecht_legal_form: 'bv' },
  })
  await sandbox.create(COMMERCIAL, 'contacts', {
    id: CUSTOMER,
    at: '2025-03-03T10:00:00+01:00',
    as: { sourceType: 'FORM', sourceId: 'f-1', sourceLabel: 'Bestelling' },
    properties: { mobilephone: '0687654321' },
  })
  await sandbox.create(COMMERCIAL, 'deals', {
    id: '802',
    properties: { dealstage: 'closedwon', closedate: '2025-03-03T12:00:00+01:00', amount: '100' },
    associations: [{ type: 'contacts', id: CUSTOMER }],
  })
  await stage.settle()
  const stated = await signedCall(stage, 'POST', '/card/consents', {
    body: {
      contactId: STATED,
      number: '0612345679',
      givenBy: 'Truus',
      method: 'paper',
      source: 'beurs',
      givenAt: '2026-06-28T12:00:00+02:00',
      notice: 'kaart, twee jaar',
      until: '2028-06-30',
    },
  })
  expect(stated.status).toBe(201)
})
afterAll(() => stage.close())

async function seen(contactId: string, at: string, language = 'en'): Promise<ContactAnswer> {
  await stage.setClock(at)
  const path = `/card/permission?objectType=contacts&objectId=${contactId}&language=${language}`
  const [contact] = (await signedCall<CardAnswer>(stage, 'GET', path)).body.contacts
  if (contact === undefined) throw new Error(`no card of contact ${contactId}`)
  return contact
}

it('a yes that the law ended is no longer shown, though no night has run', async () => {
  expect(await seen(CUSTOMER, '2026-06-30T12:00:00+02:00')).toMatchObject({
    permission: 'allowed',
    basis: 'customer',
    validUntil: '2026-06-30',
    daysLeft: 1,
    relation: { kind: 'customer', until: '2026-06-30' },
  })
  const after = await seen(CUSTOMER, '2026-07-01T12:00:00+02:00')
  expect(after).toMatchObject({ permission: 'denied', rulebook: 'nl-2026-07-01', relation: null, validUntil: null })
  expect(after.rule).toMatchObject({ layer: 'statute', article: expect.stringContaining('lid 6') })
  expect(after.nextSteps).toEqual([
    expect.stringContaining('legal form'),
    'Ask for consent, not by phone, and record the six answers.',
  ])
})

describe('a consent that waits for its first call', () => {
  const waits = 'no call since is known'

  it('is worth a warning from six months on, unless a longer term was stated', async () => {
    expect((await seen(JAN, '2026-12-28T12:00:00+01:00')).warnings.join()).not.toContain(waits)
    const late = await seen(JAN, '2026-12-30T12:00:00+01:00')
    expect(late.permission).toBe('allowed')
    expect(late.warnings.join()).toContain(waits)
    expect((await seen(STATED, '2026-12-30T12:00:00+01:00')).warnings.join()).not.toContain(waits)
  })

  it('when HubSpot cannot say whether there was a call, the warning stands', async () => {
    await stage.sandbox.call('POST', '/sandbox/faults', {
      portalId: COMMERCIAL,
      path: '*',
      kind: 'status',
      status: 503,
      count: 1_000,
    })
    const { warnings } = await seen(JAN, '2026-12-30T12:30:00+01:00')
    await stage.sandbox.call('DELETE', '/sandbox/faults')
    expect(warnings.join()).toContain(waits)
  })

  it('a call made on it ends the warning; one received does not', async () => {
    const call = (id: string, direction: string) =>
      stage.sandbox.create(COMMERCIAL, 'calls', {
        id,
        properties: {
          hs_call_direction: direction,
          hs_call_status: 'COMPLETED',
          hs_timestamp: '2026-09-01T10:00:00+02:00',
        },
        associations: [{ type: 'contacts', id: JAN }],
      })
    await call('601', 'INBOUND')
    expect((await seen(JAN, '2026-12-30T13:00:00+01:00')).warnings.join()).toContain(waits)
    await call('602', 'OUTBOUND')
    expect((await seen(JAN, '2026-12-30T13:30:00+01:00')).warnings.join()).not.toContain(waits)
    await stage.settle()
  })
})

it('thirty days before the end the card says so, and counts today', async () => {
  expect((await seen(STATED, '2028-05-30T12:00:00+02:00')).warnings.join()).not.toContain('Running out')
  const soon = await seen(STATED, '2028-06-01T12:00:00+02:00')
  expect([soon.validUntil, soon.daysLeft]).toEqual(['2028-06-30', 30])
  expect(soon.warnings.join()).toContain('30 June 2028 is the last day (30 days left)')
  const last = await seen(STATED, '2028-06-30T12:00:00+02:00', 'nl')
  expect(last.warnings.join()).toContain('(nog 1 dag)')
  const over = await seen(STATED, '2028-07-01T12:00:00+02:00')
  expect(over).toMatchObject({ permission: 'denied', consent: { status: 'expired' }, warnings: [] })
})

it('the code’s hours are for consumers: a legal person may be called on a Sunday', async () => {
  const sunday = '2028-07-02T12:00:00+02:00'
  expect((await seen(BV, sunday)).conduct).toEqual({ callNow: true, from: null, sentence: null, rule: null })
  expect((await seen(JAN, sunday, 'nl')).conduct).toMatchObject({
    callNow: false,
    from: '2028-07-03T09:00:00+02:00',
    sentence: 'Nu niet: het is zondag. Vanaf maandag 09:00.',
    rule: { layer: 'code', article: expect.stringContaining('Code Telemarketing') },
  })
})

it('a fact taken back stays in the timeline, marked', async () => {
  const won = (await seen(CUSTOMER, '2028-07-03T12:00:00+02:00')).timeline.find(({ type }) => type === 'relation')
  expect(won).toMatchObject({
    at: '2025-03-03T12:00:00+01:00',
    sentence: 'Purchase, gift or attendance as customer.',
    source: expect.stringContaining('deal:802'),
    retractedAt: null,
  })
  await stage.sandbox.change(COMMERCIAL, 'deals', '802', { properties: { dealstage: 'appointmentscheduled' } })
  await stage.settle()
  const reopened = (await seen(CUSTOMER, '2028-07-03T12:10:00+02:00')).timeline.filter(
    ({ type }) => type === 'relation',
  )
  expect(reopened).toHaveLength(1)
  expect(reopened[0]?.retractedAt).toContain('2028-07-03T12:0')
})
