import { afterAll, beforeAll, expect, it } from 'vitest'
import { listBreaches } from '../../src/store/tasks/breaches.ts'
import { change, consenting, freshEmail, freshNumber, link, twins } from '../kit/people.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const TODAY = '2026-06-29T10:00:00+02:00'

async function call(contactIds: readonly string[], properties: Record<string, string> = {}): Promise<string> {
  const made = await stage.sandbox.create(COMMERCIAL, 'calls', {
    properties: { hs_timestamp: TODAY, hs_call_direction: 'OUTBOUND', hs_call_status: 'COMPLETED', ...properties },
    associations: contactIds.map((id) => ({ type: 'contacts', id })),
  })
  return made.id
}

async function breachOf(callId: string, portalId: number = COMMERCIAL) {
  const breaches = await stage.inPortal(portalId, (tx) => listBreaches(tx, 1_000))
  return breaches.find((breach) => breach.callId === callId) ?? null
}

const stranger = async () => {
  const number = freshNumber()
  return { id: await twins(stage, { email: freshEmail(), mobilephone: number.typed }), number }
}

it('a call to a contact who may not be called is recorded once, in this portal, with the verdict of that moment', async () => {
  const { id, number } = await stranger()
  await stage.setClock(TODAY)
  const made = await call([id], { hs_call_to_number: number.typed, hs_timestamp: '2026-06-29T09:59:00+02:00' })
  await stage.settle()
  await stage.sandbox.call('POST', '/sandbox/webhooks/resend-all', { shuffle: true })
  await stage.settle()
  expect(await breachOf(made)).toMatchObject({
    contactId: id,
    number: number.e164,
    at: Date.parse('2026-06-29T09:59:00+02:00'),
    permission: 'denied',
    reasons: ['legal-form-unknown', 'no-basis'],
  })
  expect(await breachOf(made, CHARITY)).toBeNull()
})

it('a call to a contact who may be called is no breach', async () => {
  const { id, number } = await consenting(stage)
  await stage.settle()
  await stage.setClock('2026-06-29T10:30:00+02:00')
  const made = [
    await call([id], { hs_call_to_number: number.typed, hs_timestamp: '2026-06-29T10:20:00+02:00' }),
    await call([id], { hs_timestamp: '2026-06-29T10:20:00+02:00' }),
  ]
  await stage.settle()
  for (const one of made) expect(await breachOf(one)).toBeNull()
})

for (const [why, properties] of [
  ['an inbound call', { hs_call_direction: 'INBOUND' }],
  ['a cancelled call', { hs_call_status: 'CANCELED' }],
] as const) {
  it(`${why} is no breach`, async () => {
    const { id, number } = await stranger()
    const made = await call([id], { hs_call_to_number: number.typed, ...properties })
    await stage.settle()
    expect(await breachOf(made)).toBeNull()
  })
}

it('a call to a number that is not the contact’s is a breach, though the contact may be called', async () => {
  const { id } = await consenting(stage)
  await stage.settle()
  await stage.setClock('2026-06-29T11:00:00+02:00')
  const made = await call([id], { hs_call_to_number: '0687654321', hs_timestamp: '2026-06-29T10:59:00+02:00' })
  await stage.settle()
  expect(await breachOf(made)).toMatchObject({
    number: '+31687654321',
    permission: 'denied',
    reasons: ['number-mismatch'],
  })
})

it('with several people on it, the number dialled says who was called', async () => {
  const [called, other] = [await consenting(stage), await consenting(stage)]
  const { id: refused, number } = await stranger()
  await stage.settle()
  await stage.setClock('2026-06-29T11:30:00+02:00')
  const hs_timestamp = '2026-06-29T11:29:00+02:00'
  const fine = await call([called.id, other.id, refused], { hs_call_to_number: called.number.typed, hs_timestamp })
  const wrong = await call([called.id, other.id, refused], { hs_call_to_number: number.typed, hs_timestamp })
  await stage.settle()
  expect(await breachOf(fine)).toBeNull()
  expect(await breachOf(wrong)).toMatchObject({ contactId: refused, number: number.e164 })
})

it('a call before the consent was given is a breach, whenever it is logged', async () => {
  const { id } = await consenting(stage)
  await stage.settle()
  const made = await call([id], { hs_timestamp: '2026-06-29T08:00:00+02:00' })
  await stage.settle()
  expect(await breachOf(made)).toMatchObject({ permission: 'denied' })
})

it('a call minutes before the consent is a breach too: the tolerance for clocks holds only for now, not for the past', async () => {
  await stage.setClock('2026-06-29T12:00:00+02:00')
  const { id } = await consenting(stage)
  await stage.settle()
  const made = await call([id], { hs_timestamp: '2026-06-29T11:58:00+02:00' })
  await stage.settle()
  expect(await breachOf(made)).not.toBeNull()
})

it('a call after the objection is a breach, a call before it is not', async () => {
  const { id } = await consenting(stage)
  await stage.settle()
  await stage.setClock('2026-06-29T13:00:00+02:00')
  await change(stage, COMMERCIAL, id, { belrecht_do_not_call: 'true' })
  await stage.settle()
  await stage.setClock('2026-06-29T14:00:00+02:00')
  const [before, after] = [
    await call([id], { hs_timestamp: '2026-06-29T12:55:00+02:00' }),
    await call([id], { hs_timestamp: '2026-06-29T13:30:00+02:00' }),
  ]
  await stage.settle()
  expect(await breachOf(before)).toBeNull()
  expect(await breachOf(after)).toMatchObject({ permission: 'denied', reasons: ['objection'] })
})

it('a call whose event comes before that of its consent is judged on the consent', async () => {
  const { id, email, number } = await consenting(stage)
  await change(stage, COMMERCIAL, id, { belrecht_opt_in: 'false' })
  await stage.settle()
  await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { drop: 1_000 })
  await stage.setClock('2026-06-29T15:00:00+02:00')
  await stage.sandbox.submitForm(COMMERCIAL, {
    properties: { email, mobilephone: number.typed, belrecht_opt_in: 'true' },
  })
  await stage.setClock('2026-06-29T15:30:00+02:00')
  const made = await call([id], { hs_call_to_number: number.typed, hs_timestamp: '2026-06-29T15:20:00+02:00' })
  await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { drop: 0 })
  const created = {
    portalId: COMMERCIAL,
    subscriptionType: 'object.creation',
    objectTypeId: '0-48',
    objectId: Number(made),
    eventId: 1,
    occurredAt: Date.now(),
  }
  await stage.sandbox.call('POST', '/sandbox/signed-call', {
    method: 'POST',
    url: `${stage.appUrl}/webhooks/hubspot`,
    body: [created],
  })
  await stage.settle()
  expect(await breachOf(made)).toBeNull()
})

it('a call that is linked to its contact only later is judged then', async () => {
  const { id } = await stranger()
  await stage.settle()
  const made = await call([])
  await stage.settle()
  expect(await breachOf(made)).toBeNull()
  await link(stage, COMMERCIAL, { type: 'calls', id: made }, { type: 'contacts', id })
  await stage.settle()
  expect(await breachOf(made)).toMatchObject({ contactId: id })
})

it('a call made before HubSpot remembers any number is judged on the number dialled', async () => {
  const number = freshNumber()
  const paper = {
    belrecht_opt_in: 'true',
    belrecht_opt_in_method: 'paper',
    belrecht_opt_in_source: 'beurs 2026',
    belrecht_opt_in_at: '2026-06-01T09:00:00Z',
    belrecht_opt_in_notice: 'v1',
  }
  const id = await twins(stage, { email: freshEmail(), mobilephone: number.typed, ...paper })
  const made = await call([id], { hs_call_to_number: number.typed, hs_timestamp: '2026-06-10T10:00:00+02:00' })
  const before = await call([id], { hs_call_to_number: number.typed, hs_timestamp: '2026-05-10T10:00:00+02:00' })
  await stage.settle()
  expect(await breachOf(made)).toBeNull()
  expect(await breachOf(before)).toMatchObject({ reasons: ['legal-form-unknown', 'no-basis'] })
})
