import { describe, expect, it } from 'vitest'
import { readNumber } from '../../src/provenance/numbers.ts'
import { contact, derived, factsOf, LANDLINE, MOBILE, millis, NOW, settings, THEN, written } from './records.ts'

const READ: readonly (readonly [text: string, e164: string])[] = [
  ['0612345678', MOBILE],
  ['06-12 34 56 78', MOBILE],
  ['+31 6 12345678', MOBILE],
  ['0031612345678', MOBILE],
  ['+31 (0)6 12345678', MOBILE],
  ['  06 12345678  ', MOBILE],
  ['(020) 123 45 67', LANDLINE],
  ['+32 470 12 34 56', '+32470123456'],
  ['0032470123456', '+32470123456'],
  ['+49 30 901820', '+4930901820'],
]
const UNREADABLE = [
  'bel de receptie',
  '06-1234',
  '061234567890123',
  '0612345678 of 0687654321',
  'tel: 0612345678 (thuis)',
  '020 1234567 toestel 12',
  '0201234567 ext. 5',
  '020-1234567x12',
  '+31201234567;ext=9',
  '112',
  '+999 123456',
  '-',
]

describe('text → E.164, the Netherlands by default', () => {
  for (const [text, e164] of READ) {
    it(`${text} is ${e164}`, () => expect(readNumber(text)).toEqual({ kind: 'number', e164 }))
  }
  for (const text of UNREADABLE) {
    it(`"${text}" is no number one could call`, () => expect(readNumber(text)).toEqual({ kind: 'unreadable' }))
  }
  for (const blank of ['', '   ', null, undefined]) {
    it(`${JSON.stringify(blank)} is blank`, () => expect(readNumber(blank)).toEqual({ kind: 'blank' }))
  }
})

describe('the numbers a contact has, as a fact', () => {
  const numbersOf = (...given: Parameters<typeof derived>) => factsOf(derived(...given).events, 'numbers')

  it('dated by the history, the readable ones of every mapped property', () => {
    const given = contact({ phone: [written('020 1234567', THEN)] })
    const [fact, ...more] = numbersOf(given)
    expect(more).toEqual([])
    expect(fact?.numbers).toEqual([LANDLINE, MOBILE])
    expect(millis(fact?.at ?? '')).toBe(millis(THEN))
  })

  it('nothing new while they are what the ledger knows', () => {
    const given = contact()
    expect(numbersOf(given, { known: numbersOf(given) })).toEqual([])
  })

  it('a contact that never had one has no such fact', () => {
    expect(numbersOf(contact({ mobilephone: [] }))).toEqual([])
  })

  it('taken away, the empty set is a fact from then on', () => {
    const known = numbersOf(contact())
    const emptied = contact({
      mobilephone: [written('06 12345678', '2024-01-05T10:00:00+01:00'), written('', THEN)],
    })
    expect(numbersOf(emptied, { known })).toMatchObject([{ numbers: [], at: '2026-03-10T12:00:00.000+01:00' }])
  })

  it('a change that the history dates before what is known counts from when it was seen', () => {
    const known = numbersOf(contact({ phone: [written('020 1234567', THEN)] }))
    const unmapped = settings({ mapping: { ...settings().mapping, phones: ['mobilephone'] } })
    const [fact] = numbersOf(contact({ phone: [written('020 1234567', THEN)] }), { known, settings: unmapped })
    expect(fact?.numbers).toEqual([MOBILE])
    expect(millis(fact?.at ?? '')).toBe(millis(NOW))
  })
})
