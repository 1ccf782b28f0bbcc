import { describe, expect, it } from 'vitest'
import { type Deal, deal, declared, relationsOf } from './deals.ts'
import { contact, derived, type SettingsPatch, settings, written } from './records.ts'

describe('an amount', () => {
  const made = (amount: string, patch: SettingsPatch = {}) =>
    relationsOf(deal({ amount, end: '2026-06-30' }), contact(), { collection: declared, ...patch })
  const charity = { senderKind: 'charity', deals: { default: 'donor', pipelines: {} } } as const

  it('below zero makes no relation', () => {
    for (const amount of ['-1', '-0.01', '-250']) expect([...made(amount), ...made(amount, charity)]).toEqual([])
  })

  it('of zero is no gift, and elsewhere a relation of which the collection is not known', () => {
    for (const amount of ['0', '0.00', 'free']) {
      expect(made(amount, charity)).toEqual([])
      expect(made(amount).map(({ event, collection }) => [event, collection])).toEqual(
        ['transaction', 'started', 'ended'].map((event) => [event, { numberGiven: null, objectionOffered: null }]),
      )
    }
  })

  it('that is blank is not zero', () => {
    for (const amount of ['', ' ', '0.01', '1200']) {
      expect(made(amount, charity)).toHaveLength(3)
      expect(made(amount)[0]?.collection).toEqual({ numberGiven: true, objectionOffered: true })
    }
  })
})

describe('dates', () => {
  const unreadable = (given: Deal, patch: SettingsPatch = {}) =>
    derived({ contact: contact(), companies: [], deals: [deal(given)] }, { settings: settings(patch) }).deals.unreadable

  it('that nobody can read are told, those that can be are not', () => {
    expect(unreadable({ closedate: 'soon', end: '12:00' })).toEqual([
      { dealId: '9', properties: ['closedate', 'belrecht_contract_end'] },
    ])
    expect(unreadable({ closedate: '', end: '9999-12-31' })).toEqual([{ dealId: '9', properties: [] }])
    expect(unreadable({ end: '1021-01-01' })).toEqual([{ dealId: '9', properties: ['belrecht_contract_end'] }])
  })

  it('the portal’s own word for no end is no end, and is read', () => {
    const mapping = { ...settings().mapping, contractEndNone: ['Onbepaald'] }
    expect(unreadable({ end: 'onbepaald' }, { mapping })).toEqual([{ dealId: '9', properties: [] }])
    const facts = relationsOf(deal({ end: ' onbepaald ' }), contact(), { mapping })
    expect(facts.map(({ event }) => event)).toEqual(['transaction', 'started'])
  })

  it('of a contact’s consent too', () => {
    const stated = (value: string) => derived(contact({ belrecht_opt_in_at: [written(value)] })).unreadableDates
    expect([stated('last spring'), stated('2027'), stated('2026-01-01'), stated('')]).toEqual([
      ['belrecht_opt_in_at'],
      ['belrecht_opt_in_at'],
      [],
      [],
    ])
  })
})
