import { describe, expect, it } from 'vitest'
import { CLOSED, type Deal, deal, declared, relationsOf, WON } from './deals.ts'
import {
  contact,
  derived,
  LANDLINE,
  MOBILE,
  record,
  type SettingsPatch,
  settings,
  type Written,
  written,
} from './records.ts'

const LATER = '2026-05-20T09:00:00+02:00'

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

  it('moved on to a second won stage it counts from the first, with or without a history of being won', () => {
    const moved = (again: readonly Written[]) =>
      record('9', {
        dealstage: [
          written('open', '2026-01-01T09:00:00+01:00'),
          written('closedwon', WON),
          written('delivered', LATER),
        ],
        hs_is_closed_won: [written('false', '2026-01-01T09:00:00+01:00'), written('true', WON), ...again],
        closedate: [],
      })
    expect(relationsOf(moved([]))[0]?.at).toBe(WON)
    expect(relationsOf(moved([written('true', LATER)]))[0]?.at).toBe(WON)
    const { hs_is_closed_won: _, ...history } = moved([]).history
    expect(relationsOf({ ...moved([]), history })[0]?.at).toBe(WON)
  })

  it('emptied its close date keeps its last value; a corrected one counts, later or earlier', () => {
    const dates = (...values: string[]) => ({
      ...deal(),
      properties: { ...deal().properties, closedate: values.at(-1) ?? null },
      history: {
        ...deal().history,
        closedate:
          record('9', { d: values.map((value, at) => written(value, `2026-03-0${at + 1}T09:00:00+01:00`)) }).history
            .d ?? [],
      },
    })
    expect(relationsOf(dates(CLOSED, ''))[0]?.at).toBe(CLOSED)
    expect(relationsOf(dates('2025-12-01', CLOSED))[0]?.at).toBe(CLOSED)
    expect(relationsOf(dates(CLOSED, '2025-12-01'))[0]?.at).toBe('2025-12-01T00:00:00+01:00')
    expect(relationsOf(dates(CLOSED, 'soon'))[0]?.at).toBe(CLOSED)
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
  const kinds = (patch: SettingsPatch, who = contact(), given: Deal = {}) =>
    relationsOf(deal(given), who, patch).map(({ kind }) => kind)
  const gifts = { default: 'donor', pipelines: {} } as const

  it('customer, where the portal is no charity and declared nothing else', () => {
    for (const senderKind of ['commercial', 'publisher', 'lottery'] as const)
      expect(kinds({ senderKind })).toEqual(['customer'])
  })

  it('a charity’s are what it declared, by pipeline', () => {
    const pipelines = { gifts: 'donor', shop: 'customer', rent: 'none' } as const
    for (const [pipeline, expected] of [
      ['gifts', ['donor']],
      ['shop', ['customer']],
      ['rent', []],
      ['other', []],
      ['toString', []],
    ] as const)
      expect(kinds({ senderKind: 'charity', deals: { default: null, pipelines } }, contact(), { pipeline })).toEqual(
        expected,
      )
    expect(
      kinds({ senderKind: 'charity', deals: { default: 'donor', pipelines } }, contact(), { pipeline: 'other' }),
    ).toEqual(['donor'])
    expect(kinds({ deals: { default: 'none', pipelines } })).toEqual([])
  })

  it('of a charity that declared nothing they are neither made nor taken back, and counted', () => {
    const settled = settings({ senderKind: 'charity', collection: declared })
    const lost = record('8', { hs_is_closed_won: [written('false')] })
    const seen = derived({ contact: contact(), companies: [], deals: [deal(), lost] }, { settings: settled })
    expect([seen.relations, seen.dealsUndeclared, seen.deals.undeclared, seen.deals.declared]).toEqual([
      [],
      true,
      ['9'],
      ['8'],
    ])
  })

  for (const kind of ['volunteer', 'attendee', 'sympathiser', 'donor', 'friend']) {
    it(`the contact’s own kind ${kind} relabels none`, () => {
      const who = contact({ belrecht_relation_kind: [written(kind)] })
      expect(
        relationsOf(deal(), who, { senderKind: 'charity', deals: gifts }).filter(({ relation }) => relation === '9'),
      ).toMatchObject([{ kind: 'donor' }])
      expect(relationsOf(deal(), who).filter(({ relation }) => relation === '9')).toMatchObject([{ kind: 'customer' }])
    })
  }

  it('a customer’s deals are no gifts', () => {
    const who = contact({ belrecht_relation_kind: [written('customer')] })
    expect(kinds({ senderKind: 'charity', deals: gifts }, who)).toEqual(['customer'])
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
