import { expect, it } from 'vitest'
import { APP_ID, contact, derived, factsOf, MOBILE, record, settings, THEN, type Written, written } from './records.ts'

const declared = { numberGiven: true, objectionOffered: true, from: '2026-03-10' }
const charity = settings({ senderKind: 'charity', purpose: 'charitable', collection: declared })

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
        at: '2026-03-10T12:00:00.000+01:00',
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

it('where a won deal exists, it carries the kind', () => {
  const won = record('9', {
    hs_is_closed_won: [written('true')],
    dealstage: [written('closedwon')],
    closedate: [written('2026-03-10')],
  })
  const facts = relationsOf([written('volunteer', THEN)], [won])
  expect(facts.map(({ relation, kind }) => [relation, kind])).toEqual([['9', 'volunteer']])
})
