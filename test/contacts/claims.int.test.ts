import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerHome } from '../../src/home/answer-home.ts'
import { openPortal } from '../../src/portal/open-portal.ts'
import { change, freshEmail, freshNumber, link, permissionOf, shown, twins, wonDeal } from '../kit/people.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'

// Facts that claim no more than HubSpot shows, and stop claiming it when it is corrected.

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const somebody = (more: Record<string, string> = {}) =>
  twins(
    stage,
    { email: freshEmail(), mobilephone: freshNumber().typed, ...more },
    { at: '2024-02-01T10:00:00+01:00', as: { sourceType: 'FORM', sourceId: 'f/1' } },
  )

const home = async (portalId: number) => {
  const portal = await openPortal(stage.context, portalId)
  if (!portal) throw new Error('not installed')
  return answerHome(stage.context, portal, 'en')
}
const retracted = (id: string, portalId = COMMERCIAL) =>
  stage.query<{ at: string }>(
    portalId,
    `select l.body ->> 'at' as at from retractions r join ledger l on l.fact_id = r.fact_id where l.contact_id = $1`,
    [id],
  )

describe('the evidence of a typed consent', () => {
  const proven = async () => {
    const id = await twins(stage, { email: freshEmail(), mobilephone: freshNumber().typed, belrecht_opt_in: 'true' })
    await change(stage, COMMERCIAL, id, {
      belrecht_opt_in_method: 'paper',
      belrecht_opt_in_source: 'kaart 17',
      belrecht_opt_in_at: '2026-06-20',
      belrecht_opt_in_notice: 'beurs-2026',
    })
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('allowed')
    return id
  }

  for (const name of [
    'belrecht_opt_in_method',
    'belrecht_opt_in_source',
    'belrecht_opt_in_at',
    'belrecht_opt_in_notice',
  ])
    it(`emptied (${name}) is taken back with its yes; filled in again it counts again`, async () => {
      const id = await proven()
      const before = (await shown(stage, id))[name] ?? ''
      await change(stage, COMMERCIAL, id, { [name]: '' })
      await stage.settle()
      expect(await permissionOf(stage, id)).toBe('needs_evidence')
      expect(await retracted(id)).toEqual([{ at: '2026-06-20T00:00:00+02:00' }])
      await change(stage, COMMERCIAL, id, { [name]: before })
      await stage.settle()
      expect(await permissionOf(stage, id)).toBe('allowed')
    })

  it('with a corrected date counts from the corrected one only', async () => {
    const id = await proven()
    await change(stage, COMMERCIAL, id, { belrecht_opt_in_at: '2025-01-10' })
    await stage.settle()
    expect(await shown(stage, id)).toMatchObject({ belrecht_permission: 'allowed', belrecht_valid_until: '2028-01-09' })
    expect(await retracted(id)).toHaveLength(1)
  })

  it('is not taken back by a change of settings, nor by being read again', async () => {
    const id = await proven()
    await stage.saveSettings(COMMERCIAL, { mapping: { phones: ['mobilephone', 'phone'] } })
    await stage.settle()
    await change(stage, COMMERCIAL, id, { belrecht_opt_in_source: 'kaart 17' })
    await stage.settle()
    expect([await permissionOf(stage, id), await retracted(id)]).toEqual(['allowed', []])
    await stage.saveSettings(COMMERCIAL, { mapping: { phones: ['phone', 'mobilephone'] } })
    await stage.settle()
  })
})

describe('a deal', () => {
  it('whose amount turns negative is taken back, by the event of that change', async () => {
    const id = await somebody()
    const deal = await wonDeal(stage, [id], { closedate: '2025-03-10T12:00:00+01:00', amount: '250' })
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('allowed')
    await stage.sandbox.change(COMMERCIAL, 'deals', deal, { properties: { amount: '-250' } })
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('denied')
    await stage.sandbox.change(COMMERCIAL, 'deals', deal, { properties: { amount: '0' } })
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('needs_evidence')
  })

  it('whose close date is emptied keeps its window', async () => {
    const id = await somebody()
    const deal = await wonDeal(stage, [id], { closedate: '2024-03-10T12:00:00+01:00' }, CHARITY)
    await stage.settle()
    await stage.sandbox.change(CHARITY, 'deals', deal, { properties: { closedate: '' } })
    await stage.settle()
    expect(await shown(stage, id, CHARITY)).toMatchObject({ belrecht_valid_until: '2027-03-09' })
    expect(await retracted(id, CHARITY)).toEqual([])
  })

  it('of a charity that did not say what it is counts as nothing, is told, and is not taken back', async () => {
    const [before, after] = [await somebody(), await somebody()]
    await wonDeal(stage, [before], { closedate: '2025-03-10T12:00:00+01:00' }, CHARITY)
    await stage.settle()
    expect(await permissionOf(stage, before, CHARITY)).toBe('allowed')
    await stage.saveSettings(CHARITY, { deals: { default: null, pipelines: {} } })
    await wonDeal(stage, [after], { closedate: '2025-03-10T12:00:00+01:00' }, CHARITY)
    await stage.settle()
    expect([await permissionOf(stage, before, CHARITY), await permissionOf(stage, after, CHARITY)]).toEqual([
      'denied',
      'denied',
    ])
    expect(await retracted(before, CHARITY)).toEqual([])
    expect((await home(CHARITY)).attention.join(' ')).toMatch(/\d+ won deals wait/)
    await stage.saveSettings(CHARITY, { deals: { default: 'donor', pipelines: {} } })
    await stage.settle()
    expect([await permissionOf(stage, before, CHARITY), await permissionOf(stage, after, CHARITY)]).toEqual([
      'allowed',
      'allowed',
    ])
    expect((await home(CHARITY)).attention.join(' ')).not.toContain('won deal')
  })

  it('stands beside a kind typed on the contact, and neither takes the other back', async () => {
    const id = await somebody()
    const deal = await wonDeal(stage, [id], { closedate: '2024-03-10T12:00:00+01:00' }, CHARITY)
    await change(stage, CHARITY, id, { belrecht_relation_kind: 'volunteer' })
    await stage.settle()
    expect(await shown(stage, id, CHARITY)).toMatchObject({ belrecht_basis: 'volunteer' })
    expect(await retracted(id, CHARITY)).toEqual([])
    await stage.sandbox.change(CHARITY, 'deals', deal, { properties: { dealstage: 'contractsent' } })
    await stage.settle()
    expect(await shown(stage, id, CHARITY)).toMatchObject({
      belrecht_permission: 'allowed',
      belrecht_basis: 'volunteer',
    })
  })
})

it('a date that nobody can read is told, until it can be', async () => {
  const id = await somebody()
  const mapping = { contractEnd: 'looptijd' }
  const definition = {
    name: 'looptijd',
    label: 'Looptijd',
    type: 'string',
    fieldType: 'text',
    groupName: 'dealinformation',
  }
  const tokens = `/sandbox/portals/${COMMERCIAL}/tokens`
  const { access_token } = await stage.sandbox.call<{ access_token: string }>('POST', tokens, {})
  await fetch(`${stage.sandbox.url}/crm/v3/properties/deals`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify(definition),
  })
  await stage.saveSettings(COMMERCIAL, { mapping })
  const deal = await wonDeal(stage, [id], { closedate: '2025-03-10T12:00:00+01:00', looptijd: 'tot de zomer' })
  await stage.settle()
  const told = async () => (await home(COMMERCIAL)).setAside.filter(({ recordId }) => recordId === deal)
  expect(await told()).toMatchObject([
    { kind: 'deal', detail: 'looptijd', reason: expect.stringContaining('nobody can read') },
  ])
  // Reading it again makes it no date: it is read when somebody corrects it.
  expect(await stage.query(COMMERCIAL, 'select 1 from refresh_requests where object_id = $1', [deal])).toEqual([])
  await stage.saveSettings(COMMERCIAL, { mapping: { contractEndNone: ['tot de zomer'] } })
  await stage.settle()
  expect(await told()).toEqual([])
  expect(await shown(stage, id)).toMatchObject({ belrecht_permission: 'allowed' })
  await stage.saveSettings(COMMERCIAL, { mapping: { contractEnd: 'belrecht_contract_end' } })
  await stage.settle()
})

it('a label of the customer’s own, type id 1 or not, makes no primary company', async () => {
  const id = await somebody()
  const company = async (form: string, more: object) => {
    const made = await stage.sandbox.create(COMMERCIAL, 'companies', {
      properties: { name: form, belrecht_legal_form: form },
    })
    await link(stage, COMMERCIAL, { type: 'contacts', id }, { type: 'companies', id: made.id, primary: false, ...more })
  }
  await company('bv', { label: { typeId: 1, label: 'Primary investor' } })
  await company('eenmanszaak', {})
  await stage.settle()
  expect(await permissionOf(stage, id)).toBe('denied')
})

it('a fact whose date cannot be judged by is left out, and named', async () => {
  const id = await somebody({ belrecht_opt_in: 'true' })
  await stage.settle()
  await stage.inPortal(COMMERCIAL, (tx) =>
    tx.query(
      `insert into ledger (contact_id, origin, fact_key, generation, type, at, body, recorded_at)
       values ($1, 'api:x', 'old#1', 0, 'legal-form', -29000000000000, '{"type":"legal-form","at":"1051-01-01T00:00:00+00:00","form":"bv"}', 1)`,
      [id],
    ),
  )
  await change(stage, COMMERCIAL, id, { firstname: 'Jan', mobilephone: freshNumber().typed })
  await stage.settle()
  expect((await home(COMMERCIAL)).setAside).toMatchObject([{ kind: 'fact', detail: 'legal-form' }])
})
