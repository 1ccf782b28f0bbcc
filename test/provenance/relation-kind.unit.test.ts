import { expect, it } from 'vitest'
import { APP_ID, contact, derived, factsOf, MOBILE, record, settings, THEN, type Written, written } from './records.ts'

const declared = { numberGiven: true, objectionOffered: true, from: '2026-03-10' }
const charity = settings({
  senderKind: 'charity',
  purpose: 'charitable',
  collection: declared,
  deals: { default: 'donor', pipelines: {} },
})

const relationsOf = (kinds: readonly Written[], deals = [] as ReturnType<typeof record>[]) => {
  const snapshot = { contact: contact({ belrecht_relation_kind: kinds }), companies: [], deals }
  return factsOf(derived(snapshot, { settings: charity }).relations, 'relation')
}

for (const kind of ['volunteer', 'attendee', 'sympathiser']) {
  it(`a ${kind} without a deal is tied from the moment it was written`, () => {
    expect(relationsOf([written(kind, THEN)])).toEqual([
      {
        type: 'relation',
        relation: 'kind:101',
        kind,
        event: 'transaction',
        at: '2026-03-10T12:00:00+01:00',
        controller: 'main',
        product: null,
        number: MOBILE,
        collection: { numberGiven: true, objectionOffered: true },
      },
    ])
  })
}

it('customer or donor need a deal: the word alone ties nobody', () => {
  expect(relationsOf([written('customer'), written('donor')])).toEqual([])
})

it('each time it was written counts, also when it is blank now', () => {
  const dates = ['2025-01-01T09:00:00+01:00', THEN]
  const kinds = [
    written('attendee', dates[0]),
    written('', '2025-02-01T09:00:00+01:00'),
    written('volunteer', dates[1]),
  ]
  expect(relationsOf(kinds).map(({ kind, collection }) => [kind, collection.numberGiven])).toEqual([
    ['attendee', null],
    ['volunteer', true],
  ])
})

it('a merge’s copy and this app’s own writing are nobody’s act', () => {
  expect(
    relationsOf([written('volunteer', THEN, 'MERGE_CONTACTS'), written('attendee', THEN, 'INTEGRATION', APP_ID)]),
  ).toEqual([])
})

const HOUR = (hours: number) => new Date(Date.parse(THEN) + hours * 3_600_000).toISOString()

it('stands beside won deals, and relabels none of them', () => {
  const won = record('9', {
    hs_is_closed_won: [written('true')],
    dealstage: [written('closedwon')],
    closedate: [written('2026-03-10')],
  })
  const facts = relationsOf([written('volunteer', THEN)], [won])
  expect(facts.map(({ relation, kind }) => [relation, kind])).toEqual([
    ['9', 'donor'],
    ['kind:101', 'volunteer'],
  ])
})

it('a value replaced within a day was a slip; a day later it had been true', () => {
  for (const next of ['attendee', 'customer', '']) {
    expect(relationsOf([written('volunteer', THEN), written(next, HOUR(24))]).map(({ kind }) => kind)).not.toContain(
      'volunteer',
    )
    expect(relationsOf([written('volunteer', THEN), written(next, HOUR(25))]).map(({ kind }) => kind)).toContain(
      'volunteer',
    )
  }
  expect(relationsOf([written('volunteer', THEN), written('volunteer', HOUR(1))])).toHaveLength(2)
  expect(relationsOf([written('volunteer', THEN), written('', HOUR(1), 'MERGE_CONTACTS')])).toHaveLength(1)
})

it('only a replacement that the history shows takes a relation back', () => {
  const known = relationsOf([written('volunteer', THEN)])
  const takenBack = (...kinds: Written[]) =>
    derived(contact({ belrecht_relation_kind: kinds }), { settings: charity, known }).takenBack.size
  expect(takenBack(written('volunteer', THEN), written('attendee', HOUR(2)))).toBe(1)
  expect(takenBack(written('volunteer', THEN), written('attendee', HOUR(30)))).toBe(0)
  expect(takenBack(written('attendee', HOUR(2)))).toBe(0)
  expect(takenBack()).toBe(0)
})
