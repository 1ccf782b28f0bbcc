import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  amsterdamDay,
  amsterdamInstant,
  dayInWords,
  instantInWords,
  readDay,
} from '../../hubspot-project/src/app/shared/days.ts'
import { languageOf } from '../../hubspot-project/src/app/shared/language.ts'
import type { PortalSettings } from '../../hubspot-project/src/app/shared/portal-settings.ts'
import { en } from '../../hubspot-project/src/app/shared/texts/en.ts'
import { nl } from '../../hubspot-project/src/app/shared/texts/nl.ts'
import { BASES, CONSENT_METHODS } from '../../src/permission/facts.ts'
import type { PortalSettings as ServiceSettings } from '../../src/portal-settings/schema.ts'

describe('days', () => {
  it.each([
    ['2026-03-28T22:59:59Z', '2026-03-28'],
    ['2026-03-28T23:00:00Z', '2026-03-29'],
    ['2026-06-30T21:59:59Z', '2026-06-30'],
    ['2026-06-30T22:00:00Z', '2026-07-01'],
  ])('%s is %s in Amsterdam', (instant, day) => {
    expect(amsterdamDay(new Date(instant))).toBe(day)
  })

  it.each([
    [{ year: 2026, month: 0, date: 5 }, { hours: 9, minutes: 5 }, '2026-01-05T09:05:00+01:00'],
    [{ year: 2026, month: 6, date: 1 }, { hours: 0, minutes: 0 }, '2026-07-01T00:00:00+02:00'],
    [{ year: 2026, month: 2, date: 29 }, { hours: 1, minutes: 59 }, '2026-03-29T01:59:00+01:00'],
    [{ year: 2026, month: 2, date: 29 }, { hours: 3, minutes: 0 }, '2026-03-29T03:00:00+02:00'],
    [{ year: 2026, month: 9, date: 25 }, { hours: 3, minutes: 0 }, '2026-10-25T03:00:00+01:00'],
  ])('%o at %o is %s', (day, time, instant) => {
    expect(amsterdamInstant(day, time)).toBe(instant)
  })

  it('read HubSpot’s two ways of writing one, and nothing else', () => {
    expect([readDay('2026-07-01'), readDay('1782864000000'), readDay('1 July'), readDay('')]).toEqual([
      '2026-07-01',
      '2026-07-01',
      null,
      null,
    ])
  })

  it('are said in the user’s language', () => {
    expect(dayInWords('2026-07-01', 'nl')).toBe('1 juli 2026')
    expect(dayInWords('2026-07-01', 'en')).toBe('1 July 2026')
    expect(dayInWords('2026-07-01T00:00:00+02:00', 'en')).toBe('1 July 2026')
    expect(dayInWords('soon', 'en')).toBe('soon')
    expect(instantInWords('2026-07-01T09:00:00+02:00', 'nl')).toMatch(/^1 jul.? 2026,? 09:00$/)
    expect(instantInWords('never', 'nl')).toBe('never')
  })
})

describe('words', () => {
  it.each([
    ['nl', 'nl'],
    ['nl-nl', 'nl'],
    ['nl_BE', 'nl'],
    ['en-gb', 'en'],
    ['de', 'en'],
    [undefined, 'en'],
  ])('%s reads %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language)
  })

  it('differ between Dutch and English, everywhere', () => {
    // Words both languages share.
    const shared = ['Status', 'Consent', 'Contacten', 'Service', 'Contact', 'Record', 'Deal']
    const same = leaves(en).filter((text, index) => text === leaves(nl)[index] && !shared.includes(text))
    expect(same).toEqual([])
  })

  it('name every ground', () => {
    for (const basis of BASES) expect([en.home.basis[basis], nl.home.basis[basis]]).not.toContain(undefined)
  })

  it('offer only ways of giving consent that the decision knows', () => {
    expect(CONSENT_METHODS).toEqual(expect.arrayContaining(Object.keys(en.form.methods)))
  })
})

describe('types', () => {
  it('of the settings are the service’s own', () => {
    expectTypeOf<PortalSettings>().toEqualTypeOf<ServiceSettings>()
  })
})

/** Every text of a language, functions called with figures. */
function leaves(texts: unknown): string[] {
  if (typeof texts === 'string') return [texts]
  if (typeof texts === 'function') return [String(texts(2, 3, 4)), String(texts(1, 1, 1))]
  return Object.values(texts as object).flatMap(leaves)
}
