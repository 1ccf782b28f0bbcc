import { expect, it } from 'vitest'
import { numbersToBlock } from '../../src/provenance/blocked-numbers.ts'
import { mappedPhones } from '../../src/provenance/numbers.ts'
import {
  contact,
  LANDLINE,
  MOBILE,
  millis,
  NOW,
  type SettingsPatch,
  settings,
  THEN,
  type Written,
  written,
} from './records.ts'

const BEFORE = '2025-01-01T09:00:00+01:00'
const LATER = '2026-04-01T10:00:00+02:00'
const STILL_LATER = '2026-05-01T10:00:00+02:00'
const OTHER = '+31107654321'

type Case = {
  readonly patch?: SettingsPatch
  /** From when on until when the objection does not stand. */
  readonly lifted?: readonly [string, string?]
  readonly at?: string
}

const blocked = (
  histories: Readonly<Record<string, readonly Written[]>>,
  { patch = {}, lifted, at = THEN }: Case = {},
) => {
  const turns = (lifted ?? []).flatMap((turn) => (turn === undefined ? [] : [millis(turn)]))
  const stands = (instant: number) => {
    const [from, until = Number.POSITIVE_INFINITY] = turns
    return from === undefined || instant < from || instant >= until
  }
  const objection = { at: millis(at), stands, turns }
  return numbersToBlock(
    contact({ mobilephone: [], ...histories }),
    mappedPhones(settings(patch)),
    objection,
    millis(NOW),
  )
}

it('those of that moment, in every phone property, mapped or not', () => {
  const given = {
    phone: [written('020 1234567', BEFORE)],
    hs_whatsapp_phone_number: [written('+31612345678', BEFORE)],
    direct: [written('010 7654321', BEFORE)],
  }
  expect(blocked(given)).toEqual([LANDLINE, MOBILE])
  const mapping = { ...settings().mapping, phones: ['direct'] }
  expect(blocked(given, { patch: { mapping } })).toEqual([OTHER, LANDLINE, MOBILE].sort())
})

it('those of an objection that is dated a little ahead of our clock', () => {
  const at = '2026-06-29T09:02:00+02:00'
  expect(blocked({ phone: [written('020 1234567', BEFORE)] }, { at })).toEqual([LANDLINE])
})

it('not one that was gone before, nor one in the bin of history', () => {
  expect(
    blocked({ phone: [written('020 1234567', BEFORE), written('010 7654321', '2026-01-01T10:00:00+01:00')] }),
  ).toEqual([OTHER])
})

it('the former number of the form that replaced it', () => {
  for (const at of [THEN, '2026-03-10T11:59:59.700+01:00', '2026-03-10T12:00:00.300+01:00'])
    expect(blocked({ phone: [written('020 1234567', BEFORE), written('0612345678', at, 'FORM')] })).toEqual([
      LANDLINE,
      MOBILE,
    ])
})

it('those the record gets later, however often they change', () => {
  const phone = [written('', BEFORE), written('020 1234567', LATER), written('010 7654321', STILL_LATER)]
  expect(blocked({ phone, mobilephone: [written('0612345678', LATER), written('', STILL_LATER)] })).toEqual(
    [OTHER, LANDLINE, MOBILE].sort(),
  )
})

it('not those it gets once the objection is lifted', () => {
  const phone = [written('020 1234567', BEFORE), written('010 7654321', STILL_LATER)]
  expect(blocked({ phone }, { lifted: [LATER] })).toEqual([LANDLINE])
  expect(blocked({ phone }, { lifted: [STILL_LATER] })).toEqual([LANDLINE])
})

it('but those it has when the objection stands again', () => {
  const phone = [written('020 1234567', BEFORE), written('010 7654321', STILL_LATER)]
  expect(blocked({ phone }, { lifted: [LATER, '2026-05-20T10:00:00+02:00'] })).toEqual([OTHER, LANDLINE].sort())
  expect(blocked({ phone }, { lifted: [LATER, NOW] })).toEqual([OTHER, LANDLINE].sort())
})

it('what stands in a property that keeps no history', () => {
  const mapping = { ...settings().mapping, phones: ['direct'] }
  const given = contact({ mobilephone: [] })
  const silent = { ...given, properties: { ...given.properties, direct: '020 1234567' } }
  const objection = { at: millis(THEN), stands: () => false, turns: [] }
  expect(numbersToBlock(silent, mappedPhones(settings({ mapping })), objection, millis(NOW))).toEqual([LANDLINE])
})

it('in every country the contact had since, and the portal’s own', () => {
  const phone = [written('0475 12 34 56', BEFORE)]
  expect(blocked({ phone })).toEqual(['+31475123456'])
  expect(blocked({ phone, country: [written('België', BEFORE)] })).toEqual(['+31475123456', '+32475123456'])
  expect(blocked({ phone, country: [written('België', LATER)] })).toEqual(['+31475123456', '+32475123456'])
  expect(blocked({ phone, country: [written('Atlantis', BEFORE)] })).toEqual(['+31475123456'])
})
