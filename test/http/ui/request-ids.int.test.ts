import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Signed, signedCall } from '../../kit/signed-calls.ts'
import { COMMERCIAL, openStage, type Stage } from '../../kit/stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

async function newContact(): Promise<string> {
  const properties = { firstname: 'Piet', mobilephone: '0612345678' }
  const { id } = await stage.sandbox.create(COMMERCIAL, 'contacts', { properties })
  await stage.settle()
  return id
}

const consentOf = (contactId: string) => ({
  contactId,
  number: '06-12345678',
  givenBy: 'Piet Pieters',
  method: 'paper',
  source: 'beurs Utrecht, kaart 12',
  givenAt: '2026-06-28',
  notice: 'kaart-2026',
})
const post = (path: string, body: unknown, signed: Signed = {}) =>
  signedCall(stage, 'POST', path, { userId: '2002', ...signed, body })
const factsOf = (id: string, type: string) =>
  stage.query<{ n: number }>(COMMERCIAL, 'select count(*)::int as n from ledger where contact_id = $1 and type = $2', [
    id,
    type,
  ])

describe('an id made by the page', () => {
  const withId = (path: string, id: string) => `${path}?requestId=${id}`

  it('HubSpot repeats the press with a new moment, it objects once', async () => {
    const id = await newContact()
    const path = withId('/card/objections', `press-${id}`)
    expect((await post(path, { contactId: id })).status).toBe(200)
    await stage.setClock('2026-06-29T09:30:00+02:00')
    expect((await post(path, { contactId: id }, { moment: Date.now() + 4_000 })).status).toBe(200)
    expect(await factsOf(id, 'objection')).toEqual([{ n: 1 }])
    await post(withId('/card/objections', `again-${id}`), { contactId: id })
    expect(await factsOf(id, 'objection')).toEqual([{ n: 2 }])
  })

  it.each(['/card/consents', '/card/objections', '/card/recheck', '/actions/recheck', '/settings/keys'])(
    'is refused for %s when it came with something else before',
    async (path) => {
      const [one, other] = [await newContact(), await newContact()]
      const bodyFor = (contactId: string) => ({ ...consentOf(contactId), contactIds: [contactId], name: contactId })
      const admin = { userId: '1001' }
      const address = withId(path, `once-${one}`)
      expect((await post(address, bodyFor(one), admin)).status).toBeLessThan(300)
      const { status, body } = await post(address, bodyFor(other), admin)
      expect([status, body.code]).toEqual([422, 'request-id-reused'])
      expect(await factsOf(other, 'objection')).toEqual([{ n: 0 }])
      expect(await factsOf(other, 'consent-given')).toEqual([{ n: 0 }])
    },
  )

  it('of one user is not another user’s', async () => {
    const id = await newContact()
    const path = withId('/card/objections', `same-${id}`)
    expect((await post(path, { contactId: id })).status).toBe(200)
    expect((await post(path, { contactId: id, more: 1 }, { userId: '2003' })).status).toBe(200)
  })

  it.each(['x', 'a b c d e f g h', 'x'.repeat(65)])('is refused where it is none: %s', async (id) => {
    const contactId = await newContact()
    const { status, body } = await post(withId('/card/objections', encodeURIComponent(id)), { contactId })
    expect([status, body.code]).toEqual([422, 'request-id-invalid'])
  })
})

it('a statement shows the user who wrote it down and the moment of writing, whatever source they typed', async () => {
  const id = await newContact()
  const { body } = await post('/card/consents?language=en', { ...consentOf(id), source: 'x' })
  const { timeline } = body as { timeline: { type: string; source: string }[] }
  const source = timeline.find(({ type }) => type === 'consent-given')?.source
  expect(source).toMatch(/^x · written down by user 2002 on 2026-06-29 \d\d:\d\d$/)
})
