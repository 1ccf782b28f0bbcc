import { afterAll, beforeAll, describe, expect, test as it } from 'vitest'
import type { CardAnswer, HomeAnswer, RecheckAnswer } from '../../../src/answers/answers.ts'
import { runNights } from '../../../src/night/run.ts'
import { openPortal } from '../../../src/portal/open-portal.ts'
import { parkEvents } from '../../../src/store/inbox/inbox.ts'
import { askWork } from '../../../src/store/inbox/work.ts'
import { recordBreaches } from '../../../src/store/tasks/breaches.ts'
import { openNights } from '../../../src/store/verdicts/nights.ts'
import { type Signed, signedCall } from '../../kit/signed-calls.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../../kit/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
  const { sandbox } = stage
  await sandbox.submitForm(COMMERCIAL, {
    formName: 'Bel mij',
    properties: { email: 'jan@example.nl', mobilephone: '0612345678', belrecht_opt_in: 'true' },
  })
  const asForm = { sourceType: 'FORM', sourceId: 'f-1', sourceLabel: 'Bestelling' }
  await sandbox.create(COMMERCIAL, 'contacts', {
    id: '502',
    at: '2025-03-03T10:00:00+01:00',
    as: asForm,
    properties: { email: 'klant@example.nl', mobilephone: '0687654321' },
  })
  await sandbox.create(COMMERCIAL, 'deals', {
    id: '802',
    properties: { dealstage: 'closedwon', closedate: '2025-03-03T12:00:00+01:00', amount: '100' },
    associations: [{ type: 'contacts', id: '502' }],
  })
  for (const portalId of [COMMERCIAL, CHARITY])
    await sandbox.create(portalId, 'contacts', { id: '503', properties: { phone: '0201234567' } })
  await sandbox.create(COMMERCIAL, 'calls', {
    id: '601',
    properties: {
      hs_call_direction: 'OUTBOUND',
      hs_call_status: 'COMPLETED',
      hs_timestamp: '2026-06-29T09:04:00+02:00',
    },
    associations: [{ type: 'contacts', id: '503' }],
  })
  await stage.settle()
})
afterAll(() => stage.close())

const home = (signed: Signed = {}, language = 'en') =>
  signedCall<HomeAnswer>(stage, 'GET', `/home?language=${language}`, signed)

describe('the home page', () => {
  it('breaches come in pages, each once, also where many share an instant', async () => {
    const at = Date.parse('2026-06-29T08:00:00+02:00')
    const one = { contactId: '503', number: null, permission: 'denied', reasons: ['no-basis'], recordedAt: at } as const
    const many = Array.from({ length: 45 }, (_, index) => ({
      ...one,
      callId: String(9000 + index),
      at: at + Math.floor(index / 30),
    }))
    await stage.inPortal(CHARITY, (tx) => recordBreaches(tx, many))
    const seen: string[] = []
    let behind = ''
    for (let pages = 0; pages < 5; pages++) {
      const { body } = await signedCall<HomeAnswer>(stage, 'GET', `/home?language=en${behind}`, { portalId: CHARITY })
      expect(body.breachCount).toBe(45)
      seen.push(...body.breaches.map(({ callId }) => callId))
      if (!body.nextBreaches) break
      behind = `&breachesBehind=${body.nextBreaches}`
    }
    expect(seen).toHaveLength(45)
    expect(new Set(seen)).toEqual(new Set(many.map(({ callId }) => callId)))
    expect((await signedCall(stage, 'GET', '/home?breachesBehind=x', { portalId: CHARITY })).status).toBe(422)
    await stage.inPortal(CHARITY, (tx) => tx.query('delete from breaches'))
  })

  it('counts verdicts by permission and basis, lapses to come and breaches, of this portal only', async () => {
    const { status, body } = await home()
    expect(status).toBe(200)
    expect(body).toMatchObject({
      rulebook: { id: 'nl-2021-07-01', until: '2026-07-01T00:00:00+02:00' },
      counts: [
        { permission: 'allowed', basis: 'consent', count: 1 },
        { permission: 'allowed', basis: 'customer', count: 1 },
        { permission: 'denied', basis: null, count: 1 },
      ],
      // The customer's yes ends with the law of 1 July.
      lapses: [
        { within: 7, count: 1 },
        { within: 30, count: 1 },
        { within: 90, count: 1 },
      ],
      breachCount: 1,
      breaches: [
        {
          callId: '601',
          contactId: '503',
          at: '2026-06-29T09:04:00+02:00',
          reason: 'Do not call: no consent and no other ground.',
        },
      ],
      sweep: null,
      attention: [],
    })
    const theirs = (await home({ portalId: CHARITY })).body
    expect(theirs.counts).toEqual([{ permission: 'denied', basis: null, count: 1 }])
    expect(theirs.breachCount).toBe(0)
  })

  it('asks HubSpot nothing', async () => {
    const before = stage.context.callsTo(COMMERCIAL)
    await home()
    expect(stage.context.callsTo(COMMERCIAL)).toBe(before)
  })

  it('says what the last night did', async () => {
    await stage.setClock('2026-07-01T00:06:00+02:00')
    const portal = await openPortal(stage.context, COMMERCIAL)
    if (portal === null) throw new Error('not installed')
    await runNights(stage.context, portal, '00:05')
    const { body } = await home()
    expect(body.rulebook).toMatchObject({ id: 'nl-2026-07-01', until: null })
    expect(body.lastNight).toMatchObject({ date: '2026-07-01', due: 3, lapsed: 1, tasksHeld: 0 })
    expect(body.lastNight?.hubspotCalls).toBeGreaterThan(0)
    expect(body.counts).toContainEqual({ permission: 'denied', basis: null, count: 2 })
    await stage.settle()
  })

  it('says what needs a person, in the language asked for, and how far a sweep has come', async () => {
    await stage.inPortal(COMMERCIAL, async (tx) => {
      await openNights(tx, ['2026-06-20', '2026-06-21'])
      await tx.query(`update verdicts set refused = 'a field is required' where contact_id = '503'`)
      const { rows } = await tx.query<{ seq: number }>('select seq from inbox order by seq limit 2')
      await parkEvents(
        tx,
        rows.map(({ seq }) => seq),
        'failed',
      )
      await askWork(tx, COMMERCIAL, 'sweep', Date.now() + 3_600_000, { stage: 'contacts', contacts: 300, tasks: 2 })
    })
    const { body } = await home()
    expect(body.attention).toEqual([
      '2 events from HubSpot stored but not carried out (failed).',
      expect.stringContaining('HubSpot refused the verdict on 1 contact;'),
      expect.stringContaining('2 nights not finished yet, the oldest of 2026-06-20'),
      'Going through the account: 300 contacts and 2 call tasks looked at.',
    ])
    expect(body.sweep).toEqual({ contacts: 300, tasks: 2 })
    expect((await home({}, 'nl')).body.attention[0]).toContain('berichten van HubSpot')
    expect((await home({ portalId: CHARITY })).body.attention).toEqual([])
  })

  it('is for HubSpot’s callers only', async () => {
    expect((await home({ secret: 'x' })).status).toBe(401)
    expect((await home({ portalId: 4 })).status).toBe(404)
  })
})

describe('re-checking many', () => {
  const recheck = (contactIds: unknown, signed: Signed = {}) =>
    signedCall<RecheckAnswer & { code?: string }>(stage, 'POST', '/actions/recheck', {
      ...signed,
      body: { contactIds },
    })

  it('reads the records again and says how each now stands; unknown contacts are not counted', async () => {
    await stage.sandbox.call('POST', '/sandbox/webhooks/hold')
    await stage.sandbox.change(COMMERCIAL, 'contacts', '503', { properties: { belrecht_legal_form: 'bv' } })
    const { status, body } = await recheck(['502', '503', '503', '999999'])
    await stage.sandbox.call('POST', '/sandbox/webhooks/release')
    await stage.settle()
    expect([status, body]).toEqual([200, { checked: 2, allowed: 1, refused: 1, written: true }])
    const card = await signedCall<CardAnswer>(stage, 'GET', '/card/permission?objectType=contacts&objectId=503')
    expect(card.body.contacts[0]?.basis).toBe('legal-person')
  })

  it('another portal’s contacts stay as they are', async () => {
    expect((await recheck(['502'], { portalId: CHARITY })).body).toMatchObject({ checked: 0 })
  })

  it.each([
    ['none', []],
    ['what is no id', ['a']],
    ['no list', '502'],
    ['too many', Array.from({ length: 501 }, (_, i) => String(i))],
  ])('refuses %s', async (_what, ids) => {
    const { status, body } = await recheck(ids)
    expect([status, body.code]).toEqual([422, 'contacts-invalid'])
  })
})
