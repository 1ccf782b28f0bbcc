import { describe, expect, it } from 'vitest'
import type { SourceRecord } from '../../src/provenance/source-record.ts'
import {
  APP_ID,
  contact,
  derived,
  factsOf,
  LANDLINE,
  MOBILE,
  millis,
  settings,
  THEN,
  type Written,
  written,
} from './records.ts'

const BEFORE = '2026-03-01'
const EDIT = '2026-04-05T10:00:00+02:00'
const LATER = '2026-05-05T10:00:00+02:00'

const consentsOf = (given: SourceRecord, known: ReturnType<typeof factsOf<'consent-given'>> = []) =>
  factsOf(derived(given, { known }).events, 'consent-given')

type Histories = Record<string, readonly Written[]>
const EVIDENCE: Histories = {
  belrecht_opt_in_method: [written('paper')],
  belrecht_opt_in_source: [written('card 17')],
  belrecht_opt_in_at: [written(BEFORE)],
  belrecht_opt_in_notice: [written('fair-2026')],
}
const proven = (but: Histories = {}): SourceRecord =>
  contact({ belrecht_opt_in: [written('true')], ...EVIDENCE, ...but })

/** Which of the consents first seen are taken back once the record looks like this. */
const takenBack = (now: SourceRecord, before: SourceRecord = proven()) => {
  const known = consentsOf(before)
  expect(known).toHaveLength(1)
  return [...derived(now, { known }).takenBack].length === 1
}

const PROPERTIES = ['belrecht_opt_in_method', 'belrecht_opt_in_source', 'belrecht_opt_in_at', 'belrecht_opt_in_notice']

describe('evidence that is corrected or emptied', () => {
  for (const name of PROPERTIES) {
    const other = name.endsWith('_at') ? '2026-02-01' : 'something else'
    for (const value of [other, '', '-']) {
      for (const writer of ['CRM_UI', 'FORM', 'IMPORT', 'INTEGRATION', 'API', 'WORKFLOWS'])
        it(`${name} made “${value}” by ${writer} takes the consent back`, () =>
          expect(takenBack(proven({ [name]: [...(EVIDENCE[name] ?? []), written(value, EDIT, writer)] }))).toBe(true))
    }
    it(`${name} written over by a merge or by ourselves takes nothing back`, () => {
      for (const [writer, id] of [
        ['MERGE_CONTACTS', 'm'],
        ['INTEGRATION', APP_ID],
        ['API', APP_ID],
      ])
        expect(takenBack(proven({ [name]: [...(EVIDENCE[name] ?? []), written('', EDIT, writer, id)] }))).toBe(false)
    })
    it(`${name} whose history is missing takes nothing back`, () => {
      const { [name]: _, ...history } = proven().history
      expect(takenBack({ ...proven(), history })).toBe(false)
      expect(takenBack({ ...proven(), properties: { ...proven().properties, [name]: '' }, history })).toBe(false)
    })
    it(`${name} written again as it was takes nothing back`, () =>
      expect(
        takenBack(
          proven({
            [name]: [...(EVIDENCE[name] ?? []), ...(EVIDENCE[name] ?? []).map((one) => ({ ...one, at: EDIT }))],
          }),
        ),
      ).toBe(false))
  }

  it('read elsewhere since, by the portal’s settings, takes nothing back; what the property once said does', () => {
    const known = consentsOf(proven())
    const { mapping } = settings()
    const elsewhere = settings({ mapping: { ...mapping, optInSource: 'herkomst' } })
    const count = (...herkomst: Written[]) =>
      [...derived(proven({ herkomst }), { known, settings: elsewhere }).takenBack].length
    expect(count(written('another file', EDIT))).toBe(0)
    expect(count(written('card 17'), written('another file', EDIT))).toBe(1)
  })

  it('says what it says now instead, under the same id and for the same number', () => {
    const known = consentsOf(proven())
    const now = proven({ belrecht_opt_in_at: [written(BEFORE), written('2026-02-01', EDIT)] })
    const [consent, ...more] = consentsOf(now, known)
    expect(more).toEqual([])
    expect([consent?.id, consent?.number, consent?.at]).toEqual([known[0]?.id, MOBILE, '2026-02-01T00:00:00+01:00'])
  })

  it('put back, is said again', () => {
    const back = [written('paper'), written('', EDIT), written('paper', LATER)]
    expect(takenBack(proven({ belrecht_opt_in_method: back }))).toBe(false)
  })

  it('belongs to its tick: what is written after the next one is about that one', () => {
    const now = proven({
      belrecht_opt_in: [written('true'), written('', EDIT), written('true', EDIT)],
      belrecht_opt_in_method: [written('paper'), written('', LATER)],
    })
    expect(takenBack(now)).toBe(false)
  })

  it('of an import is its own: emptied it is taken back, another word is still an import', () => {
    const imported = (but: Histories = {}) => proven({ belrecht_opt_in: [written('true', THEN, 'IMPORT')], ...but })
    const method = (value: string) => [written('paper'), written(value, EDIT)]
    expect(takenBack(imported({ belrecht_opt_in_method: method('') }), imported())).toBe(true)
    expect(takenBack(imported({ belrecht_opt_in_method: method('email') }), imported())).toBe(false)
  })

  it('never takes back a form’s consent, nor one by card or API, nor one of a merged record', () => {
    const ticked = contact({ belrecht_opt_in: [written('true', THEN, 'FORM', 'f/1')], ...EVIDENCE })
    const emptied = contact({
      belrecht_opt_in: [written('true', THEN, 'FORM', 'f/1')],
      belrecht_opt_in_method: [written('paper'), written('', EDIT)],
      belrecht_opt_in_notice: [written('fair-2026'), written('', EDIT)],
    })
    expect(takenBack(emptied, ticked)).toBe(false)
    const [own] = consentsOf(proven())
    if (own === undefined) throw new Error('no consent')
    const now = proven({ belrecht_opt_in_method: [written('paper'), written('', EDIT)] })
    const known = [
      { ...own, id: 'Rkx9' },
      { ...own, id: own.id.replace('101', '102') },
    ]
    expect([...derived(now, { known }).takenBack]).toEqual([])
  })
})

describe('what is no answer', () => {
  for (const text of ['n.v.t.', '-', '\u200b', 'Onbekend'])
    for (const name of ['belrecht_opt_in_method', 'belrecht_opt_in_source'])
      for (const writer of ['CRM_UI', 'IMPORT'])
        it(`${name} ${JSON.stringify(text)} by ${writer} proves nothing`, () => {
          const given = proven({ belrecht_opt_in: [written('true', THEN, writer)], [name]: [written(text)] })
          expect(consentsOf(given)).toMatchObject([{ proof: { method: '' } }])
        })
})

describe('evidence dated after its tick', () => {
  const renewed = (but: Histories = {}) => proven({ belrecht_opt_in_at: [written('2026-04-02', EDIT)], ...but })

  it('is a new consent of that edit, beside the bare tick', () => {
    expect(consentsOf(renewed()).map(({ at, id, proof }) => [at, id, proof?.method])).toEqual([
      ['2026-03-10T12:00:00+01:00', `contact:101:belrecht_opt_in:${millis(THEN)}`, ''],
      ['2026-04-02T00:00:00+02:00', `contact:101:belrecht_opt_in:${millis(EDIT)}`, 'paper'],
    ])
  })

  it('is one beside a form’s own too', () => {
    const form = renewed({ belrecht_opt_in: [written('true', THEN, 'FORM', 'f/1')] })
    expect(consentsOf(form).map(({ proof }) => proof?.method)).toEqual(['web-form', 'paper'])
  })

  it('is for the number of that moment', () => {
    const moved = renewed({ phone: [written('020 1234567', '2026-04-01T10:00:00+02:00')] })
    expect(consentsOf(moved).map(({ number }) => number)).toEqual([MOBILE, LANDLINE])
  })

  it('takes the place of an earlier date', () => {
    expect(takenBack(renewed({ belrecht_opt_in_at: [written(BEFORE), written('2026-04-02', EDIT)] }))).toBe(true)
  })

  it('proves nothing where the box was no longer ticked, or the date had not come yet', () => {
    const unticked = [written('true'), written('false', '2026-04-01T10:00:00+02:00')]
    expect(consentsOf(renewed({ belrecht_opt_in: unticked })).map(({ proof }) => proof?.method)).toEqual([''])
    const ahead = renewed({ belrecht_opt_in_at: [written('2026-04-06', EDIT)] })
    expect(consentsOf(ahead).map(({ proof }) => proof?.method)).toEqual([''])
  })

  it('by a file has the method import', () => {
    const file = renewed({ belrecht_opt_in_at: [written('2026-04-02', EDIT, 'IMPORT')] })
    expect(consentsOf(file).map(({ proof }) => proof?.method)).toEqual(['', 'import'])
  })
})

describe('a form’s submission', () => {
  const form = (but: Histories = {}) => contact({ belrecht_opt_in: [written('true', THEN, 'FORM', 'f/1')], ...but })
  const notices = (given: SourceRecord) => consentsOf(given).map(({ proof }) => proof?.notice)
  const near = (by: number) => new Date(millis(THEN) + by).toISOString()

  it('fixes its notice: what is written afterwards was not shown', () => {
    expect(notices(form({ belrecht_opt_in_notice: [written('other', EDIT)] }))).toEqual(['text-1'])
    const own = [written('v7', near(40), 'FORM', 'f/1'), written('other', EDIT)]
    expect(notices(form({ belrecht_opt_in_notice: own }))).toEqual(['v7'])
    expect(notices(form({ belrecht_opt_in_notice: [written('v7'), written('', EDIT)] }))).toEqual(['v7'])
  })

  for (const by of [-1_000, -30, 0, 7, 999, 1_000])
    it(`sets the number that is ${by} ms away`, () =>
      expect(
        consentsOf(form({ phone: [written('020 1234567', near(by), 'FORM', 'f/1')] })).map(({ number }) => number),
      ).toEqual([LANDLINE]))

  it('sets none of another submission or writer, nor one more than a second away', () => {
    for (const phone of [
      written('020 1234567', near(20), 'FORM', 'f/2'),
      written('020 1234567', near(20), 'CRM_UI', 'f/1'),
      written('020 1234567', near(1_001), 'FORM', 'f/1'),
    ])
      expect(consentsOf(form({ phone: [phone] })).map(({ number }) => number)).toEqual([MOBILE])
  })

  it('or a file that leaves an empty box unticked withdraws nothing; one that unticks does', () => {
    const withdrawals = (...box: Written[]) =>
      factsOf(derived(contact({ belrecht_opt_in: box })).events, 'consent-withdrawn').length
    for (const writer of ['FORM', 'IMPORT']) {
      expect(withdrawals(written('false', THEN, writer))).toBe(0)
      expect(withdrawals(written('true'), written('', EDIT), written('false', LATER, writer))).toBe(0)
      expect(withdrawals(written('true'), written('false', LATER, writer))).toBe(1)
    }
    expect(withdrawals(written('false', THEN, 'CRM_UI'))).toBe(1)
  })

  it('that chooses no in a list withdraws, also where nothing was chosen before', () => {
    const { mapping } = settings()
    const list = settings({ mapping: { ...mapping, optIn: [{ property: 'bellen', yes: ['ja'], no: ['nee'] }] } })
    const chosen = contact({ bellen: [written('nee', THEN, 'FORM')] })
    expect(factsOf(derived(chosen, { settings: list }).events, 'consent-withdrawn')).toHaveLength(1)
  })
})

it('the number of a recorded consent never changes, whatever phones the portal maps', () => {
  const given = proven({ phone: [written('020 1234567', '2023-01-05T10:00:00+01:00')] })
  const known = consentsOf(given).map((consent) => ({ ...consent, number: MOBILE }))
  expect(consentsOf(given, known).map(({ number }) => number)).toEqual([MOBILE])
})
