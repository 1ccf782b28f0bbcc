import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import type { Fact } from '../../src/permission/facts.ts'
import { momentKey } from '../../src/provenance/contact-facts.ts'
import { factKey, recordFactKey } from '../../src/provenance/keys.ts'
import { contact, derived, record, settings, written } from './records.ts'

const WON = '2026-02-12T09:00:00+01:00'
const declared = settings({ collection: { numberGiven: true, objectionOffered: true, from: '2024-01-01' } })

const person = contact({
  belrecht_opt_in: [
    written('true', '2026-03-10T12:00:00+01:00', 'FORM', 'form-1'),
    written('false', '2026-05-01T09:30:00.123+02:00'),
  ],
  belrecht_do_not_call: [written('true', '2026-06-01T08:00:00+02:00')],
  belrecht_legal_form: [written('eenmanszaak', '2026-04-01T10:00:00+02:00')],
  belrecht_relation_kind: [written('volunteer', '2026-04-02T10:00:00+02:00')],
})
const deal = record('9', {
  dealstage: [written('closedwon', WON)],
  hs_is_closed_won: [written('true', WON, 'CALCULATED')],
  closedate: [written('2026-02-10T15:00:00.250+01:00', WON)],
  belrecht_contract_end: [written('2026-12-31', WON)],
})

const alone = derived(person, { settings: declared })
const withDeal = derived({ contact: contact(), companies: [], deals: [deal] }, { settings: declared })
const named = [...alone.events, ...alone.objections, ...alone.relations, ...withDeal.relations].map(
  ({ origin, key, fact }) => [fact.type === 'relation' ? fact.event : fact.type, origin, key, fact.at],
)

// Read from the first edition, which ran on these same records. Ledgers hold these keys: another one is the same fact a
// second time.
it('a fact from a record has the key that the first edition gave it', () => {
  expect(named).toEqual([
    ['numbers', 'contact:101', 'contact:101>101#9zIAGugDVu58LVNpWf6x0WKBmdx', '2024-01-05T10:00:00+01:00'],
    ['legal-form', 'contact:101', 'contact:101>101#oLjVoTnsI1_hBlmbUa3XPMFeoJA', '2026-04-01T10:00:00+02:00'],
    ['consent-given', 'contact:101', 'contact:101#rLsNYSKWSKp1sLsRJqVcWFGiolm', '2026-03-10T12:00:00+01:00'],
    ['consent-withdrawn', 'contact:101', 'contact:101#ufX-j09rHRW5_oe2hUscf15OE6v', '2026-05-01T09:30:00.123+02:00'],
    ['objection', 'contact:101', 'contact:101#-wCZRobdp15ezzgh4D9j93iQRAk', '2026-06-01T08:00:00+02:00'],
    ['transaction', 'kind:101', 'kind:101#_RtupSvHYRg6vkfBnkLQ5Zv_f5M', '2026-04-02T10:00:00+02:00'],
    ['transaction', 'deal:9', 'deal:9>101#DMahRLXNS8Kck3yqLwBVRJh0S9O', '2026-02-10T15:00:00.250+01:00'],
    ['started', 'deal:9', 'deal:9>101#cmUOnuz4_ZTm2UqzkPXzf6KfzYl', '2026-02-10T15:00:00.250+01:00'],
    ['ended', 'deal:9', 'deal:9>101#qiF2bC5bNtf1KlbAg_Zc3LEGAyS', '2027-01-01T00:00:00+01:00'],
  ])
})

describe('two spellings of one instant', () => {
  const zone = 'Europe/Amsterdam'
  const instants = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2100, 0, 1) })

  it('give one key: that of the spelling the first edition used', () => {
    fc.assert(
      fc.property(instants, fc.boolean(), (random, whole) => {
        const instant = whole ? random - (random % 1_000) : random
        const at = (text: string | null): Fact => ({ type: 'objection', at: text ?? '' })
        const first = at(DateTime.fromMillis(instant, { zone }).toISO())
        const shorter = at(DateTime.fromMillis(instant, { zone }).toISO({ suppressMilliseconds: true }))
        const elsewhere = at(DateTime.fromMillis(instant, { zone: 'utc' }).toISO())
        for (const fact of [first, shorter, elsewhere])
          expect(recordFactKey('deal:9', fact)).toBe(factKey('deal:9', first))
      }),
    )
  })

  it('are one moment of a deal', () => {
    const moment = (at: string) => momentKey('deal:9', { event: 'started', at })
    expect(moment('2026-02-10T15:00:00.000+01:00')).toBe(moment('2026-02-10T15:00:00+01:00'))
    expect(moment('2026-02-10T15:00:00.001+01:00')).not.toBe(moment('2026-02-10T15:00:00+01:00'))
  })
})
