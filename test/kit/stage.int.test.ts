import { afterAll, beforeAll, expect, it } from 'vitest'
import { CHARITY, COMMERCIAL, openStage, type Stage } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

it('a consent in one portal says nothing about the contact of the same id in another', async () => {
  const properties = { email: 'jan@example.nl', firstname: 'Jan', mobilephone: '0612345678', belrecht_opt_in: 'true' }
  const { contactId } = await stage.sandbox.submitForm(COMMERCIAL, { formName: 'Terugbelverzoek', properties })
  const other = { email: 'jan@example.nl', mobilephone: '0612345678' }
  expect((await stage.sandbox.create(CHARITY, 'contacts', { properties: other })).id).toBe(contactId)
  await stage.settle()
  const asked = [COMMERCIAL, CHARITY].map((portalId) => stage.sandbox.read(portalId, 'contacts', contactId))
  const permissions = (await Promise.all(asked)).map((contact) => contact.properties.belrecht_permission)
  expect(permissions).toEqual(['allowed', 'denied'])
})

it('the clock moves for sandbox and app together', async () => {
  await stage.setClock('2027-01-01T00:00:00Z')
  expect(Math.abs(stage.context.clock.now() - Date.parse('2027-01-01T00:00:00Z'))).toBeLessThan(5_000)
})
