import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { breachCount } from '../../src/store/portal/home-figures.ts'
import { listBreaches, listWithoutDirection, loadBreaches } from '../../src/store/tasks/breaches.ts'
import { change, consenting, freshEmail, freshNumber, link, twins } from '../kit/people.ts'
import { COMMERCIAL, openStage, type Stage } from '../kit/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

const TODAY = '2026-06-29T10:00:00+02:00'

async function call(contactIds: readonly string[], properties: Record<string, string> = {}): Promise<string> {
  const made = await stage.sandbox.create(COMMERCIAL, 'calls', {
    properties: { hs_timestamp: TODAY, hs_call_direction: 'OUTBOUND', hs_call_status: 'COMPLETED', ...properties },
    associations: contactIds.map((id) => ({ type: 'contacts', id })),
  })
  return made.id
}

async function breachOf(callId: string) {
  const breaches = await stage.inPortal(COMMERCIAL, (tx) => listBreaches(tx, 1_000))
  return breaches.find((breach) => breach.callId === callId) ?? null
}

const stranger = async () => {
  const number = freshNumber()
  return { id: await twins(stage, { email: freshEmail(), mobilephone: number.typed }), number }
}

describe('a call whose record is filled in later', () => {
  const fill = async (id: string, properties: Record<string, string>) => {
    await stage.sandbox.change(COMMERCIAL, 'calls', id, { properties })
    await stage.settle()
  }
  const kept = async (id: string) => (await stage.inPortal(COMMERCIAL, (tx) => loadBreaches(tx, [id]))).get(id) ?? null
  const withoutDirection = async (id: string) =>
    (await stage.inPortal(COMMERCIAL, (tx) => listWithoutDirection(tx, 1_000))).some(({ callId }) => callId === id)
  const count = () => stage.inPortal(COMMERCIAL, breachCount)
  const MORNING = { hs_timestamp: '2026-06-29T18:00:00+02:00' }
  const friend = async () => {
    const someone = await consenting(stage)
    await stage.settle()
    return someone
  }
  beforeAll(() => stage.setClock('2026-06-29T17:30:00+02:00'))

  for (const text of ['0612', 'bel 06-1234', '+31 6 1234567890123', '0612345678;ext=9'])
    it(`a dialled number that cannot be read (${text}) is a breach, though the contact may be called`, async () => {
      const { id } = await friend()
      const made = await call([id], { ...MORNING, hs_call_to_number: text })
      await stage.settle()
      expect(await breachOf(made)).toMatchObject({ number: null, permission: 'denied', reasons: ['number-unreadable'] })
    })

  it('an unreadable number corrected to the contact’s own takes the breach back, and it stays in the table', async () => {
    const { id, number } = await friend()
    const made = await call([id], { ...MORNING, hs_call_to_number: '0612' })
    await stage.settle()
    const before = await count()
    await fill(made, { hs_call_to_number: number.typed })
    expect(await breachOf(made)).toBeNull()
    expect(await kept(made)).toMatchObject({ reasons: ['number-unreadable'], takenBack: { why: 'allowed' } })
    expect(await count()).toBe(before - 1)
    await fill(made, { hs_call_to_number: '0612' })
    expect(await breachOf(made)).toMatchObject({ reasons: ['number-unreadable'] })
    expect((await kept(made))?.takenBack).toBeNull()
  })

  it('a call without a number is judged on the strictest of its contacts; the number tells who was called', async () => {
    const [one, other] = [await friend(), await stranger()]
    await stage.settle()
    const made = await call([one.id, other.id], MORNING)
    await stage.settle()
    expect(await breachOf(made)).toMatchObject({ contactId: other.id, number: null })
    await fill(made, { hs_call_to_number: one.number.typed })
    expect(await breachOf(made)).toBeNull()
  })

  it('a blank direction is listed apart, and counts once it is outbound', async () => {
    const { id, number } = await stranger()
    const before = await count()
    const made = await call([id], { ...MORNING, hs_call_direction: '', hs_call_to_number: number.typed })
    await stage.settle()
    expect([await breachOf(made), await withoutDirection(made), await count()]).toEqual([null, true, before])
    await fill(made, { hs_call_direction: 'OUTBOUND' })
    expect(await breachOf(made)).toMatchObject({ contactId: id })
    expect([await withoutDirection(made), await count()]).toEqual([false, before + 1])
    await fill(made, { hs_call_direction: '' })
    expect(await breachOf(made)).not.toBeNull()
    await fill(made, { hs_call_direction: 'INBOUND' })
    expect([await breachOf(made), await withoutDirection(made)]).toEqual([null, false])
    expect(await kept(made)).toMatchObject({ takenBack: { why: 'inbound' } })
  })

  it('a blank direction to somebody who may be called is nothing', async () => {
    const { id } = await friend()
    const made = await call([id], { ...MORNING, hs_call_direction: '' })
    await stage.settle()
    expect(await kept(made)).toBeNull()
  })

  for (const status of ['CANCELED', 'FAILED'])
    it(`a breach is taken back when the call ends as ${status}, and stands again when it is called after all`, async () => {
      const { id } = await stranger()
      const made = await call([id], { ...MORNING, hs_call_status: 'CONNECTING' })
      await stage.settle()
      expect(await breachOf(made)).not.toBeNull()
      await fill(made, { hs_call_status: status })
      expect(await breachOf(made)).toBeNull()
      expect(await kept(made)).toMatchObject({ takenBack: { why: 'never-made' } })
      await fill(made, { hs_call_duration: '12000' })
      expect(await breachOf(made)).toMatchObject({ contactId: id })
    })

  for (const status of ['MISSED', 'BUSY', 'NO_ANSWER', 'QUEUED', 'RINGING', 'IN_PROGRESS'])
    it(`${status} is no proof that nobody’s telephone rang`, async () => {
      const { id } = await stranger()
      const made = await call([id], { ...MORNING, hs_call_status: status })
      await stage.settle()
      expect(await breachOf(made)).not.toBeNull()
    })

  it('whose time is corrected is judged at that time', async () => {
    const { id } = await friend()
    const made = await call([id], { hs_timestamp: '2026-06-29T08:00:00+02:00' })
    await stage.settle()
    expect(await breachOf(made)).not.toBeNull()
    await fill(made, MORNING)
    expect(await breachOf(made)).toBeNull()
  })

  it('a consent that is written down later, dated before the call, takes no breach back', async () => {
    const { id } = await stranger()
    const made = await call([id], { hs_timestamp: '2026-06-29T17:35:00+02:00' })
    await stage.settle()
    const paper = {
      belrecht_opt_in: 'true',
      belrecht_opt_in_method: 'paper',
      belrecht_opt_in_source: 'beurs 2026',
      belrecht_opt_in_at: '2026-06-01T09:00:00Z',
      belrecht_opt_in_notice: 'v1',
    }
    await change(stage, COMMERCIAL, id, paper)
    await stage.settle()
    await fill(made, { hs_call_status: 'NO_ANSWER' })
    expect(await breachOf(made)).toMatchObject({ contactId: id })
  })

  it('whose association sends no event is refreshed twice more, after 2 s and 10 s', async () => {
    const { id } = await stranger()
    await stage.settle()
    const made = await call([], MORNING)
    await stage.settle()
    await stage.refreshAgain()
    await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { drop: 1_000 })
    await link(stage, COMMERCIAL, { type: 'calls', id: made }, { type: 'contacts', id })
    await stage.sandbox.call('POST', '/sandbox/webhooks/knobs', { drop: 0 })
    await stage.refreshAgain()
    expect(await breachOf(made)).toMatchObject({ contactId: id })
  })
})
