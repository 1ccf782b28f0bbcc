import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callTask, change, consenting, freshEmail, freshNumber, permissionOf, shown, twins } from '../kit/people.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage({ installed: false })
  // The charity's account has no room for two more properties on tasks.
  await stage.sandbox.call('POST', `/sandbox/portals/${CHARITY}/custom-property-limit`, {
    objectType: 'tasks',
    limit: 0,
  })
  for (const portalId of [COMMERCIAL, CHARITY]) await stage.install(portalId)
  await stage.settle()
})
afterAll(() => stage.close())

const refusedWith = async (contactId: string) =>
  (
    await stage.query<{ refused: string | null }>(COMMERCIAL, 'select refused from verdicts where contact_id = $1', [
      contactId,
    ])
  )[0]?.refused

for (const multiStatus of [true, false]) {
  describe(multiStatus ? 'HubSpot refuses one contact of a batch' : 'HubSpot refuses a batch for one contact', () => {
    const refuse = (ids: string[]) =>
      stage.sandbox.call('POST', `/sandbox/portals/${COMMERCIAL}/rules`, {
        objectType: 'contacts',
        ids,
        property: 'belrecht_permission',
        multiStatus,
        error: 'INVALID_VALUE',
        message: 'Dit veld is op slot gezet',
      })
    const accept = () => stage.sandbox.call('DELETE', `/sandbox/portals/${COMMERCIAL}/rules`)

    it('the others are written, the reason is kept, and the one is tried again when it changes', async () => {
      const people = [await consenting(stage), await consenting(stage), await consenting(stage)]
      const [good, bad, other] = people.map(({ id }) => id) as [string, string, string]
      await refuse([bad])
      await stage.settle()
      expect([await permissionOf(stage, good), await permissionOf(stage, other)]).toEqual(['allowed', 'allowed'])
      expect((await permissionOf(stage, bad)) ?? '').toBe('')
      expect(await refusedWith(bad)).toContain('Dit veld is op slot gezet')
      expect(await refusedWith(good)).toBeNull()
      await accept()
      await change(stage, COMMERCIAL, bad, { belrecht_do_not_call: 'true' })
      await stage.settle()
      expect(await permissionOf(stage, bad)).toBe('denied')
      expect(await refusedWith(bad)).toBeNull()
    })

    it('its call tasks are guarded all the same', async () => {
      const id = await twins(stage, { email: freshEmail(), mobilephone: freshNumber().typed })
      await refuse([id])
      const call = await callTask(stage, [id])
      await stage.settle()
      expect(await shown(stage, call, COMMERCIAL, 'tasks')).toMatchObject({ hs_task_type: 'TODO' })
      await accept()
    })
  })
}

it('an account that has no task properties has its tasks held and released without them', async () => {
  const id = await twins(stage, { email: freshEmail(), mobilephone: freshNumber().typed })
  const call = await callTask(stage, [id], {}, CHARITY)
  await stage.settle()
  const held = await shown(stage, call, CHARITY, 'tasks')
  expect(held).toMatchObject({ hs_task_type: 'TODO', hs_task_subject: '⛔ Niet bellen – Bellen over het aanbod' })
  expect(Object.keys(held).filter((name) => name.startsWith('belrecht'))).toEqual([])
  await change(stage, CHARITY, id, { belrecht_relation_kind: 'volunteer' })
  await stage.settle()
  expect(await shown(stage, call, CHARITY, 'tasks')).toMatchObject({
    hs_task_type: 'CALL',
    hs_task_subject: 'Bellen over het aanbod',
  })
})
