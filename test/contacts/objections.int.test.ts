import { afterAll, beforeAll, expect, it } from 'vitest'
import { change, consenting, freshEmail, freshNumber, permissionOf, shown, submit, twins } from '../kit/people.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

it('an objection blocks at once, above consent, and dates itself on the contact', async () => {
  const { id } = await consenting(stage)
  await stage.settle()
  await change(stage, COMMERCIAL, id, { belrecht_do_not_call: 'true' })
  const objectedAt = stage.context.clock.now()
  await stage.settle()
  const contact = await shown(stage, id)
  expect(contact).toMatchObject({
    belrecht_permission: 'denied',
    belrecht_reason: 'Niet bellen: wil niet gebeld worden (bezwaar gemaakt).',
    belrecht_allowed_numbers: '',
  })
  expect(Math.abs(Date.parse(contact.belrecht_objected_at ?? '') - objectedAt)).toBeLessThan(2_000)
})

it('it blocks every contact with that number in the portal, and none in the other portal', async () => {
  const number = freshNumber()
  const consent = { mobilephone: number.typed, belrecht_opt_in: 'true' }
  const ids: string[] = []
  for (const portalId of [COMMERCIAL, CHARITY])
    for (const email of [freshEmail(), freshEmail()]) ids.push(await submit(stage, portalId, { email, ...consent }))
  const [jan = '', double = '', janThere = '', doubleThere = ''] = ids
  await stage.settle()
  expect(await permissionOf(stage, double)).toBe('allowed')
  await change(stage, COMMERCIAL, jan, { belrecht_do_not_call: 'true' })
  await stage.settle()
  expect(await shown(stage, double)).toMatchObject({
    belrecht_permission: 'denied',
    belrecht_reason: 'Niet bellen: wil niet gebeld worden (bezwaar gemaakt).',
  })
  expect(await permissionOf(stage, janThere, CHARITY)).toBe('allowed')
  expect(await permissionOf(stage, doubleThere, CHARITY)).toBe('allowed')
})

it('a contact that gets the number later is blocked too, however the number is typed', async () => {
  const number = freshNumber()
  const id = await twins(stage, { email: freshEmail(), mobilephone: number.typed, belrecht_do_not_call: 'true' })
  const later = await consenting(stage)
  await stage.settle()
  expect(await permissionOf(stage, id)).toBe('denied')
  expect(await permissionOf(stage, later.id)).toBe('allowed')
  const typed = `0031 (0)${number.typed.slice(1, 5)} ${number.typed.slice(5)}`
  await change(stage, COMMERCIAL, later.id, { phone: typed })
  await stage.settle()
  expect(await shown(stage, later.id)).toMatchObject({
    belrecht_permission: 'denied',
    belrecht_allowed_numbers: later.number.e164,
  })
})

it('unticked by a rep it is ticked again, and goes on standing', async () => {
  const { id } = await consenting(stage)
  await change(stage, COMMERCIAL, id, { belrecht_do_not_call: 'true' })
  await stage.settle()
  await change(stage, COMMERCIAL, id, { belrecht_do_not_call: 'false' })
  await stage.settle()
  expect(await shown(stage, id)).toMatchObject({ belrecht_do_not_call: 'true', belrecht_permission: 'denied' })
  const rows = await stage.query(COMMERCIAL, `select 1 from ledger where contact_id = $1 and type = 'objection'`, [id])
  expect(rows).toHaveLength(1)
})

it('changing the number does not shake it off', async () => {
  const { id, email } = await consenting(stage)
  await change(stage, COMMERCIAL, id, { belrecht_do_not_call: 'true' })
  await stage.settle()
  await change(stage, COMMERCIAL, id, { mobilephone: freshNumber().typed })
  await stage.settle()
  expect(await shown(stage, id)).toMatchObject({ belrecht_permission: 'denied', belrecht_do_not_call: 'true', email })
})

it('a newer complete consent lifts it, blanks the box and lifts it for that number only', async () => {
  const { id, email, number } = await consenting(stage)
  await change(stage, COMMERCIAL, id, { belrecht_do_not_call: 'true' })
  const double = await submit(
    stage,
    COMMERCIAL,
    { email: freshEmail(), mobilephone: number.typed, belrecht_opt_in: 'true' },
    { at: '2026-06-01T09:00:00Z' },
  )
  await stage.settle()
  expect([await permissionOf(stage, id), await permissionOf(stage, double)]).toEqual(['denied', 'denied'])
  await stage.setClock('2026-06-29T12:00:00+02:00')
  await submit(stage, COMMERCIAL, { email, mobilephone: number.typed, belrecht_opt_in: 'true' })
  await stage.settle()
  expect(await shown(stage, id)).toMatchObject({
    belrecht_permission: 'allowed',
    belrecht_do_not_call: '',
    belrecht_objected_at: '',
  })
  // The double consented before the objection on their shared number: only they themselves can lift it.
  expect(await permissionOf(stage, double)).toBe('denied')
  await change(stage, COMMERCIAL, id, { belrecht_do_not_call: 'true' })
  await stage.settle()
  expect(await permissionOf(stage, id)).toBe('denied')
})

it('an older consent, a newer import and a tick without proof do not lift it', async () => {
  const id = await twins(stage, { email: freshEmail(), mobilephone: freshNumber().typed, belrecht_do_not_call: 'true' })
  await stage.settle()
  await stage.setClock('2026-06-29T15:00:00+02:00')
  const imported = {
    belrecht_opt_in: 'true',
    belrecht_opt_in_method: 'paper',
    belrecht_opt_in_source: 'list',
    belrecht_opt_in_at: '2026-06-29T14:00:00+02:00',
    belrecht_opt_in_notice: 'x',
  }
  for (const portalId of [COMMERCIAL, CHARITY])
    await change(stage, portalId, id, imported, { as: { sourceType: 'IMPORT', sourceId: 'file-1' } })
  await stage.settle()
  expect([await permissionOf(stage, id), await permissionOf(stage, id, CHARITY)]).toEqual(['denied', 'denied'])
  await change(stage, COMMERCIAL, id, { belrecht_opt_in: '' })
  await change(stage, COMMERCIAL, id, { belrecht_opt_in: 'true', belrecht_opt_in_at: '2026-06-20' })
  await stage.settle()
  expect(await permissionOf(stage, id)).toBe('denied')
})

it('dated a little ahead of our clock it stands at once, for the double too', async () => {
  const { id, number } = await consenting(stage)
  const double = await submit(stage, COMMERCIAL, {
    email: freshEmail(),
    mobilephone: number.typed,
    belrecht_opt_in: 'true',
  })
  await stage.settle()
  const at = new Date(stage.context.clock.now() + 60_000).toISOString()
  await change(stage, COMMERCIAL, id, { belrecht_do_not_call: 'true' }, { at })
  await stage.settle()
  expect([await permissionOf(stage, id), await permissionOf(stage, double)]).toEqual(['denied', 'denied'])
})
