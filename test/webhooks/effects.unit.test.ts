import { describe, expect, it } from 'vitest'
import { splitDelivery } from '../../webhooks/delivery.ts'
import { eventEffect } from '../../webhooks/effects.ts'

const APP_ID = '4242'
const effect = (event: Record<string, unknown>) =>
  eventEffect({ portalId: 7001, appId: 4242, occurredAt: 1, ...event }, APP_ID)
const look = (...records: readonly (readonly [kind: string, id: string])[]) => ({
  kind: 'refresh',
  records: records.map(([kind, id]) => ({ kind, id })),
})

describe('what an event asks of us', () => {
  const TYPES: readonly (readonly [family: string, typeId: string])[] = [
    ['contact', '0-1'],
    ['company', '0-2'],
    ['deal', '0-3'],
    ['task', '0-27'],
    ['call', '0-48'],
  ]
  for (const [family, objectTypeId] of TYPES) {
    for (const verb of ['creation', 'propertyChange', 'deletion', 'restore']) {
      it(`${family}.${verb}, by its old name and by its new, is a refresh of it`, () => {
        expect(effect({ subscriptionType: `${family}.${verb}`, objectId: 5 })).toEqual(look([family, '5']))
        expect(effect({ subscriptionType: `object.${verb}`, objectTypeId, objectId: '5' })).toEqual(look([family, '5']))
      })
    }
  }

  for (const [associationType, from, to] of [
    ['CONTACT_TO_DEAL', 'contact', 'deal'],
    ['TASK_TO_CONTACT', 'task', 'contact'],
    ['CONTACT_TO_COMPANY', 'contact', 'company'],
    ['CALL_TO_CONTACT', 'call', 'contact'],
  ] as const) {
    it(`an association ${associationType} is a refresh of both ends`, () => {
      const event = { associationType, fromObjectId: 1, toObjectId: 2, associationRemoved: true }
      expect(effect({ subscriptionType: `${from}.associationChange`, ...event })).toEqual(look([from, '1'], [to, '2']))
      expect(effect({ subscriptionType: 'object.associationChange', ...event })).toEqual(look([from, '1'], [to, '2']))
    })
  }

  it('an end of a kind we do not watch is left out', () => {
    const event = { associationType: 'CONTACT_TO_TICKET', fromObjectId: 1, toObjectId: 2 }
    expect(effect({ subscriptionType: 'contact.associationChange', ...event })).toEqual(look(['contact', '1']))
  })

  it.each([
    ['its type ids alone', { fromObjectTypeId: '0-1', toObjectTypeId: '0-3' }],
    [
      'its type ids beside a label of the customer’s own',
      { fromObjectTypeId: '0-1', toObjectTypeId: '0-3', associationType: 'Primary investor' },
    ],
    ['a name in lower case', { associationType: 'contact_to_deal' }],
    ['a name with an ending', { associationType: 'CONTACT_TO_DEAL_UNLABELED' }],
    [
      'null in every other field',
      {
        associationType: 'CONTACT_TO_DEAL',
        objectId: null,
        objectTypeId: null,
        sourceId: null,
        fromObjectTypeId: null,
        toObjectTypeId: null,
      },
    ],
  ])('an association is told by %s', (_what, fields) => {
    const event = { subscriptionType: 'contact.associationChange', fromObjectId: 1, toObjectId: 2, ...fields }
    expect(effect(event)).toEqual(look(['contact', '1'], ['deal', '2']))
    expect(effect({ ...event, subscriptionType: 'object.associationChange' })).toEqual(
      look(['contact', '1'], ['deal', '2']),
    )
  })

  it.each([
    ['a label alone', { associationType: 'Primary investor', fromObjectId: 1, toObjectId: 2 }],
    ['nothing', { fromObjectId: 1, toObjectId: 2 }],
    ['type ids without records', { fromObjectTypeId: '0-1', toObjectTypeId: '0-3' }],
  ])('an association told by %s is parked, not finished', (_what, fields) => {
    expect(effect({ subscriptionType: 'contact.associationChange', ...fields })).toEqual({
      kind: 'unknown',
      reason: 'unknown-association',
    })
  })

  it('null in a field that an event can do without is absence', () => {
    const nothing = Object.fromEntries(
      [
        'appId',
        'eventId',
        'occurredAt',
        'objectTypeId',
        'propertyName',
        'changeSource',
        'sourceId',
        'mergedObjectIds',
        'newObjectId',
        'primaryObjectId',
      ].map((field) => [field, null]),
    )
    expect(effect({ ...nothing, subscriptionType: 'contact.propertyChange', objectId: 5 })).toEqual(
      look(['contact', '5']),
    )
    const merge = { ...nothing, subscriptionType: 'contact.merge', primaryObjectId: 1, mergedObjectIds: [2, null] }
    expect(effect(merge)).toEqual({ kind: 'merge', from: ['2'], into: '1' })
  })

  it('a merge of contacts says who is gone into whom', () => {
    const merge = { subscriptionType: 'contact.merge', primaryObjectId: 1, mergedObjectIds: [2, 3] }
    expect(effect({ ...merge, newObjectId: 1 })).toEqual({ kind: 'merge', from: ['2', '3'], into: '1' })
    expect(effect({ ...merge, newObjectId: 9 })).toEqual({ kind: 'merge', from: ['1', '2', '3'], into: '9' })
    expect(effect(merge)).toEqual({ kind: 'merge', from: ['2', '3'], into: '1' })
    expect(effect({ subscriptionType: 'contact.merge' })).toEqual({ kind: 'unknown', reason: 'no-object-id' })
  })

  it('a merge of anything else is a refresh of what is left', () => {
    const merge = { primaryObjectId: 1, mergedObjectIds: [2] }
    expect(effect({ subscriptionType: 'deal.merge', ...merge, newObjectId: 4 })).toEqual(look(['deal', '4']))
    expect(effect({ subscriptionType: 'company.merge', ...merge })).toEqual(look(['company', '1']))
  })

  it('a privacy deletion is a forgetting', () => {
    const forget = { kind: 'forget', contactId: '5' }
    expect(effect({ subscriptionType: 'contact.privacyDeletion', objectId: 5 })).toEqual(forget)
    expect(effect({ subscriptionType: 'object.privacyDeletion', objectTypeId: '0-1', objectId: 5 })).toEqual(forget)
  })

  it('our own writing is an echo; another app’s, or a rep’s under the same id, is not', () => {
    const change = { subscriptionType: 'contact.propertyChange', objectId: 5, propertyName: 'belrecht_permission' }
    expect(effect({ ...change, changeSource: 'INTEGRATION', sourceId: '4242' })).toEqual({ kind: 'echo' })
    expect(effect({ ...change, changeSource: 'INTEGRATION', sourceId: 4242 })).toEqual({ kind: 'echo' })
    expect(effect({ ...change, changeSource: 'INTEGRATION', sourceId: '99' })).toEqual(look(['contact', '5']))
    expect(effect({ ...change, changeSource: 'CRM_UI', sourceId: '4242' })).toEqual(look(['contact', '5']))
    expect(
      effect({ subscriptionType: 'contact.creation', objectId: 5, changeSource: 'INTEGRATION', sourceId: '4242' }),
    ).toEqual(look(['contact', '5']))
  })
})

describe('events split from a delivery', () => {
  const split = (...events: Record<string, unknown>[]) =>
    splitDelivery(
      Buffer.from(
        JSON.stringify(
          events.map((event) => ({ portalId: 7001, subscriptionType: 'contact.propertyChange', ...event })),
        ),
      ),
    )
  const keysOf = (...events: Record<string, unknown>[]) => split(...events).map(({ key }) => key)

  it('an id beyond 2^53 keeps its digits', () => {
    const body = Buffer.from('[{"portalId":7001,"subscriptionType":"contact.creation","objectId":9007199254740993}]')
    expect(splitDelivery(body)[0]?.body).toMatchObject({ objectId: '9007199254740993' })
  })

  it('a further try is the same event', () => {
    const [one, again] = keysOf({ eventId: 1, attemptNumber: 0 }, { eventId: 1, attemptNumber: 3 })
    expect(one).toBe(again)
  })

  it('whatever distinguishes two events gives them different keys: ids repeat', () => {
    const ways = [{}, { portalId: 7002 }, { subscriptionType: 'contact.creation' }, { objectId: 2 }, { occurredAt: 2 }]
    const more = [
      { propertyName: 'phone' },
      { propertyValue: 'x' },
      { fromObjectId: 1 },
      { associationRemoved: true },
      { mergedObjectIds: [1] },
    ]
    const keys = keysOf(...[...ways, ...more].map((way) => ({ eventId: 1, ...way })))
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('the value that changed stays behind; all else is kept, what we do not know included', () => {
    const [only] = split({ eventId: 1, propertyName: 'phone', propertyValue: '0612345678', tomorrow: { a: 1 } })
    expect(only).toMatchObject({
      portalId: 7001,
      type: 'contact.propertyChange',
      occurredAt: 0,
      body: { eventId: 1, propertyName: 'phone', tomorrow: { a: 1 } },
    })
    expect(JSON.stringify(only?.body)).not.toContain('0612345678')
  })
})
