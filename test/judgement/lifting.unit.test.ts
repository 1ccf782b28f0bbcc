import { describe, expect, it } from 'vitest'
import { liftingConsents } from '../../src/judgement/lifting.ts'
import type { Fact } from '../../src/permission/facts.ts'
import type { StoredFact } from '../../src/store/ledger/ledger.ts'

const NUMBER = '+31612345678'
const day = (date: string) => `2026-03-${date}T12:00:00+01:00`
const LATER = Date.parse(day('20'))

type Row = Pick<StoredFact, 'fact' | 'origin' | 'recordedBy'>
const row = (fact: Fact, origin = 'contact:5', recordedBy: object | null = null): Row => ({ fact, origin, recordedBy })
const objection = (date: string) => row({ type: 'objection', at: day(date) })
const consent = (date: string, origin: string, sourceType: string | null, more: object = {}): Row => {
  const proof = { givenBy: 'x', method: 'email', source: 'x', notice: 'x' }
  const scope = { controller: 'main', purpose: 'commercial', products: 'any', channel: 'human' } as const
  const fact = { type: 'consent-given', at: day(date), id: `c${date}`, number: NUMBER, ...scope, proof } as const
  return row(fact, origin, { sourceType, sourceId: null, userId: '7', ...more })
}
const confirmed = (date: string, id: string, origin: string, scope?: string) =>
  row({ type: 'consent-verified', at: day(date), consent: id }, origin, { sourceType: 'API', scope })

const kept = (rows: Row[], onNumber: string[] = [], at = LATER) =>
  liftingConsents(
    rows,
    (number) => (number === NUMBER ? onNumber.map((date) => Date.parse(day(date))) : []),
    at,
  ).unconfirmed.map(({ id }) => id)

describe('who lifts an objection', () => {
  it.each([
    ['a form', 'contact:5', 'FORM', true],
    ['a user on the record', 'contact:5', 'CRM_UI', false],
    ['an import', 'contact:5', 'IMPORT', false],
    ['a workflow', 'contact:5', 'AUTOMATION_PLATFORM', false],
    ['another app', 'contact:5', 'INTEGRATION', false],
    ['HubSpot’s API', 'contact:5', 'API', false],
    ['nobody knows', 'contact:5', null, false],
    ['the card', 'card:1001', 'CARD', false],
    ['our API', 'api:k1', 'API', false],
    ['our API, calling itself a form', 'api:k1', 'FORM', false],
  ])('%s', (_, origin, sourceType, lifts) => {
    expect(kept([objection('01'), consent('02', origin, sourceType)])).toEqual(lifts ? [] : ['c02'])
    expect(kept([consent('02', origin, sourceType)], ['01'])).toEqual(lifts ? [] : ['c02'])
  })

  it('without an objection before it every consent counts, also one an objection follows', () => {
    expect(kept([consent('02', 'card:1001', 'CARD')])).toEqual([])
    expect(kept([consent('02', 'card:1001', 'CARD'), objection('03')])).toEqual([])
    expect(kept([consent('02', 'card:1001', 'CARD')], ['03'])).toEqual([])
  })

  it('the person’s confirmation counts, and a trusted key’s; an ordinary key’s or an earlier one does not', () => {
    const after = [objection('01'), consent('03', 'card:1001', 'CARD')]
    expect(kept([...after, confirmed('04', 'c03', 'page')])).toEqual([])
    expect(kept([...after, confirmed('04', 'c03', 'api:k1', 'verify')])).toEqual([])
    expect(kept([...after, confirmed('04', 'c03', 'api:k1')])).toEqual(['c03'])
    expect(kept([...after, confirmed('04', 'c03', 'card:1001')])).toEqual(['c03'])
    expect(kept([...after, confirmed('02', 'c03', 'page')])).toEqual(['c03'])
    expect(kept([...after, confirmed('04', 'other', 'page')])).toEqual(['c03'])
  })

  it('an objection that HubSpot’s clock dates ahead of ours counts as well', () => {
    const ahead = [objection('10'), consent('11', 'card:1001', 'CARD')]
    expect(kept(ahead, [], Date.parse(day('09')))).toEqual(['c11'])
  })

  it('of a moment before the confirmation nobody knew of it yet', () => {
    const rows = [objection('01'), consent('02', 'card:1001', 'CARD'), confirmed('10', 'c02', 'page')]
    expect(kept(rows, [], Date.parse(day('09')))).toEqual(['c02'])
    expect(kept(rows, [], Date.parse(day('10')))).toEqual([])
  })
})
