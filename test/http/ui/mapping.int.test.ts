import { afterAll, beforeAll, expect, it } from 'vitest'
import { listSetAside } from '../../../src/store/portal/set-aside.ts'
import { defineProperty } from '../../kit/own-properties.ts'
import { shown } from '../../kit/people.ts'
import { type Signed, signedCall } from '../../kit/signed-calls.ts'
import { COMMERCIAL, openStage, type Stage } from '../../kit/stage.ts'

type Answer = { code?: string; problems?: { path: string; message: string }[]; mapping?: Record<string, unknown> }
const OURS = 'belrecht_do_not_call'
const PROPERTIES = `/crm/properties/2026-09/contacts`

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ guard: 'report' })
  await defineProperty(stage, COMMERCIAL, 'contacts', { name: 'bel_vakje', type: 'bool', fieldType: 'booleancheckbox' })
  await defineProperty(stage, COMMERCIAL, 'contacts', {
    name: 'bel_keuze',
    type: 'enumeration',
    fieldType: 'select',
    options: [
      { value: 'opt_y', label: 'Ja, graag' },
      { value: 'opt_n', label: 'Liever niet' },
    ],
  })
})
afterAll(() => stage.close())

const put = (mapping: object, more: object = {}, path = '/settings') =>
  signedCall<Answer>(stage, path === '/settings' ? 'PUT' : 'POST', path, {
    body: { ...more, mapping },
  } satisfies Signed)
const stored = async () => (await signedCall<Answer>(stage, 'GET', '/settings')).body.mapping

it.each([
  ['a misspelt phone', { phones: ['mobilephnoe'] }, 'mapping.phones.0', 'mobilephnoe'],
  ['a misspelt opt-in', { optIn: ['bel_vakjee'] }, 'mapping.optIn.0', 'bel_vakjee'],
  ['a dropdown without its yes, with the choices', { optIn: ['bel_keuze'] }, 'mapping.optIn.0', 'opt_y (Ja, graag)'],
  ['our own box taken out', { doNotCall: ['bel_vakje'] }, 'mapping.doNotCall', OURS],
])('refuses %s, when saved and when previewed, and saves nothing', async (_what, mapping, path, said) => {
  const before = await stored()
  for (const route of ['/settings', '/settings/preview']) {
    const { status, body } = await put(mapping, { b2b: false }, route)
    expect([route, status, body.problems?.map((problem) => problem.path)]).toEqual([route, 422, [path]])
    expect(body.problems?.[0]?.message).toContain(said)
  }
  expect(await stored()).toEqual(before)
})

it('saves nothing unchecked while HubSpot does not answer', async () => {
  const before = await stored()
  await stage.sandbox.call('POST', '/sandbox/faults', { path: PROPERTIES, status: 503, count: 50 })
  const refused = await put({ optIn: ['belrecht_opt_in', 'bel_vakje'] })
  expect([refused.status, refused.body.code]).toEqual([503, 'hubspot-away'])
  expect(await stored()).toEqual(before)
  // What maps nothing anew needs no HubSpot.
  expect((await signedCall(stage, 'PUT', '/settings', { body: { house: { consentYears: 2 } } })).status).toBe(200)
  await stage.sandbox.call('DELETE', '/sandbox/faults')
})

it('stores the value of a choice that was given by its label', async () => {
  const { status, body } = await put({ optIn: ['belrecht_opt_in', { property: 'bel_keuze', yes: [' ja, GRAAG '] }] })
  expect(status).toBe(200)
  expect(body.mapping?.optIn).toEqual(['belrecht_opt_in', { property: 'bel_keuze', yes: ['opt_y'], no: [] }])
  expect((await put({ optIn: ['belrecht_opt_in'] })).status).toBe(200)
})

it('a mapping stored before that fails stays, hinders nothing else, is named, and not named any more once mended', async () => {
  const mapping = { doNotCall: ['bel_vakje'], phones: ['phone', 'mobilephone', 'verdwenen'] }
  await stage.query(
    COMMERCIAL,
    `update portals set settings = jsonb_set(settings, '{mapping}', settings->'mapping' || $1)`,
    [JSON.stringify(mapping)],
  )
  expect((await signedCall(stage, 'PUT', '/settings', { body: { house: { consentYears: 3 } } })).status).toBe(200)
  await stage.settle()
  expect(await stored()).toMatchObject(mapping)
  const named = async () =>
    (await stage.inPortal(COMMERCIAL, (tx) => listSetAside(tx, 50))).map((each) => [
      each.kind,
      each.recordId,
      each.reason,
    ])
  expect(await named()).toEqual([
    ['setting', 'mapping.doNotCall', 'mapping-box-removed'],
    ['setting', 'mapping.phones.2', 'mapping-missing'],
  ])
  // Our own box counts all the same.
  await stage.sandbox.create(COMMERCIAL, 'contacts', { id: '901', properties: { phone: '0201234567', [OURS]: 'true' } })
  await stage.settle()
  expect((await shown(stage, '901')).belrecht_objected_at).toMatch(/^\d{4}-/)
  await stage.saveSettings(COMMERCIAL, { mapping: { doNotCall: [OURS], phones: ['phone', 'mobilephone'] } })
  await stage.settle()
  expect(await named()).toEqual([])
})
