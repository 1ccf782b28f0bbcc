import { describe, expect, it } from 'vitest'
import { mappedPhones, numbersAt, readNumber } from '../../src/provenance/numbers.ts'
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
  // Marks that nobody sees come along when a number is copied from a phone or a page.
  ['\u202a+31612345678\u202c', MOBILE],
  ['06\u200b12345678\ufeff', MOBILE],
]
const UNREADABLE = [
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
  'nr. 0612345678',
  '06-00000000 1',
]

const NO_NUMBER = [
  ...['', '   ', null, undefined, '\u200b\u2060'],
  ...['-', '--', '.', '?', 'x', 'X', 'n.v.t.', 'N.v.t', 'nvt', 'onbekend', 'geen', 'unknown', 'n/a', 'geen nummer'],
  ...[
    'bel de receptie',
    'zie contact 2',
    '0',
    '00',
    '0000000000',
    '1111111111',
    '00-00 00 00 00',
    '+99 999 9999',
    '٠٠٠٠٠٠٠٠',
  ],
]

describe('text → E.164', () => {
  for (const [text, e164] of READ) {
    it(`${text} is ${e164}`, () => expect(readNumber(text, 'NL')).toEqual({ kind: 'number', e164 }))
  }
  for (const text of UNREADABLE) {
    it(`"${text}" is no number one could call`, () => expect(readNumber(text, 'NL')).toEqual({ kind: 'unreadable' }))
  }
  for (const none of NO_NUMBER) {
    it(`${JSON.stringify(none)} holds no number`, () => expect(readNumber(none, 'NL')).toEqual({ kind: 'blank' }))
  }

  it('a number without a country code is one of the region', () => {
    expect(readNumber('0475 12 34 56', 'BE')).toEqual({ kind: 'number', e164: '+32475123456' })
    expect(readNumber('06 12345678', 'BE')).toEqual({ kind: 'unreadable' })
    expect(readNumber('+31 6 12345678', 'BE')).toEqual({ kind: 'number', e164: MOBILE })
  })

  it('in a country nobody knows only numbers with + or 00 are read', () => {
    expect(readNumber('0475 12 34 56', null)).toEqual({ kind: 'unreadable' })
    expect(readNumber('0612345678', null)).toEqual({ kind: 'unreadable' })
    expect(readNumber('0031 6 12345678', null)).toEqual({ kind: 'number', e164: MOBILE })
    expect(readNumber('+31612345678', null)).toEqual({ kind: 'number', e164: MOBILE })
    expect(readNumber('n.v.t.', null)).toEqual({ kind: 'blank' })
  })
})

describe('the country a contact’s numbers are read in', () => {
  const numbersOf = (histories: Parameters<typeof contact>[0], defaultRegion = 'NL', at = NOW) =>
    numbersAt(contact({ mobilephone: [], ...histories }), mappedPhones(settings({ defaultRegion })), millis(at)).map(
      ({ e164 }) => e164,
    )
  const BELGIAN = [written('0475 12 34 56', THEN)]
  const BEFORE = '2025-01-01T09:00:00+01:00'
  const LATER = '2026-04-01T10:00:00+02:00'

  it('is the portal’s own where the contact has none', () => {
    expect(numbersOf({ phone: BELGIAN })).toEqual(['+31475123456'])
    expect(numbersOf({ phone: BELGIAN }, 'BE')).toEqual(['+32475123456'])
    expect(numbersOf({ phone: BELGIAN, country: [written(' - ', BEFORE)] }, 'BE')).toEqual(['+32475123456'])
  })

  for (const country of ['BE', 'be', 'België', 'belgie', 'Belgium', 'Belgique', 'Belgien', ' BELGIË '])
    it(`"${country}" is Belgium`, () => {
      expect(numbersOf({ phone: BELGIAN, country: [written(country, BEFORE)] })).toEqual(['+32475123456'])
    })

  for (const country of ['NL', 'The Netherlands', 'Nederland', 'Niederlande', 'Pays-Bas'])
    it(`"${country}" is the Netherlands`, () => {
      const given = { phone: [written('06 12345678', THEN)], country: [written(country, BEFORE)] }
      expect(numbersOf(given, 'BE')).toEqual([MOBILE])
    })

  it('is the code HubSpot keeps, where people filled in none', () => {
    expect(numbersOf({ phone: BELGIAN, hs_country_region_code: [written('BE', BEFORE)] })).toEqual(['+32475123456'])
    const both = { country: [written('Belgium', BEFORE)], hs_country_region_code: [written('NL', BEFORE)] }
    expect(numbersOf({ phone: BELGIAN, ...both })).toEqual(['+32475123456'])
  })

  it('that nobody can read leaves only numbers that name theirs', () => {
    const country = [written('Atlantis', BEFORE)]
    expect(numbersOf({ phone: BELGIAN, country })).toEqual([])
    expect(numbersOf({ phone: [written('0032 475 12 34 56', THEN)], country })).toEqual(['+32475123456'])
  })

  it('is what history shows for that moment, the rest of the submission included', () => {
    const moved = [written('Belgium', BEFORE), written('Nederland', LATER)]
    expect(numbersOf({ phone: BELGIAN, country: moved }, 'NL', THEN)).toEqual(['+32475123456'])
    expect(numbersOf({ phone: BELGIAN, country: moved })).toEqual(['+31475123456'])
    const justAfter = [written('Belgium', '2026-03-10T12:00:00.400+01:00')]
    expect(numbersOf({ phone: BELGIAN, country: justAfter }, 'NL', THEN)).toEqual(['+32475123456'])
  })

  it('that keeps no history is not known of former times', () => {
    const given = contact({ mobilephone: [], phone: BELGIAN })
    const silent = { ...given, properties: { ...given.properties, country: 'Belgium' } }
    expect(numbersAt(silent, mappedPhones(settings()), millis(NOW))).toEqual([])
  })
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

  it('read anew when the country is filled in, and dated by it', () => {
    const phone = [written('0475 12 34 56', THEN)]
    const known = numbersOf(contact({ mobilephone: [], phone }))
    const country = [written('België', '2026-04-01T10:00:00+02:00')]
    const [fact] = numbersOf(contact({ mobilephone: [], phone, country }), { known })
    expect(fact).toMatchObject({ numbers: ['+32475123456'], at: '2026-04-01T10:00:00+02:00' })
  })

  it('placeholders beside a number change nothing', () => {
    const [fact] = numbersOf(contact({ phone: [written('n.v.t.', THEN)] }))
    expect(fact?.numbers).toEqual([MOBILE])
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
    expect(numbersOf(emptied, { known })).toMatchObject([{ numbers: [], at: '2026-03-10T12:00:00+01:00' }])
  })

  it('a change that the history dates before what is known counts from when it was seen', () => {
    const known = numbersOf(contact({ phone: [written('020 1234567', THEN)] }))
    const unmapped = settings({ mapping: { ...settings().mapping, phones: ['mobilephone'] } })
    const [fact] = numbersOf(contact({ phone: [written('020 1234567', THEN)] }), { known, settings: unmapped })
    expect(fact?.numbers).toEqual([MOBILE])
    expect(millis(fact?.at ?? '')).toBe(millis(NOW))
  })
})
