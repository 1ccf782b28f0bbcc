import { Accordion, Alert, EmptyState, StatusTag, Text } from '@hubspot/ui-extensions'
import { createElement } from 'react'
import { describe, expect, it } from 'vitest'
import { PermissionCard } from '../../hubspot-project/src/app/cards/PermissionCard.tsx'
import { allowedContact, allowedProperties, cardAnswer, deniedContact } from './answers.ts'
import { rendererAt, type Service, saidBy, serve } from './page-kit.ts'

const NOBODY = {
  error: null,
  isLoading: false,
  isRefetching: false,
  refetch: async () => undefined,
  pagination: {
    hasNextPage: false,
    hasPreviousPage: false,
    currentPage: 1,
    pageSize: 25,
    nextPage() {},
    previousPage() {},
    reset() {},
  },
}
const person = (toObjectId: number, firstname: string, properties: object) => ({
  toObjectId,
  associationTypes: [],
  properties: { firstname, lastname: null, ...allowedProperties, ...properties },
})
type Person = ReturnType<typeof person>

function openCard(objectTypeId: '0-2' | '0-3', service: Service, people: Person[] = []) {
  const { calls } = serve(service)
  const renderer = rendererAt('crm.record.sidebar')
  Object.assign(renderer.mocks.context.crm, { objectTypeId, objectId: 7 })
  const hook = { ...NOBODY, results: people }
  renderer.mocks.useAssociations.willCall(() => hook)
  renderer.render(createElement(PermissionCard))
  return { ...renderer, calls }
}

describe('on a company or deal', () => {
  it.each([
    ['0-2', 'companies'],
    ['0-3', 'deals'],
  ] as const)(
    '%s asks about the contacts of %s and lists them as they came: strictest first',
    async (typeId, objectType) => {
      const answer = cardAnswer(deniedContact({ contactId: '102', name: 'Piet' }), allowedContact())
      const { calls, waitFor, findAll } = openCard(typeId, { 'GET /card/permission': { json: { ...answer, more: 3 } } })
      await waitFor(() => expect(findAll(StatusTag)).toHaveLength(2))
      expect(calls[0]?.query.get('objectType')).toBe(objectType)
      expect(calls[0]?.query.get('objectId')).toBe('7')
      expect(findAll(StatusTag).map(({ props }) => props.variant)).toEqual(['danger', 'success'])
      expect(findAll(Accordion).map(({ props }) => props.title)).toEqual(['Piet', 'Jan Jansen'])
      expect(findAll(Text).some(({ text }) => text?.startsWith('And 3 more'))).toBe(true)
    },
  )

  it('opens a person to everything about that person', async () => {
    const { waitFor, findByTestId } = openCard('0-3', {
      'GET /card/permission': { json: cardAnswer(allowedContact()) },
    })
    await waitFor(() => findByTestId(Accordion, 'person-101'))
    findByTestId(Accordion, 'person-101').trigger('onClick')
    await waitFor(() => findByTestId(Text, 'until'))
    expect(findByTestId(Text, 'number').text).toBe('+31612345678')
  })

  it('judges from the contacts’ own properties while our service is down, strictest first', async () => {
    const people = [
      person(1, 'Ada', {}),
      person(2, 'Bo', { belrecht_permission: 'denied' }),
      person(3, 'Cas', { belrecht_valid_until: '2020-01-01' }),
    ]
    const { waitFor, findByTestId, findAll } = openCard('0-2', {}, people)
    await waitFor(() => findByTestId(Alert, 'stale'))
    expect(findAll(StatusTag).map(({ props }) => props.variant)).toEqual(['danger', 'danger', 'success'])
    expect(saidBy(findByTestId(Alert, 'stale'))).toContain('on the record itself')
  })

  it('says so when there is nobody to call', async () => {
    const { waitFor, find } = openCard('0-2', { 'GET /card/permission': { json: cardAnswer() } })
    await waitFor(() => find(EmptyState))
    expect(find(EmptyState).props.title).toBe('No contacts')
  })
})
