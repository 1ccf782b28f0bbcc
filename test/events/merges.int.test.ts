import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  change,
  consenting,
  freshEmail,
  freshNumber,
  merge,
  permissionOf,
  shown,
  submit,
  twins,
  wonDeal,
} from '../kit/people.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const LONG_AGO = { at: '2024-02-01T10:00:00+01:00', as: { sourceType: 'FORM', sourceId: 'f/1' } }
const hold = () => stage.sandbox.call('POST', '/sandbox/webhooks/hold')
const releaseShuffled = async () => {
  await stage.sandbox.call('POST', '/sandbox/webhooks/shuffle')
  await stage.sandbox.call('POST', '/sandbox/webhooks/release')
  await stage.settle()
}

for (const newId of [false, true]) {
  describe(newId ? 'a merge that makes a third record' : 'a merge into one of the two', () => {
    it('keeps the consent of the record that went', async () => {
      const { id: gone, number } = await consenting(stage)
      const primary = await twins(stage, { email: freshEmail(), firstname: 'Jan' })
      await stage.settle()
      const { id } = await merge(stage, COMMERCIAL, primary, gone, newId)
      await stage.settle()
      expect(await shown(stage, id)).toMatchObject({
        belrecht_permission: 'allowed',
        belrecht_allowed_numbers: number.e164,
        belrecht_consent_method: 'web-form',
      })
      expect(id === primary).toBe(!newId)
      expect(await permissionOf(stage, primary, CHARITY)).toBe('denied')
    })

    it('keeps the objection of either', async () => {
      for (const objector of ['primary', 'other'] as const) {
        const [one, other] = [await consenting(stage), await consenting(stage)]
        const objecting = objector === 'primary' ? one.id : other.id
        await change(stage, COMMERCIAL, objecting, { belrecht_do_not_call: 'true' })
        await stage.settle()
        const { id } = await merge(stage, COMMERCIAL, one.id, other.id, newId)
        await stage.settle()
        expect(await shown(stage, id)).toMatchObject({ belrecht_permission: 'denied', belrecht_do_not_call: 'true' })
      }
    })

    it('keeps the relation of the record that went, though its number moved only now', async () => {
      const customer = await twins(stage, { email: freshEmail(), mobilephone: freshNumber().typed }, LONG_AGO)
      const deal = await wonDeal(stage, [customer], { closedate: '2025-03-10T12:00:00+01:00' })
      const primary = await twins(stage, { email: freshEmail() })
      await stage.settle()
      expect(await permissionOf(stage, customer)).toBe('allowed')
      const { id } = await merge(stage, COMMERCIAL, primary, customer, newId)
      await stage.settle()
      expect(await shown(stage, id)).toMatchObject({ belrecht_permission: 'allowed', belrecht_relation: 'customer' })
      await stage.sandbox.change(COMMERCIAL, 'deals', deal, { properties: { dealstage: 'contractsent' } })
      await stage.settle()
      expect(await permissionOf(stage, id)).toBe('denied')
    })

    it('keeps what a word on the record that went said of it', async () => {
      const number = freshNumber()
      const gone = await twins(stage, { email: freshEmail(), mobilephone: number.typed }, LONG_AGO)
      await change(stage, CHARITY, gone, { belrecht_relation_kind: 'volunteer' })
      const primary = await twins(stage, { email: freshEmail() })
      await stage.settle()
      expect(await permissionOf(stage, gone, CHARITY)).toBe('allowed')
      const { id } = await merge(stage, CHARITY, primary, gone, newId)
      await stage.settle()
      expect(await shown(stage, id, CHARITY)).toMatchObject({
        belrecht_permission: 'allowed',
        belrecht_basis: 'volunteer',
      })
    })

    it('ends the same whatever order its events come in', async () => {
      for (let round = 0; round < 3; round += 1) {
        await hold()
        const gone = await consenting(stage)
        const customer = await twins(stage, { email: freshEmail(), phone: '020 1234567' }, LONG_AGO)
        const { id } = await merge(stage, COMMERCIAL, customer, gone.id, newId)
        await change(stage, COMMERCIAL, id, { phone: '' })
        await releaseShuffled()
        // Consent was on the record that went before it was ever read: a merge copies, and copies prove nothing.
        expect(await shown(stage, id)).toMatchObject({ belrecht_permission: 'denied' })
        await submit(stage, COMMERCIAL, {
          email: (await shown(stage, id)).email ?? '',
          mobilephone: gone.number.typed,
          belrecht_opt_in: 'true',
        })
        await stage.settle()
        expect(await permissionOf(stage, id)).toBe('allowed')
      }
    })
  })
}

it('a chain of merges that arrives backwards is one person', async () => {
  const [first, second, third] = [await consenting(stage), await consenting(stage), await consenting(stage)]
  await change(stage, COMMERCIAL, first.id, { belrecht_do_not_call: 'true' })
  await stage.settle()
  await hold()
  await merge(stage, COMMERCIAL, second.id, first.id)
  await merge(stage, COMMERCIAL, third.id, second.id)
  await releaseShuffled()
  expect(await permissionOf(stage, third.id)).toBe('denied')
})
