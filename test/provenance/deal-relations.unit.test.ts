import { describe, expect, it } from 'vitest'
import type { SourceRecord } from '../../src/provenance/source-record.ts'
import {
  contact,
  derived,
  factsOf,
  LANDLINE,
  MOBILE,
  record,
  type SettingsPatch,
  settings,
  written,
} from './records.ts'

const CLOSED = '2026-02-10T15:00:00+01:00'
const WON = '2026-02-12T09:00:00+01:00'
const declared = { numberGiven: true, objectionOffered: true, from: '2024-01-01' }

type Deal = { readonly won?: string; readonly closedate?: string; readonly end?: string }

const deal = ({ won = WON, closedate = CLOSED, end = '' }: Deal = {}): SourceRecord =>
  record('9', {
    dealstage: [written('appointmentscheduled', '2026-01-01T09:00:00+01:00'), written('closedwon', won)],
    hs_is_closed_won: [written('false', '2026-01-01T09:00:00+01:00', 'CALCULATED'), written('true', won, 'CALCULATED')],
    closedate: [written(closedate, won)],
    belrecht_contract_end: end === '' ? [] : [written(end, won)],
  })

const relationsOf = (given: SourceRecord, who = contact(), patch: SettingsPatch = { collection: declared }) =>
  factsOf(derived({ contact: who, companies: [], deals: [given] }, { settings: settings(patch) }).relations, 'relation')

describe('a won deal', () => {
  it('is a transaction with the numbers filled at its date, under the deal’s id', () => {
    expect(relationsOf(deal())).toEqual([
      {
        type: 'relation',
        relation: '9',
        kind: 'customer',
        event: 'transaction',
        at: '2026-02-10T15:00:00+01:00',
        controller: 'main',
        product: null,
        number: MOBILE,
        collection: { numberGiven: true, objectionOffered: true },
      },
    ])
  })

  const DATED: readonly (readonly [why: string, given: Deal, at: string])[] = [
    ['a close date before the winning counts', {}, '2026-02-10T15:00:00+01:00'],
    ['a close date typed in for later does not lengthen it', { closedate: '2027-01-01' }, '2026-02-12T09:00:00+01:00'],
    [
      'a close date from a date picker is that local day',
      { closedate: '2026-02-11T00:00:00Z' },
      '2026-02-11T00:00:00+01:00',
    ],
    ['without a close date the winning counts', { closedate: '' }, '2026-02-12T09:00:00+01:00'],
    ['an unreadable close date is none', { closedate: 'soon' }, '2026-02-12T09:00:00+01:00'],
  ]
  for (const [why, given, at] of DATED) it(why, () => expect(relationsOf(deal(given))[0]?.at).toBe(at))

  it('reopened it says nothing', () => {
    const reopened = record('9', {
      dealstage: [written('closedwon', WON), written('contractsent', '2026-03-01T09:00:00+01:00')],
      hs_is_closed_won: [
        written('true', WON, 'CALCULATED'),
        written('false', '2026-03-01T09:00:00+01:00', 'CALCULATED'),
      ],
      closedate: [written(CLOSED)],
    })
    expect(relationsOf(reopened)).toEqual([])
  })

  it('won again it counts from the second winning where no close date is earlier', () => {
    const again = '2026-04-01T09:00:00+02:00'
    const twice = record('9', {
      dealstage: [
        written('closedwon', WON),
        written('contractsent', '2026-03-01T09:00:00+01:00'),
        written('closedwon', again),
      ],
      hs_is_closed_won: [
        written('true', WON, 'CALCULATED'),
        written('false', '2026-03-01T09:00:00+01:00', 'CALCULATED'),
        written('true', again, 'CALCULATED'),
      ],
      closedate: [written(again)],
    })
    expect(relationsOf(twice)[0]?.at).toBe('2026-04-01T09:00:00+02:00')
  })

  it('without a history of hs_is_closed_won the last change of stage is the winning', () => {
    const quiet = { ...deal({ closedate: '' }) }
    const { hs_is_closed_won: _, ...history } = quiet.history
    expect(relationsOf({ ...quiet, history })[0]?.at).toBe('2026-02-12T09:00:00+01:00')
  })
})

describe('a contract with an end', () => {
  it('starts with the deal and ends at 00:00 on the day after its last', () => {
    const facts = relationsOf(deal({ end: '2026-06-30' }))
    expect(facts.map(({ event, at }) => [event, at])).toEqual([
      ['transaction', '2026-02-10T15:00:00+01:00'],
      ['started', '2026-02-10T15:00:00+01:00'],
      ['ended', '2026-07-01T00:00:00+02:00'],
    ])
  })

  it('the end is known also while it is still to come, from a date picker too', () => {
    const facts = relationsOf(deal({ end: String(Date.UTC(2028, 1, 29)) }))
    expect(facts.at(-1)).toMatchObject({ event: 'ended', at: '2028-03-01T00:00:00+01:00' })
  })

  it.each(['9999-12-31', '2999-12-31', String(Date.UTC(9999, 11, 31))])('an end of %s is no end: it runs on', (end) => {
    const facts = relationsOf(deal({ end }))
    expect(facts.map(({ event }) => event)).toEqual(['transaction', 'started'])
  })

  it.each(['12:00', '2027', 'onbepaald'])('%s is no date, so nothing is known of an end', (end) => {
    expect(relationsOf(deal({ end })).map(({ event }) => event)).toEqual(['transaction'])
  })

  it('an end before the beginning never leaves it running', () => {
    const facts = relationsOf(deal({ end: '2025-12-31' }))
    expect(facts.map(({ event }) => event)).toEqual(['transaction', 'ended'])
  })
})

describe('whose relation, of what kind', () => {
  it('donor for a charity, customer otherwise', () => {
    for (const senderKind of ['commercial', 'publisher', 'lottery'] as const)
      expect(relationsOf(deal(), contact(), { senderKind })[0]?.kind).toBe('customer')
    expect(relationsOf(deal(), contact(), { senderKind: 'charity' })[0]?.kind).toBe('donor')
  })

  for (const kind of ['customer', 'donor', 'volunteer', 'attendee', 'sympathiser']) {
    it(`the contact’s own kind ${kind} wins`, () => {
      const who = contact({ belrecht_relation_kind: [written(kind)] })
      expect(relationsOf(deal(), who, { senderKind: 'charity' }).map((fact) => fact.kind)).toEqual([kind])
    })
  }

  it('a kind nobody knows is none', () => {
    expect(relationsOf(deal(), contact({ belrecht_relation_kind: [written('friend')] }))[0]?.kind).toBe('customer')
  })

  it('for the numbers filled at its date, not those of later', () => {
    const who = contact({
      phone: [written('020 1234567', '2026-01-01T09:00:00+01:00')],
      mobilephone: [
        written('0687654321', '2024-01-05T10:00:00+01:00'),
        written('0612345678', '2026-02-11T10:00:00+01:00'),
      ],
    })
    expect(relationsOf(deal(), who).map(({ number }) => number)).toEqual([LANDLINE, '+31687654321'])
  })

  it('a number filled in later on the day itself was filled at its date', () => {
    const who = contact({ mobilephone: [written('0612345678', '2026-02-10T23:30:00+01:00', 'FORM')] })
    expect(relationsOf(deal(), who)).toMatchObject([{ number: MOBILE, collection: { numberGiven: true } }])
  })

  it('a number added after its date gives no relation', () => {
    expect(relationsOf(deal(), contact({ mobilephone: [written('0612345678', WON)] }))).toEqual([])
  })
})

describe('how the number was collected', () => {
  const collectionOf = (collection: object, who = contact()) =>
    relationsOf(deal(), who, { collection: { ...declared, ...collection } })[0]?.collection

  it('nothing declared, nothing known', () => {
    expect(relationsOf(deal(), contact(), {})[0]?.collection).toEqual({ numberGiven: null, objectionOffered: null })
  })

  it('the declaration holds from its date, that day included', () => {
    const known = { numberGiven: true, objectionOffered: true }
    expect(collectionOf({ from: '2026-02-10' })).toEqual(known)
    expect(collectionOf({ from: '2026-02-11' })).toEqual({ numberGiven: null, objectionOffered: null })
    expect(collectionOf({ from: null })).toEqual({ numberGiven: null, objectionOffered: null })
  })

  it('a declared no stays a no', () => {
    expect(collectionOf({ objectionOffered: false })).toEqual({ numberGiven: true, objectionOffered: false })
    expect(collectionOf({ numberGiven: false })).toEqual({ numberGiven: false, objectionOffered: true })
  })

  for (const writer of ['IMPORT', 'ENRICHMENT', 'DATA_ENRICHMENT', 'INTEGRATION']) {
    it(`a number written by ${writer} was not given by the person`, () => {
      const who = contact({ mobilephone: [written('0612345678', '2025-01-05T10:00:00+01:00', writer)] })
      expect(collectionOf({}, who)).toEqual({ numberGiven: null, objectionOffered: true })
    })
  }

  for (const writer of ['FORM', 'CRM_UI', 'API', 'CONVERSATIONS']) {
    it(`one written by ${writer} may have been`, () => {
      const who = contact({ mobilephone: [written('0612345678', '2025-01-05T10:00:00+01:00', writer)] })
      expect(collectionOf({}, who)).toEqual({ numberGiven: true, objectionOffered: true })
    })
  }
})
