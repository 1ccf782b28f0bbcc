import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPortal } from '../../src/portal/open-portal.ts'
import { recordObjection } from '../../src/statements/objection.ts'
import { change, consenting, freshEmail, freshNumber, permissionOf, shown, submit } from '../kit/people.ts'
import { COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'

/** On which numbers an objection stands shows in the double: a person who may be called on that number alone. */

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const double = (typed: string, more: Readonly<Record<string, string>> = {}) =>
  submit(stage, COMMERCIAL, { email: freshEmail(), mobilephone: typed, belrecht_opt_in: 'true', ...more })

const objecting = (properties: Readonly<Record<string, string>>) =>
  submit(stage, COMMERCIAL, { email: freshEmail(), belrecht_do_not_call: 'true', ...properties })

const edit = (id: string, properties: Readonly<Record<string, string>>) => change(stage, COMMERCIAL, id, properties)

async function permissions(...ids: readonly string[]) {
  await stage.settle()
  return Promise.all(ids.map((id) => permissionOf(stage, id)))
}

it('every number that can be found in a field, whatever stands around it', async () => {
  const [first, second, third, fourth] = [freshNumber(), freshNumber(), freshNumber(), freshNumber()]
  const doubles = [await double(first.typed), await double(second.typed), await double(third.typed)]
  doubles.push(await double(fourth.typed))
  expect(await permissions(...doubles)).toEqual(['allowed', 'allowed', 'allowed', 'allowed'])
  await objecting({
    phone: `\u202a${first.typed}\u202c (thuis) of ${second.typed}`,
    mobilephone: `tel:${third.typed} toestel 12`,
    hs_whatsapp_phone_number: `'${fourth.e164}`,
  })
  expect(await permissions(...doubles)).toEqual(['denied', 'denied', 'denied', 'denied'])
})

it('a number corrected or added later, also in a field that is not mapped', async () => {
  const [wrong, right, added] = [freshNumber(), freshNumber(), freshNumber()]
  const doubles = [await double(right.typed), await double(added.typed)]
  const id = await objecting({ mobilephone: wrong.typed })
  expect(await permissions(...doubles)).toEqual(['allowed', 'allowed'])
  await edit(id, { mobilephone: right.typed })
  expect(await permissions(...doubles)).toEqual(['denied', 'allowed'])
  await edit(id, { hs_whatsapp_phone_number: added.e164 })
  expect(await permissions(...doubles)).toEqual(['denied', 'denied'])
})

it('a number that came and went between two looks', async () => {
  const passing = freshNumber()
  const other = await double(passing.typed)
  const id = await objecting({ mobilephone: freshNumber().typed })
  expect(await permissions(other)).toEqual(['allowed'])
  await edit(id, { phone: passing.typed })
  await edit(id, { phone: '' })
  expect(await permissions(other)).toEqual(['denied'])
})

it('the former number of a form that replaces it', async () => {
  const { id, email, number } = await consenting(stage)
  const other = await double(number.typed)
  expect(await permissions(id, other)).toEqual(['allowed', 'allowed'])
  await submit(stage, COMMERCIAL, { email, mobilephone: freshNumber().typed, belrecht_do_not_call: 'true' })
  expect(await permissions(id, other)).toEqual(['denied', 'denied'])
})

it('no number that the record gets once a newer consent lifted the objection', async () => {
  const { id, email, number } = await consenting(stage)
  await edit(id, { belrecht_do_not_call: 'true' })
  await stage.settle()
  await stage.setClock('2026-06-29T12:00:00+02:00')
  await submit(stage, COMMERCIAL, { email, mobilephone: number.typed, belrecht_opt_in: 'true' })
  const added = freshNumber()
  const other = await double(added.typed)
  await stage.settle()
  await edit(id, { phone: added.typed })
  expect(await permissions(other)).toEqual(['allowed'])
})

it('those of a phone property that is mapped only afterwards', async () => {
  const { typed } = freshNumber()
  const other = await double(typed)
  await objecting({ mobilephone: freshNumber().typed, city: typed })
  expect(await permissions(other)).toEqual(['allowed'])
  await stage.saveSettings(COMMERCIAL, { mapping: { phones: ['phone', 'mobilephone', 'city'] } })
  expect(await permissions(other)).toEqual(['denied'])
  await stage.saveSettings(COMMERCIAL, { mapping: { phones: ['phone', 'mobilephone'] } })
  await stage.settle()
})

it.each(['api', 'card', 'page'] as const)('an objection by %s counts for all of these too', async (kind) => {
  const [unmapped, noted, former, later] = [freshNumber(), freshNumber(), freshNumber(), freshNumber()]
  const doubles = [await double(unmapped.typed), await double(noted.typed), await double(former.typed)]
  doubles.push(await double(later.typed))
  const { id, number } = await consenting(stage)
  await edit(id, { hs_whatsapp_phone_number: unmapped.typed, phone: `${noted.typed} (werk)` })
  expect(await permissions(...doubles)).toEqual(['allowed', 'allowed', 'allowed', 'allowed'])
  const portal = await openPortal(stage.context, COMMERCIAL)
  if (portal === null) throw new Error('the app is not installed')
  const by = { kind, id: kind === 'page' ? null : '1001', request: randomUUID() }
  const typed = `${former.typed} / ${number.typed}`
  const recorded = await recordObjection(stage.context, portal, { contactId: id, number: typed }, by)
  expect(recorded).toMatchObject({ ok: true, added: true, published: 'now' })
  expect(await permissions(...doubles)).toEqual(['denied', 'denied', 'denied', 'allowed'])
  await edit(id, { mobilephone: later.typed })
  expect(await permissions(...doubles, id)).toEqual(['denied', 'denied', 'denied', 'denied', 'denied'])
})

it('unticked it is ticked again, and catches the next number', async () => {
  const later = freshNumber()
  const other = await double(later.typed)
  const id = await objecting({ mobilephone: `${freshNumber().typed} of ${freshNumber().typed}` })
  await stage.settle()
  await edit(id, { belrecht_do_not_call: 'false', phone: later.typed })
  expect(await permissions(other)).toEqual(['denied'])
  expect(await shown(stage, id)).toMatchObject({ belrecht_do_not_call: 'true', belrecht_permission: 'denied' })
})

it('a placeholder denies nothing, and is no number two people share', async () => {
  const { typed } = freshNumber()
  const ids = [await double(typed, { phone: '0000000000' }), await double(freshNumber().typed, { phone: 'n.v.t.' })]
  await objecting({ phone: '0000000000', mobilephone: '-' })
  expect(await permissions(...ids)).toEqual(['allowed', 'allowed'])
  await edit(ids[0] ?? '', { phone: '06-1234' })
  expect(await permissions(...ids)).toEqual(['denied', 'allowed'])
})

it('a Belgian number is no Dutch one, and an objection without a country counts for both', async () => {
  const belgian = await double('0475 12 34 56', { country: 'België' })
  await stage.settle()
  expect(await shown(stage, belgian)).toMatchObject({ belrecht_allowed_numbers: '+32475123456' })
  const dutch = await double('0475 12 34 57')
  await stage.settle()
  expect(await shown(stage, dutch)).toMatchObject({ belrecht_allowed_numbers: '+31475123457' })
  await edit(dutch, { country: 'Belgium' })
  await stage.settle()
  expect(await shown(stage, dutch)).toMatchObject({ belrecht_allowed_numbers: '' })
  const consented = await double('+31475123458')
  await objecting({ phone: '0475 12 34 58', country: 'België' })
  expect(await permissions(consented)).toEqual(['denied'])
})
