import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  change,
  freshEmail,
  freshNumber,
  link,
  permissionOf,
  remove,
  restore,
  shown,
  twins,
  unlink,
  wonDeal,
} from '../kit/people.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

/** A person whose number came in by a form long ago, in both portals. */
const somebody = (more: Record<string, string> = {}) =>
  twins(
    stage,
    { email: freshEmail(), mobilephone: freshNumber().typed, ...more },
    { at: '2024-02-01T10:00:00+01:00', as: { sourceType: 'FORM', sourceId: 'f/1' } },
  )

const live = (id: string, portalId = COMMERCIAL) =>
  stage.query<{ event: string; at: string; kind: string }>(
    portalId,
    `select l.body ->> 'event' as event, l.body ->> 'at' as at, l.body ->> 'kind' as kind from ledger l
     where contact_id = $1 and type = 'relation'
       and not exists (select from retractions r where r.fact_id = l.fact_id) order by l.at, l.body ->> 'event' desc`,
    [id],
  )
const retracted = async (id: string) =>
  (
    await stage.query(
      COMMERCIAL,
      'select 1 from retractions r join ledger l on l.fact_id = r.fact_id where l.contact_id = $1',
      [id],
    )
  ).length

describe('a deal', () => {
  it('whose contract has no end runs on, and harms neither its own contact nor those beside it', async () => {
    const [far, beside] = [await somebody(), await somebody()]
    await wonDeal(stage, [far], { closedate: '2024-03-10T12:00:00+01:00', belrecht_contract_end: '9999-12-31' })
    await wonDeal(stage, [beside], { closedate: '2025-03-10T12:00:00+01:00' })
    await stage.settle()
    expect((await live(far)).map(({ event }) => event)).toEqual(['transaction', 'started'])
    expect(await shown(stage, far)).toMatchObject({ belrecht_permission: 'allowed', belrecht_relation: 'customer' })
    expect(await shown(stage, beside)).toMatchObject({ belrecht_permission: 'allowed' })
    expect(await stage.query(COMMERCIAL, `select from inbox where state <> 'done'`)).toEqual([])
  })

  it('won makes a customer in one portal, a donor in the other', async () => {
    const id = await somebody()
    await wonDeal(stage, [id], { closedate: '2025-03-10T12:00:00+01:00' })
    await wonDeal(stage, [id], { closedate: '2025-04-10T12:00:00+02:00' }, CHARITY)
    await stage.settle()
    expect(await shown(stage, id)).toMatchObject({
      belrecht_permission: 'allowed',
      belrecht_basis: 'customer',
      belrecht_relation: 'customer',
      belrecht_valid_until: '2026-06-30',
      belrecht_relation_until: '2026-06-30',
    })
    expect(await shown(stage, id, CHARITY)).toMatchObject({
      belrecht_permission: 'allowed',
      belrecht_basis: 'donor',
      belrecht_relation: 'donor',
      belrecht_valid_until: '2028-04-09',
    })
  })

  it('reopened is retracted; won again it counts again', async () => {
    const id = await somebody()
    const deal = await wonDeal(stage, [id], { closedate: '2025-03-10T12:00:00+01:00' })
    await stage.settle()
    await stage.sandbox.change(COMMERCIAL, 'deals', deal, { properties: { dealstage: 'contractsent' } })
    await stage.settle()
    expect(await shown(stage, id)).toMatchObject({ belrecht_permission: 'denied', belrecht_relation: 'none' })
    expect([await live(id), await retracted(id)]).toEqual([[], 1])
    await stage.sandbox.change(COMMERCIAL, 'deals', deal, { properties: { dealstage: 'closedwon' } })
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('allowed')
    expect(await live(id)).toHaveLength(1)
  })

  it('deleted is retracted; restored it counts again', async () => {
    const id = await somebody()
    const deal = await wonDeal(stage, [id], { closedate: '2025-03-10T12:00:00+01:00' })
    await stage.settle()
    await remove(stage, COMMERCIAL, 'deals', deal)
    await stage.settle()
    expect([await permissionOf(stage, id), await retracted(id)]).toEqual(['denied', 1])
    await restore(stage, COMMERCIAL, 'deals', deal)
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('allowed')
  })

  it('unlinked from one person is that person’s no longer, and goes on being the other’s', async () => {
    const [one, other] = [await somebody(), await somebody()]
    const deal = await wonDeal(stage, [one, other], { closedate: '2025-03-10T12:00:00+01:00' })
    await stage.settle()
    expect([await permissionOf(stage, one), await permissionOf(stage, other)]).toEqual(['allowed', 'allowed'])
    await unlink(stage, COMMERCIAL, { type: 'deals', id: deal }, { type: 'contacts', id: one })
    await stage.settle()
    expect([await permissionOf(stage, one), await permissionOf(stage, other)]).toEqual(['denied', 'allowed'])
    await link(stage, COMMERCIAL, { type: 'contacts', id: one }, { type: 'deals', id: deal })
    await stage.settle()
    expect(await permissionOf(stage, one)).toBe('allowed')
  })

  it('with a corrected close date opens the window of the corrected one', async () => {
    const id = await somebody()
    const deal = await wonDeal(stage, [id], { closedate: '2025-03-10T12:00:00+01:00' }, CHARITY)
    await stage.settle()
    await stage.sandbox.change(CHARITY, 'deals', deal, { properties: { closedate: '2024-03-10T12:00:00+01:00' } })
    await stage.settle()
    expect(await shown(stage, id, CHARITY)).toMatchObject({ belrecht_valid_until: '2027-03-09' })
    expect((await live(id, CHARITY)).map(({ at }) => at)).toEqual(['2024-03-10T12:00:00+01:00'])
  })

  it('with a contract that ends later runs until then, and three years on', async () => {
    const id = await somebody()
    const deal = await wonDeal(
      stage,
      [id],
      { closedate: '2025-03-10T12:00:00+01:00', belrecht_contract_end: '2027-12-31' },
      CHARITY,
    )
    await stage.settle()
    expect((await live(id, CHARITY)).map(({ event }) => event)).toEqual(['transaction', 'started', 'ended'])
    expect(await shown(stage, id, CHARITY)).toMatchObject({ belrecht_permission: 'allowed', belrecht_basis: 'donor' })
    await stage.sandbox.change(CHARITY, 'deals', deal, { properties: { belrecht_contract_end: '2026-01-31' } })
    await stage.settle()
    expect(await shown(stage, id, CHARITY)).toMatchObject({ belrecht_valid_until: '2029-01-31' })
  })

  it('before the declaration on collection needs evidence', async () => {
    const id = await twins(
      stage,
      { email: freshEmail(), mobilephone: freshNumber().typed },
      { at: '2023-01-01T10:00:00+01:00' },
    )
    await wonDeal(stage, [id], { closedate: '2023-12-31T12:00:00+01:00' })
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('needs_evidence')
    await stage.saveSettings(COMMERCIAL, {
      collection: { numberGiven: true, objectionOffered: true, from: '2023-01-01' },
    })
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('allowed')
    await stage.saveSettings(COMMERCIAL, {
      collection: { numberGiven: true, objectionOffered: true, from: '2024-01-01' },
    })
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('needs_evidence')
  })
})

it('a volunteer without a deal, by a word on the contact; a sympathiser is for review', async () => {
  const [volunteer, sympathiser] = [await somebody(), await somebody()]
  await change(stage, CHARITY, volunteer, { belrecht_relation_kind: 'volunteer' })
  await change(stage, CHARITY, sympathiser, { belrecht_relation_kind: 'sympathiser' })
  await stage.settle()
  expect(await shown(stage, volunteer, CHARITY)).toMatchObject({
    belrecht_basis: 'volunteer',
    belrecht_relation: 'volunteer',
  })
  expect(await permissionOf(stage, sympathiser, CHARITY)).toBe('needs_review')
  expect(await permissionOf(stage, volunteer)).toBe('denied')
})

describe('a company', () => {
  const company = async (form: string, contactId: string, primary = true): Promise<string> => {
    const made = await stage.sandbox.create(COMMERCIAL, 'companies', {
      properties: { name: 'X', belrecht_legal_form: form },
    })
    await link(stage, COMMERCIAL, { type: 'contacts', id: contactId }, { type: 'companies', id: made.id, primary })
    return made.id
  }

  it('that is a BV may be called through its contact, and no longer once it is a sole trader', async () => {
    const id = await somebody()
    const bv = await company('bv', id)
    await stage.settle()
    expect(await shown(stage, id)).toMatchObject({ belrecht_permission: 'allowed', belrecht_basis: 'legal-person' })
    await stage.sandbox.change(COMMERCIAL, 'companies', bv, { properties: { belrecht_legal_form: 'eenmanszaak' } })
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('denied')
  })

  it('that is unlinked leaves the legal form unknown', async () => {
    const id = await somebody()
    const bv = await company('bv', id)
    await stage.settle()
    await unlink(stage, COMMERCIAL, { type: 'contacts', id }, { type: 'companies', id: bv })
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('denied')
    const forms = await stage.query<{ form: string }>(
      COMMERCIAL,
      `select body ->> 'form' as form from ledger where contact_id = $1 and type = 'legal-form' order by at`,
      [id],
    )
    expect(forms.map(({ form }) => form)).toEqual(['bv', 'unknown'])
  })

  it('that is deleted leaves the legal form unknown, restored it is known again', async () => {
    const id = await somebody()
    const bv = await company('bv', id)
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('allowed')
    await remove(stage, COMMERCIAL, 'companies', bv)
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('denied')
    await restore(stage, COMMERCIAL, 'companies', bv)
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('allowed')
  })

  it('does not speak for its people where the portal did not declare b2b', async () => {
    const id = await somebody()
    const bv = await company('bv', id)
    await stage.settle()
    await stage.saveSettings(COMMERCIAL, { b2b: false })
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('denied')
    await stage.saveSettings(COMMERCIAL, { b2b: true })
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('allowed')
    await change(stage, COMMERCIAL, id, { belrecht_legal_form: 'consumer' })
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('denied')
    expect(bv).toBeTruthy()
  })
})
