import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CardAnswer } from '../../src/answers/answers.ts'
import { addVerification } from '../../src/store/ledger/verifications.ts'
import { change, consenting, permissionOf, shown, submit } from '../kit/people.ts'
import { signedCall } from '../kit/signed-calls.ts'
import { COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const minuteLater = async () => {
  const now = stage.context.clock.now() + 60_000
  await stage.setClock(new Date(now).toISOString())
}

async function objecting() {
  const person = await consenting(stage)
  await stage.settle()
  await minuteLater()
  await change(stage, COMMERCIAL, person.id, { belrecht_do_not_call: 'true' })
  await stage.settle()
  expect(await permissionOf(stage, person.id)).toBe('denied')
  await minuteLater()
  return person
}

const typedOnCard = async ({ id, number }: { id: string; number: { e164: string } }) => {
  const givenAt = new Date(stage.context.clock.now()).toISOString()
  const answers = { givenBy: 'x', method: 'email', source: 'x', notice: 'x', givenAt }
  const answer = await signedCall(stage, 'POST', '/card/consents', {
    body: { contactId: id, number: number.e164, ...answers },
  })
  expect(answer.status).toBe(201)
  await stage.settle()
}
const consentOnCard = async (id: string) =>
  (
    await stage.query<{ id: string }>(
      COMMERCIAL,
      `select consent_id as id from ledger where contact_id = $1 and origin like 'card:%' and type = 'consent-given'`,
      [id],
    )
  )[0]?.id ?? ''

it('a consent that a user types after an objection leaves it red, and says on the card what it waits for', async () => {
  const person = await objecting()
  await typedOnCard(person)
  expect(await shown(stage, person.id)).toMatchObject({ belrecht_permission: 'denied', belrecht_do_not_call: 'true' })
  const card = await signedCall<CardAnswer>(
    stage,
    'GET',
    `/card/permission?objectType=contacts&objectId=${person.id}&language=en`,
  )
  expect(card.body.contacts[0]?.nextSteps.join()).toContain('have the person confirm it')
})

it('typed on the record, with all its evidence, it stays red too', async () => {
  const person = await objecting()
  const at = new Date(stage.context.clock.now()).toISOString()
  await change(stage, COMMERCIAL, person.id, { belrecht_opt_in: '' })
  await minuteLater()
  await change(stage, COMMERCIAL, person.id, {
    belrecht_opt_in: 'true',
    belrecht_opt_in_method: 'email',
    belrecht_opt_in_source: 'x',
    belrecht_opt_in_at: at,
    belrecht_opt_in_notice: 'x',
  })
  await stage.settle()
  expect(await permissionOf(stage, person.id)).toBe('denied')
})

it('the person’s own confirmation lifts it, and the box is blanked with the yes', async () => {
  const person = await objecting()
  await typedOnCard(person)
  const token = await stage.inPortal(COMMERCIAL, async (tx) =>
    addVerification(tx, {
      consentId: await consentOnCard(person.id),
      contactId: person.id,
      language: 'en',
      expiresAt: Date.now() + 60_000,
    }),
  )
  expect((await fetch(`${stage.appUrl}/p/confirm/${token}`, { method: 'POST' })).status).toBe(200)
  expect(await shown(stage, person.id)).toMatchObject({ belrecht_permission: 'allowed', belrecht_do_not_call: '' })
})

it('a form lifts it in one write with the box, and a later tick objects again', async () => {
  const person = await objecting()
  const properties = { email: person.email, mobilephone: person.number.typed, belrecht_opt_in: 'true' }
  await submit(stage, COMMERCIAL, properties)
  await stage.settle()
  expect(await shown(stage, person.id)).toMatchObject({ belrecht_permission: 'allowed', belrecht_do_not_call: '' })
  await minuteLater()
  await change(stage, COMMERCIAL, person.id, { belrecht_do_not_call: 'true' })
  await stage.settle()
  expect(await permissionOf(stage, person.id)).toBe('denied')
})

it('a number that comes after a typed consent is blocked, since the objection still stands', async () => {
  const person = await objecting()
  await typedOnCard(person)
  await minuteLater()
  const later = '+31687650001'
  await change(stage, COMMERCIAL, person.id, { phone: later })
  await stage.settle()
  const other = await stage.sandbox.create(COMMERCIAL, 'contacts', { properties: { phone: later } })
  await stage.settle()
  const reason = (await shown(stage, String(other.id))).belrecht_reason
  expect(reason).toContain('bezwaar')
})
