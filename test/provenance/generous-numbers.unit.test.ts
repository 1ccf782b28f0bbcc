import { describe, expect, it } from 'vitest'
import { numbersIn } from '../../src/provenance/generous-numbers.ts'
import { LANDLINE, MOBILE } from './records.ts'

const OTHER = '+31687654321'

/** What people and systems write into a phone field, and the numbers that are in it. */
const TEXTS: readonly (readonly [text: string, ...numbers: string[]])[] = [
  ['0612345678', MOBILE],
  ["'0612345678", MOBILE],
  ['`06-12345678´', MOBILE],
  ['\u202a06\u200b12345678\u202c', MOBILE],
  ['０６１２３４５６７８', MOBILE],
  ['tel:0612345678', MOBILE],
  ['tel:+31-6-12345678;ext=12', MOBILE],
  ['06.12.34.56.78', MOBILE],
  ['06–12345678', MOBILE],
  ['(06) 12 34 56 78', MOBILE],
  ['06-12345678 (werk)', MOBILE],
  ['mobiel 0612345678, niet op vrijdag 13', MOBILE],
  ['Jan: 06-12345678!', MOBILE],
  ['06 12345678 12', MOBILE],
  ['020 1234567 toestel 12', LANDLINE],
  ['020-1234567x12', LANDLINE],
  ['+31201234567;ext=9', LANDLINE],
  ['0201234567 ext. 5', LANDLINE],
  ['0612345678, 0687654321', MOBILE, OTHER],
  ['0612345678;0687654321', MOBILE, OTHER],
  ['06-12345678 / 06-87654321', MOBILE, OTHER],
  ['0612345678/0687654321', MOBILE, OTHER],
  ['0612345678|0687654321', MOBILE, OTHER],
  ['0612345678 of 0687654321', MOBILE, OTHER],
  ['0612345678 en 0687654321', MOBILE, OTHER],
  ['0612345678 OR 0687654321', MOBILE, OTHER],
  ['0612345678of0687654321', MOBILE, OTHER],
  ['0612345678 0687654321', MOBILE, OTHER],
  ['06 12 34 56 78 06 87 65 43 21', MOBILE, OTHER],
  ['0612345678\n0687654321', MOBILE, OTHER],
  ['+31612345678+31687654321', MOBILE, OTHER],
  ['06123456780687654321', MOBILE, OTHER],
  ['(06) 12345678 (privé) 0031 (0)20 123 45 67', LANDLINE, MOBILE],
  ['31612345678', MOBILE],
]

describe('every number in a text, for objections', () => {
  for (const [text, ...numbers] of TEXTS)
    it(`${JSON.stringify(text)}: ${numbers.join(' and ')}`, () =>
      expect(numbersIn(text, ['NL'])).toEqual([...numbers].sort()))

  for (const text of ['', '-', 'n.v.t.', 'onbekend', '0000000000', '112', '06-1234', 'sinds 2024'])
    it(`${JSON.stringify(text)} has none`, () => expect(numbersIn(text, ['NL', 'BE', null])).toEqual([]))

  it('a number without a country code is one of each region', () => {
    expect(numbersIn('0475 12 34 56', ['NL', 'BE'])).toEqual(['+31475123456', '+32475123456'])
  })

  it('the end of a number that names its country is nobody’s number', () => {
    expect(numbersIn('+32 475 12 34 56', ['NL', 'BE'])).toEqual(['+32475123456'])
  })

  it('where the country is not known, those that name theirs', () => {
    expect(numbersIn('0612345678 / +31 6 87654321 / 0031201234567', [null])).toEqual([LANDLINE, OTHER])
  })
})
