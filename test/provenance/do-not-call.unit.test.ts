import { expect, it } from 'vitest'
import { APP_ID, contact, derived, millis, settings, THEN, type Written, written } from './records.ts'

const LATER = '2026-04-01T10:00:00+02:00'
const objectionsOf = (ticks: readonly Written[], more: Readonly<Record<string, readonly Written[]>> = {}) =>
  derived(contact({ belrecht_do_not_call: ticks, ...more })).objections

for (const writer of ['CRM_UI', 'FORM', 'IMPORT', 'API', 'INTEGRATION', 'MERGE_CONTACTS']) {
  it(`a tick by ${writer} is an objection: doubt goes the strict way`, () => {
    const [objection, ...more] = objectionsOf([written('true', THEN, writer)])
    expect(more).toEqual([])
    expect(objection).toMatchObject({
      origin: 'contact:101',
      at: millis(THEN),
      fact: { type: 'objection' },
      recordedBy: { sourceType: writer },
    })
  })
}

it('this app’s own tick is none', () => {
  expect(objectionsOf([written('true', THEN, 'INTEGRATION', APP_ID)])).toEqual([])
})

it('unticking lifts nothing, and ticking again is another objection', () => {
  const ticks = [written('true', THEN), written('false', '2026-03-20T10:00:00+01:00'), written('true', LATER)]
  expect(objectionsOf(ticks).map(({ at }) => at)).toEqual([millis(THEN), millis(LATER)])
})

it('without any number it is an objection all the same', () => {
  expect(objectionsOf([written('true', THEN)], { mobilephone: [] })).toHaveLength(1)
})

it('boxes the portal mapped count like our own', () => {
  const mapping = { ...settings().mapping, doNotCall: ['belrecht_do_not_call', 'bel_me_niet'] }
  const given = contact({ bel_me_niet: [written('true', THEN)] })
  expect(derived(given).objections).toEqual([])
  expect(derived(given, { settings: settings({ mapping }) }).objections).toHaveLength(1)
})
