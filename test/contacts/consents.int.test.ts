import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  callsLog,
  change,
  clearCalls,
  consenting,
  freshEmail,
  freshNumber,
  permissionOf,
  shown,
  submit,
  twins,
} from '../kit/people.ts'
import { CHARITY, COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

describe('a consent', () => {
  it('puts its six answers on the contact, in this portal only', async () => {
    const [number, email] = [freshNumber(), freshEmail()]
    const id = await twins(stage, { email, firstname: 'Sanne', lastname: 'Bakker' })
    const at = '2026-06-20T10:15:00+02:00'
    await submit(stage, COMMERCIAL, { email, mobilephone: number.typed, belrecht_opt_in: 'true' }, { at })
    await stage.settle()
    const contact = await shown(stage, id)
    expect(contact).toMatchObject({
      belrecht_permission: 'allowed',
      belrecht_basis: 'consent',
      belrecht_valid_until: '2029-06-19',
      belrecht_allowed_numbers: number.e164,
      belrecht_consent_given_by: `Sanne Bakker, ${number.e164}`,
      belrecht_consent_method: 'web-form',
      belrecht_consent_status: 'given',
      belrecht_rulebook: 'nl-2021-07-01',
      belrecht_reason: 'Bellen mag tot en met 19 juni 2029: toestemming, niet geverifieerd.',
    })
    expect(contact.belrecht_consent_source).toContain('Terugbelverzoek (https://x.nl/bel)')
    expect(Date.parse(contact.belrecht_consent_given_at ?? '')).toBe(Date.parse(at))
    expect(contact.belrecht_consent_scope).toBe(
      'zonnig-energie.nl: verkoop, alle producten, gebeld door een mens; tekst: terugbelformulier-2026-1',
    )
    const other = await shown(stage, id, CHARITY)
    expect(other).toMatchObject({ belrecht_permission: 'denied', belrecht_consent_status: 'none' })
    expect(other.belrecht_consent_given_by ?? '').toBe('')
  })

  it('ticked by a rep needs evidence, and has it once method, source and date are filled in', async () => {
    const number = freshNumber()
    const id = await twins(stage, { email: freshEmail(), mobilephone: number.typed, belrecht_opt_in: 'true' })
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('needs_evidence')
    await change(stage, COMMERCIAL, id, {
      belrecht_opt_in_method: 'paper',
      belrecht_opt_in_source: 'kaart 17, woonbeurs',
      belrecht_opt_in_at: '2026-06-20',
      belrecht_opt_in_notice: 'beurs-2026',
    })
    await stage.settle()
    expect(await shown(stage, id)).toMatchObject({
      belrecht_permission: 'allowed',
      belrecht_consent_method: 'paper',
      belrecht_consent_source: 'kaart 17, woonbeurs',
      belrecht_valid_until: '2029-06-19',
    })
    expect(await permissionOf(stage, id, CHARITY)).toBe('needs_evidence')
  })

  it('withdrawn is over at once; a later tick on a form counts again', async () => {
    const { id, email } = await consenting(stage)
    await stage.settle()
    await change(stage, COMMERCIAL, id, { belrecht_opt_in: 'false' })
    await stage.settle()
    expect(await shown(stage, id)).toMatchObject({
      belrecht_permission: 'denied',
      belrecht_consent_status: 'withdrawn',
      belrecht_reason: 'Niet bellen: de toestemming is ingetrokken.',
    })
    const again = freshNumber()
    await submit(stage, COMMERCIAL, { email, mobilephone: again.typed, belrecht_opt_in: 'true' })
    await stage.settle()
    expect(await shown(stage, id)).toMatchObject({ belrecht_permission: 'allowed', belrecht_consent_status: 'given' })
  })

  it('for a number that was changed carries nothing over', async () => {
    const { id } = await consenting(stage)
    await stage.settle()
    await change(stage, COMMERCIAL, id, { mobilephone: freshNumber().typed })
    await stage.settle()
    expect(await shown(stage, id)).toMatchObject({ belrecht_permission: 'denied', belrecht_allowed_numbers: '' })
  })

  it('for one of two numbers allows neither contact nor the other number, and names the one', async () => {
    const { id, number } = await consenting(stage)
    await change(stage, COMMERCIAL, id, { phone: '020 123 4567' })
    await stage.settle()
    expect(await shown(stage, id)).toMatchObject({
      belrecht_permission: 'denied',
      belrecht_allowed_numbers: number.e164,
    })
  })

  it('beside a number that cannot be read is denied, and the reason says so', async () => {
    const { id, number } = await consenting(stage)
    await change(stage, COMMERCIAL, id, { phone: '020-1234567 via de receptie' })
    await stage.settle()
    expect(await shown(stage, id)).toMatchObject({
      belrecht_permission: 'denied',
      belrecht_reason: 'Niet bellen: een telefoonnummer is onleesbaar.',
      belrecht_allowed_numbers: number.e164,
    })
    const [verdict] = await stage.query<{ reasons: string[] }>(
      COMMERCIAL,
      'select reasons from verdicts where contact_id = $1',
      [id],
    )
    expect(verdict?.reasons).toEqual(['number-unreadable'])
    await change(stage, COMMERCIAL, id, { phone: '' })
    await stage.settle()
    expect(await permissionOf(stage, id)).toBe('allowed')
  })

  it('of a person without a number allows nothing, and says why', async () => {
    const id = await submit(stage, COMMERCIAL, { email: freshEmail(), belrecht_opt_in: 'true' })
    await stage.settle()
    expect(await shown(stage, id)).toMatchObject({
      belrecht_permission: 'denied',
      belrecht_reason: 'Niet bellen: er staat geen telefoonnummer.',
    })
  })
})

describe('the boxes', () => {
  it('a box whose consent was withdrawn elsewhere is blanked, and that is no withdrawal', async () => {
    const mapping = { optIn: ['belrecht_opt_in', 'nieuwsbrief_tel'] }
    const definition = {
      name: 'nieuwsbrief_tel',
      label: 'Bellen mag',
      type: 'bool',
      fieldType: 'booleancheckbox',
      groupName: 'contactinformation',
      options: [
        { value: 'true', label: 'Ja' },
        { value: 'false', label: 'Nee' },
      ],
    }
    const token = await stage.sandbox.call<{ access_token: string }>(
      'POST',
      `/sandbox/portals/${COMMERCIAL}/tokens`,
      {},
    )
    await fetch(`${stage.sandbox.url}/crm/v3/properties/contacts`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' },
      body: JSON.stringify(definition),
    })
    await stage.saveSettings(COMMERCIAL, { mapping })
    await stage.settle()
    const { id, email, number } = await consenting(stage)
    await stage.settle()
    await submit(stage, COMMERCIAL, { email, nieuwsbrief_tel: 'true' })
    await submit(stage, COMMERCIAL, { email, nieuwsbrief_tel: 'false' })
    await stage.settle()
    expect(await shown(stage, id)).toMatchObject({ belrecht_permission: 'denied', belrecht_opt_in: '' })
    await submit(stage, COMMERCIAL, { email, mobilephone: number.typed, nieuwsbrief_tel: 'true' })
    await stage.settle()
    // A mapped box has no subscription of its own: the conversion date reports it.
    expect(await shown(stage, id)).toMatchObject({ belrecht_permission: 'allowed', belrecht_opt_in: '' })
    await stage.saveSettings(COMMERCIAL, { mapping: { optIn: ['belrecht_opt_in'] } })
    await stage.settle()
  })

  it('a tick is one consent, however often the form’s answers were so already', async () => {
    const { id, email, number } = await consenting(stage)
    await stage.settle()
    await submit(stage, COMMERCIAL, { email, mobilephone: number.typed, belrecht_opt_in: 'true' })
    await stage.settle()
    const consents = await stage.query(
      COMMERCIAL,
      `select 1 from ledger where contact_id = $1 and type = 'consent-given'`,
      [id],
    )
    expect(consents).toHaveLength(2)
    expect(await permissionOf(stage, id)).toBe('allowed')
  })
})

describe('what HubSpot shows is a copy', () => {
  it('a verdict that a user edits is corrected', async () => {
    const id = await twins(stage, { email: freshEmail(), mobilephone: freshNumber().typed })
    await stage.settle()
    for (const portalId of [COMMERCIAL, CHARITY]) {
      await change(stage, portalId, id, { belrecht_permission: 'allowed', belrecht_allowed_numbers: '+31612121212' })
    }
    await stage.settle()
    for (const portalId of [COMMERCIAL, CHARITY])
      expect(await shown(stage, id, portalId)).toMatchObject({
        belrecht_permission: 'denied',
        belrecht_allowed_numbers: '',
      })
  })

  it('the app’s own writing comes back as events and causes no call at all', async () => {
    await consenting(stage)
    await stage.settle()
    const { id } = await consenting(stage)
    await clearCalls(stage)
    await stage.settle()
    const { calls } = await callsLog(stage)
    const written = Object.entries(calls).filter(([call]) => call.includes('batch/update'))
    expect(written.map(([, count]) => count)).toEqual([1])
    await clearCalls(stage)
    await stage.settle()
    expect((await callsLog(stage)).total).toBe(0)
    expect(await permissionOf(stage, id)).toBe('allowed')
  })

  it('where HubSpot does not name the writer, the refresh finds nothing to write', async () => {
    await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { omitSourceId: true })
    await consenting(stage)
    await clearCalls(stage)
    await stage.settle()
    const { calls } = await callsLog(stage)
    expect(
      Object.entries(calls)
        .filter(([call]) => call.includes('batch/update'))
        .map(([, count]) => count),
    ).toEqual([1])
    await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { omitSourceId: false })
  })

  it('the same events again write nothing', async () => {
    await stage.settle()
    await clearCalls(stage)
    await stage.sandbox.call('POST', '/sandbox/webhooks/resend-all', { shuffle: true })
    await stage.settle()
    const { calls } = await callsLog(stage)
    expect(Object.keys(calls).filter((call) => call.includes('batch/update'))).toEqual([])
  })
})

it('settings that change verdicts are applied to every contact in the background', async () => {
  const { id } = await consenting(stage)
  await stage.settle()
  await stage.saveSettings(COMMERCIAL, { house: { requireVerified: true } })
  expect(await permissionOf(stage, id)).toBe('allowed')
  await stage.settle()
  expect(await permissionOf(stage, id)).toBe('needs_evidence')
  await stage.saveSettings(COMMERCIAL, { house: { requireVerified: false }, language: 'en' })
  await stage.settle()
  const contact = await shown(stage, id)
  expect(contact.belrecht_permission).toBe('allowed')
  expect(contact.belrecht_reason).toMatch(/^Calling is allowed up to and including .* consent, not verified\.$/)
  await stage.saveSettings(COMMERCIAL, { language: 'nl' })
  await stage.settle()
})

it('a recorded consent keeps its purpose when the portal changes its own', async () => {
  const { id } = await consenting(stage)
  await stage.settle()
  await stage.saveSettings(COMMERCIAL, { consent: { products: 'any', notice: 'another text' } })
  await stage.settle()
  expect((await shown(stage, id)).belrecht_consent_scope).toContain('terugbelformulier-2026-1')
  await stage.saveSettings(COMMERCIAL, { purpose: 'charitable' })
  await stage.settle()
  expect(await permissionOf(stage, id)).toBe('denied')
  await stage.saveSettings(COMMERCIAL, { purpose: 'commercial' })
  await stage.settle()
  expect(await permissionOf(stage, id)).toBe('allowed')
})

it('a consent that lapsed is over, its box is blanked, and a later tick is a change again', async () => {
  const { id, number } = await consenting(stage)
  await stage.settle()
  await stage.setClock('2029-06-30T09:00:00+02:00')
  await stage.saveSettings(COMMERCIAL, { language: 'en' })
  await stage.settle()
  expect(await shown(stage, id)).toMatchObject({
    belrecht_permission: 'denied',
    belrecht_consent_status: 'expired',
    belrecht_opt_in: '',
  })
  await change(stage, COMMERCIAL, id, {
    belrecht_opt_in: 'true',
    belrecht_opt_in_method: 'phone-recorded',
    belrecht_opt_in_source: 'recording 12',
    belrecht_opt_in_at: '2029-06-29',
    belrecht_opt_in_notice: 'script 3',
  })
  await stage.settle()
  expect(await shown(stage, id)).toMatchObject({
    belrecht_permission: 'allowed',
    belrecht_allowed_numbers: number.e164,
    belrecht_consent_method: 'phone-recorded',
  })
})
