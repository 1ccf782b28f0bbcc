import { afterEach, beforeAll, expect, it } from 'vitest'
import { historyNeeded } from '../../src/provenance/contact-facts.ts'
import { allAsked, api, onlyNock, testPortal } from '../hubspot/portal.ts'
import { APP_ID, derived, factsOf, settings } from './records.ts'

beforeAll(onlyNock)
afterEach(allAsked)

// One reply to the letter: a form filled in twice, our own blanking in between, an import, a rep.
const REPLY = {
  status: 'COMPLETE',
  results: [
    {
      id: '51',
      properties: { belrecht_opt_in: 'true', mobilephone: '06 12345678', hs_object_id: '51' },
      propertiesWithHistory: {
        belrecht_opt_in: [
          {
            value: 'true',
            timestamp: '2026-06-01T08:00:00.120Z',
            sourceType: 'FORM',
            sourceId: 'f-1/s-2',
            sourceLabel: 'Bel mij terug',
          },
          {
            value: '',
            timestamp: '2026-05-01T22:05:01Z',
            sourceType: 'INTEGRATION',
            sourceId: APP_ID,
            sourceLabel: 'Belrecht',
          },
          {
            value: 'false',
            timestamp: '2026-05-01T10:00:00Z',
            sourceType: 'CRM_UI',
            sourceId: 'userId:1001',
            updatedByUserId: 1001,
          },
          {
            value: 'true',
            timestamp: '2025-01-15T09:30:00Z',
            sourceType: 'FORM',
            sourceId: 'f-1/s-1',
            sourceLabel: 'Bel mij terug',
          },
        ],
        mobilephone: [
          { value: '06 12345678', timestamp: '2026-06-01T08:00:00.120Z', sourceType: 'FORM', sourceId: 'f-1/s-2' },
          { value: '+31687654321', timestamp: '2024-12-01T00:00:00Z', sourceType: 'IMPORT', sourceId: 'list.csv' },
        ],
        belrecht_do_not_call: [],
      },
      createdAt: '2024-12-01T00:00:00Z',
      updatedAt: '2026-06-01T08:00:00.120Z',
      archived: false,
    },
  ],
}

it('HubSpot’s own reply, read by the adapter, becomes the facts it holds', async () => {
  api().post('/crm/objects/2026-09/contacts/batch/read').reply(200, REPLY)
  const withHistory = historyNeeded(settings())
  const records = await testPortal().portal.batchRead('contacts', ['51'], { properties: ['mobilephone'], withHistory })
  const contact = records.get('51')
  if (contact === undefined) throw new Error('the reply holds no contact 51')
  const { events, objections } = derived(contact)
  expect(factsOf(events, 'consent-given').map(({ at, number, proof }) => [at, number, proof?.source])).toEqual([
    ['2025-01-15T10:30:00+01:00', '+31687654321', 'form Bel mij terug f-1/s-1'],
    ['2026-06-01T10:00:00.120+02:00', '+31612345678', 'form Bel mij terug f-1/s-2'],
  ])
  expect(factsOf(events, 'consent-withdrawn').map(({ at }) => at)).toEqual(['2026-05-01T12:00:00+02:00'])
  expect(factsOf(events, 'numbers')).toMatchObject([{ at: '2026-06-01T10:00:00.120+02:00', numbers: ['+31612345678'] }])
  expect(objections).toEqual([])
})
