import { describe, expect, it } from 'vitest'
import { isBlank, isImport } from '../../src/permission/answers.ts'
import { answer, BEFORE, consent, given, objection } from './given.ts'

const BLANK = [
  ...[
    '',
    ' ',
    '-',
    '?',
    '…',
    '––',
    '.',
    '\u200b',
    '\u00ad',
    '\ufeff',
    '\u00a0',
    '\u0085',
    '\u{e0020}',
    '\u2066-\u2069',
  ],
  ...[
    ' N.V.T. ',
    'nvt',
    'N/A',
    'na',
    'None',
    'NULL',
    'onbekend',
    'Unknown',
    'geen',
    'TBD',
    'test',
    'n\u200bvt',
    '\u2003n.a.\u0085',
  ],
]
const FILLED = [
  'nvt, zie bijlage',
  'x',
  '7',
  'getest',
  'é',
  '電話',
  'geen bezwaar',
  'test 2',
  'onbekende bron',
  '٣',
  'testformulier',
]

describe('an answer', () => {
  for (const text of BLANK) it(`${JSON.stringify(text)} is none`, () => expect(isBlank(text)).toBe(true))
  for (const text of FILLED) it(`${JSON.stringify(text)} is one`, () => expect(isBlank(text)).toBe(false))
  it('absent is none', () => expect([isBlank(null), isBlank(undefined)]).toEqual([true, true]))

  for (const field of ['givenBy', 'method', 'source', 'notice'])
    it(`${field} “n.v.t.” leaves the proof incomplete`, () =>
      expect(answer(given(consent({ proof: { [field]: 'n.v.t.' } }))())).toEqual([
        'needs-evidence',
        null,
        ['incomplete-proof'],
      ]))
})

describe('a method that says import', () => {
  for (const method of ['Import', 'csv-import', 'geïmporteerd', 'GEI\u0308MPORTEERD', 'importeer', 'im\u00adport'])
    it(`${JSON.stringify(method)} reopens nothing after an objection`, () => {
      expect(isImport(method)).toBe(true)
      const again = consent({ at: '2026-06-30T16:00:00+02:00', proof: { method } })
      expect(answer(given(objection(BEFORE), again)())).toEqual(['denied', null, ['objection']])
    })
  for (const method of ['web-form', 'papier', '', null])
    it(`${method} does not`, () => expect(isImport(method)).toBe(false))
})
