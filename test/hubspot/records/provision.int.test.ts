import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { PropertySpec } from '../../../src/hubspot/records/property-spec.ts'
import { allAsked, api, onlyNock, testPortal } from '../portal.ts'

beforeAll(onlyNock)
afterEach(allAsked)

const CONTACTS = '/crm/properties/2026-09/contacts'
const t = (text: string) => ({ nl: `${text} nl`, en: `${text} en` })
const spec = (name: string, over: Partial<PropertySpec> = {}): PropertySpec => ({
  objectType: 'contacts',
  name,
  type: 'string',
  fieldType: 'text',
  label: t(name),
  description: t('about'),
  ...over,
})
const kind = spec('belrecht_relation_kind', {
  type: 'enumeration',
  fieldType: 'select',
  options: [
    { value: 'customer', label: t('Customer') },
    { value: 'donor', label: t('Donor') },
  ],
})

type Account = { active?: unknown[]; archived?: unknown[]; groups?: string[]; limit?: number; usage?: number }

function account({ active = [], archived = [], groups = ['belrecht'], limit = 1_000, usage = 0 }: Account): void {
  const byObjectType = [{ objectTypeId: '0-1', limit, usage }]
  api()
    .get('/crm/limits/2026-09/custom-properties')
    .reply(200, { overallLimit: 10_000, overallUsage: usage, byObjectType })
  api().get(CONTACTS).query({ archived: 'false' }).reply(200, { results: active })
  api().get(CONTACTS).query({ archived: 'true' }).reply(200, { results: archived })
  if (groups.length > 0)
    api()
      .get(`${CONTACTS}/groups`)
      .reply(200, { results: groups.map((name) => ({ name })) })
}

const provision = (...specs: PropertySpec[]) => testPortal().portal.provisionProperties(specs, 'nl')

describe('provisionProperties', () => {
  it('creates the group and what is missing, in the language of the portal', async () => {
    account({ groups: ['contactinformation'] })
    api().post(`${CONTACTS}/groups`, { name: 'belrecht', label: 'Belrecht', displayOrder: -1 }).reply(201, {})
    const body = {
      name: 'belrecht_opt_in',
      label: 'belrecht_opt_in nl',
      description: 'about nl',
      groupName: 'belrecht',
      type: 'bool',
      fieldType: 'booleancheckbox',
      formField: true,
      displayOrder: 0,
      options: [
        { value: 'true', label: 'Ja', displayOrder: 0, hidden: false },
        { value: 'false', label: 'Nee', displayOrder: 1, hidden: false },
      ],
    }
    api().post(CONTACTS, body).reply(201, body)
    expect(await provision(spec('belrecht_opt_in', { type: 'bool', fieldType: 'booleancheckbox' }))).toEqual({
      created: ['contacts.belrecht_opt_in'],
      restored: [],
      merged: [],
      incomplete: [],
      missing: [],
    })
  })

  it('asks for nothing when all is there', async () => {
    account({
      active: [
        { name: 'belrecht_reason', type: 'string' },
        { ...kind, options: kind.options },
      ],
      groups: [],
    })
    const nothing = { created: [], restored: [], merged: [], missing: [], incomplete: [] }
    expect(await provision(spec('belrecht_reason'), kind)).toEqual(nothing)
  })

  it('adds the options it lacks and keeps theirs as they are', async () => {
    const theirs = [
      { value: 'customer', label: 'Klant van ons', displayOrder: 5, hidden: true, description: 'own words' },
      { value: 'partner', label: 'Partner', displayOrder: 6, hidden: false },
    ]
    account({ active: [{ name: kind.name, type: 'enumeration', options: theirs }], groups: [] })
    const donor = { value: 'donor', label: 'Donor nl', displayOrder: 2, hidden: false }
    api()
      .patch(`${CONTACTS}/${kind.name}`, { options: [...theirs, donor] })
      .reply(200, {})
    expect(await provision(kind)).toMatchObject({ merged: ['contacts.belrecht_relation_kind'], missing: [] })
  })

  it('names what it restored', async () => {
    account({ archived: [{ name: 'belrecht_reason', type: 'string', archived: true }] })
    api().post(CONTACTS).reply(201, { name: 'belrecht_reason', type: 'string' })
    expect(await provision(spec('belrecht_reason'))).toMatchObject({
      created: [],
      restored: ['contacts.belrecht_reason'],
    })
  })

  it('makes the first ones where there is not room for all, and names the rest', async () => {
    account({ limit: 10, usage: 9 })
    api()
      .post(CONTACTS, ({ name }) => name === 'belrecht_a')
      .reply(201, { type: 'string' })
    expect(await provision(spec('belrecht_a'), spec('belrecht_b'))).toMatchObject({
      created: ['contacts.belrecht_a'],
      missing: [
        { name: 'contacts.belrecht_b', why: 'the account has no room for more than 10 custom properties on contacts' },
      ],
    })
  })

  it('finds room out by trying where the limit may not be read', async () => {
    api().get('/crm/limits/2026-09/custom-properties').reply(403, { category: 'MISSING_SCOPES' })
    api().get(CONTACTS).query({ archived: 'false' }).reply(200, { results: [] })
    api().get(CONTACTS).query({ archived: 'true' }).reply(200, { results: [] })
    api()
      .get(`${CONTACTS}/groups`)
      .reply(200, { results: [{ name: 'belrecht' }] })
    api()
      .post(CONTACTS, ({ name }) => name === 'belrecht_a')
      .reply(400, { message: 'limit reached', category: 'VALIDATION_ERROR' })
    api()
      .post(CONTACTS, ({ name }) => name === 'belrecht_b')
      .reply(201, { type: 'string' })
    const { created, missing } = await provision(spec('belrecht_a'), spec('belrecht_b'))
    expect(created).toEqual(['contacts.belrecht_b'])
    expect(missing).toEqual([{ name: 'contacts.belrecht_a', why: expect.stringContaining('limit reached') }])
  })

  it('leaves a property of another type alone', async () => {
    account({ active: [{ name: 'belrecht_reason', type: 'number' }], groups: [] })
    const { missing } = await provision(spec('belrecht_reason'))
    expect(missing).toEqual([
      { name: 'contacts.belrecht_reason', why: 'the account has a property of this name with type number, not string' },
    ])
  })

  it('takes a property another process just made as it is', async () => {
    account({})
    api().post(CONTACTS).reply(409, { category: 'OBJECT_ALREADY_EXISTS', message: 'exists' })
    api().get(`${CONTACTS}/belrecht_reason`).reply(200, { name: 'belrecht_reason', type: 'string' })
    expect(await provision(spec('belrecht_reason'))).toMatchObject({ missing: [] })
  })

  it('goes on where the account allows no task properties', async () => {
    account({ active: [{ name: 'belrecht_reason', type: 'string' }], groups: [] })
    api().get('/crm/properties/2026-09/tasks').query({ archived: 'false' }).reply(403, { message: 'no view_schema' })
    const hold = spec('belrecht_hold', { objectType: 'tasks' })
    const { missing } = await provision(hold, spec('belrecht_reason'))
    expect(missing).toEqual([{ name: 'tasks.belrecht_hold', why: expect.stringContaining('no view_schema') }])
  })

  it('what it cannot see of contacts is not missing, and a refused option does not make a property missing', async () => {
    account({ active: [{ ...kind, options: [] }], groups: [] })
    api().patch(`${CONTACTS}/belrecht_relation_kind`).reply(403, { message: 'no edit' })
    api().get('/crm/properties/2026-09/deals').query({ archived: 'false' }).reply(403, { message: 'no view' })
    const { missing, incomplete } = await provision(kind, spec('belrecht_contract_end', { objectType: 'deals' }))
    expect(missing).toEqual([])
    expect(incomplete.map(({ name }) => name)).toEqual([
      'contacts.belrecht_relation_kind',
      'deals.belrecht_contract_end',
    ])
  })

  it('takes an answer without its properties for HubSpot being away', async () => {
    api().get('/crm/limits/2026-09/custom-properties').reply(200, {})
    api().get(CONTACTS).query({ archived: 'false' }).reply(200, {})
    await expect(provision(kind)).rejects.toMatchObject({ kind: 'unavailable' })
  })

  it('a checkbox made on a screen, and a text, hold what ours would', async () => {
    account({
      active: [
        { name: 'belrecht_opt_in', type: 'enumeration', fieldType: 'booleancheckbox' },
        { name: 'belrecht_relation_kind', type: 'string' },
      ],
      groups: [],
    })
    const box = spec('belrecht_opt_in', { type: 'bool', fieldType: 'booleancheckbox' })
    const nothing = { created: [], restored: [], merged: [], missing: [], incomplete: [] }
    expect(await provision(box, kind)).toEqual(nothing)
  })

  it('throws when the portal itself is gone', async () => {
    api().get('/crm/limits/2026-09/custom-properties').times(2).reply(401, {})
    await expect(provision(spec('belrecht_reason'))).rejects.toMatchObject({ kind: 'unauthorized' })
  })
})
