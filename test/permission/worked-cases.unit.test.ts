import { describe, expect, it } from 'vitest'
import type { Fact, Permission } from '../../src/permission/facts.ts'
import {
  AFTER,
  type Asking,
  BEFORE,
  consent,
  designated,
  given,
  legalForm,
  NUMBER,
  numbers,
  OTHER_NUMBER,
  objection,
  relation,
} from './given.ts'

const charity: Asking = { by: 'charity', purpose: 'charitable' }

const cases: readonly [string, Fact[], Asking, Permission, Permission][] = [
  ['a BV prospect', [legalForm('bv')], {}, 'allowed', 'allowed'],
  ['a VOF prospect', [legalForm('vof')], {}, 'denied', 'denied'],
  ['a running subscriber', [relation({ event: 'started' })], {}, 'allowed', 'denied'],
  [
    'an ex-customer of two years',
    [relation({ at: '2024-06-30T12:00:00+02:00', event: 'ended' })],
    {},
    'allowed',
    'denied',
  ],
  [
    'an ex-customer of three years and a day',
    [relation({ at: '2023-06-29T12:00:00+02:00', event: 'ended' })],
    {},
    'denied',
    'denied',
  ],
  [
    'an ex-donor of two years',
    [relation({ at: '2024-06-30T12:00:00+02:00', kind: 'donor', event: 'ended' })],
    charity,
    'allowed',
    'allowed',
  ],
  [
    'a magazine ex-subscriber of two years',
    [relation({ at: '2024-06-30T12:00:00+02:00', event: 'ended' })],
    { by: 'publisher' },
    'allowed',
    'allowed',
  ],
  ['a petition signer', [relation({ kind: 'sympathiser' })], charity, 'needs-review', 'needs-review'],
  ['a complete consent', [consent()], {}, 'allowed', 'allowed'],
  ['the same consent asked by a sister company', [consent()], { controller: 'zuster' }, 'denied', 'denied'],
  ['consent, then objection', [consent(), objection('2026-01-05T10:00:00+01:00')], {}, 'denied', 'denied'],
  [
    'objection, then newer complete consent',
    [objection('2024-01-05T10:00:00+01:00'), consent()],
    {},
    'allowed',
    'allowed',
  ],
  ["a sole trader's number published for offers", [legalForm('eenmanszaak'), designated()], {}, 'allowed', 'allowed'],
  ['an automated call to a BV', [legalForm('bv')], { channel: 'automated' }, 'denied', 'denied'],
  [
    'consent for the old number, number changed',
    [consent(), numbers('2026-01-05T10:00:00+01:00', OTHER_NUMBER)],
    { number: OTHER_NUMBER },
    'denied',
    'denied',
  ],
  [
    'the old number itself, number changed',
    [consent(), numbers('2026-01-05T10:00:00+01:00', OTHER_NUMBER)],
    { number: NUMBER },
    'denied',
    'denied',
  ],
  ['a service call', [], { purpose: 'service' }, 'allowed', 'allowed'],
]

describe.each(cases)('given %s', (_name, facts, asking, before, after) => {
  it('on 30 June 2026', () => {
    expect(given(...facts)({ ...asking, at: BEFORE })).toMatchObject({ permission: before, rulebook: 'nl-2021-07-01' })
  })

  it('on 1 July 2026', () => {
    expect(given(...facts)({ ...asking, at: AFTER })).toMatchObject({ permission: after, rulebook: 'nl-2026-07-01' })
  })
})

describe('the change of law', () => {
  const customer = given(relation({ event: 'started' }))

  it('takes the commercial customer at midnight and not a second before', () => {
    expect(customer({ at: '2026-06-30T23:59:59+02:00' })).toEqual({
      id: '1',
      permission: 'allowed',
      basis: 'customer',
      until: '2026-07-01T00:00:00+02:00',
      changesAt: '2026-07-01T00:00:00+02:00',
      rulebook: 'nl-2021-07-01',
      reasons: [],
    })
    expect(customer({ at: '2026-07-01T00:00:00+02:00' })).toEqual({
      id: '1',
      permission: 'denied',
      basis: null,
      until: null,
      changesAt: null,
      rulebook: 'nl-2026-07-01',
      reasons: ['customer-exception-ended', 'legal-form-unknown'],
    })
  })

  it('leaves the customers of publishers and lotteries, and no others', () => {
    const permissionFor = (by: Asking['by'] & string) => customer({ by }).permission
    expect(permissionFor('publisher')).toBe('allowed')
    expect(permissionFor('lottery')).toBe('allowed')
    expect(permissionFor('charity')).toBe('denied')
  })

  it('moves the basis to a consent while the permission stays', () => {
    const both = given(relation({ event: 'started' }), consent({ until: '2026-06-30' }))
    expect(both({ at: BEFORE })).toMatchObject({ basis: 'consent', until: '2026-07-01T00:00:00+02:00' })
    const longer = given(relation({ event: 'started' }), consent({ until: '2026-07-01' }))
    expect(longer({ at: BEFORE })).toMatchObject({ basis: 'consent', until: '2026-07-02T00:00:00+02:00' })
  })

  it('cuts no window that both books know', () => {
    const asked = given(relation({ at: '2025-01-10T12:00:00+01:00' }), consent())
    expect(asked({ at: BEFORE, by: 'publisher' })).toMatchObject({
      basis: 'consent',
      until: '2028-03-10T00:00:00+01:00',
    })
    const newer = given(relation({ at: '2025-05-10T12:00:00+02:00' }), consent())
    expect(newer({ at: BEFORE, by: 'publisher' })).toMatchObject({
      basis: 'customer',
      until: '2028-05-10T00:00:00+02:00',
    })
    expect(newer({ at: BEFORE })).toMatchObject({ basis: 'consent', until: '2028-03-10T00:00:00+01:00' })
  })

  it('before the first law there is nothing to judge by', () => {
    expect(given(legalForm('bv', '2020-01-01T00:00:00Z'))({ at: '2021-06-30T23:59:59+02:00' })).toEqual({
      id: '1',
      permission: 'needs-review',
      basis: null,
      until: null,
      changesAt: '2021-07-01T00:00:00+02:00',
      rulebook: null,
      reasons: ['no-rulebook'],
    })
    expect(given()({ at: '2021-06-30T23:59:59+02:00', purpose: 'service' })).toMatchObject({ reasons: ['no-rulebook'] })
  })
})
