import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prune } from '../../../src/night/prune.ts'
import { signedCall } from '../../kit/signed-calls.ts'
import { COMMERCIAL, openStage, type Stage } from '../../kit/stage.ts'
import { openSmtpInbox, type SmtpInbox, textOf } from '../../mail/smtp-inbox.ts'
import { apiOf, consentFor, contactWith, keyOf } from './v1-kit.ts'

let stage: Stage
let inbox: SmtpInbox
let api: ReturnType<typeof apiOf>
let people = 0

beforeAll(async () => {
  inbox = await openSmtpInbox()
  stage = await openStage({ env: { SMTP_URL: inbox.url, MAIL_FROM: 'Belrecht <no-reply@belrecht.example>' } })
  api = apiOf(stage, await keyOf(stage))
})
afterAll(async () => {
  await stage.close()
  await inbox.close()
})

type Asked = { readonly contactId: string; readonly mailPath: string; readonly email: string; readonly link: string }

/** A consent whose confirm link was mailed. */
async function mailed(language = 'nl'): Promise<Asked> {
  people += 1
  const number = `06340000${String(people).padStart(2, '0')}`
  const contactId = await contactWith(stage, number)
  const { body } = await api('POST', '/v1/consents', consentFor(number))
  const mailPath = `/v1/consents/${body.consentId}/verification-mail`
  const email = `p${number}@example.nl`
  const sent = await api('POST', mailPath, { email, language })
  expect([sent.status, sent.body]).toEqual([202, { consentId: body.consentId, expiresAt: expect.any(String) }])
  const mail = inbox.mails.at(-1)
  expect(mail?.to).toEqual([email])
  const link = /http\S+\/p\/confirm\/\S+/.exec(mail ? textOf(mail) : '')?.[0] ?? ''
  return { contactId, mailPath, email, link }
}

const statusOf = async (contactId: string) =>
  (await stage.sandbox.read(COMMERCIAL, 'contacts', contactId)).properties.belrecht_consent_status
const confirm = (link: string) => fetch(link, { method: 'POST', headers: { 'accept-language': 'nl' } })

it('shows what it asks without changing anything, and confirms once when the button is pressed', async () => {
  const { contactId, link } = await mailed()
  for (const _scanner of [1, 2]) {
    const shown = await (await fetch(link, { headers: { 'accept-language': 'nl' } })).text()
    for (const said of ['Gaf u deze toestemming?', '+31634000001', 'actie-2026-1', 'Ja, dat klopt'])
      expect(shown).toContain(said)
  }
  expect(await statusOf(contactId)).toBe('given')
  expect(await (await confirm(link)).text()).toContain('uw toestemming is bevestigd')
  expect(await statusOf(contactId)).toBe('verified')
  expect(await (await confirm(link)).text()).toContain('al bevestigd')
  expect(await (await fetch(`${link}?language=en`)).text()).toContain('already been confirmed')
  const rows = await stage.query(COMMERCIAL, `select from ledger where type = 'consent-verified'`)
  expect(rows).toHaveLength(1)
})

it('is used up by one of two who press at the same moment', async () => {
  const { contactId, link } = await mailed('en')
  const pages = await Promise.all([confirm(link), confirm(link)].map(async (answer) => (await answer).text()))
  expect(pages.filter((page) => page.includes('is bevestigd'))).toHaveLength(1)
  expect(await statusOf(contactId)).toBe('verified')
})

it('is worth nothing once it has run out, was changed, or the person was forgotten', async () => {
  const [late, other] = [await mailed(), await mailed()]
  await stage.query(COMMERCIAL, 'update verifications set expires_at = $1 where contact_id = $2', [
    Date.now() - 1,
    late.contactId,
  ])
  await stage.query(COMMERCIAL, 'select forget_contacts($1)', [[other.contactId]])
  const changed = other.link.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
  for (const link of [late.link, other.link, changed, `${stage.appUrl}/p/confirm/7001.x`]) {
    expect((await fetch(link)).status).toBe(404)
    expect((await confirm(link)).status).toBe(404)
  }
  expect(await statusOf(late.contactId)).toBe('given')
})

it('is deleted a month after it expired', async () => {
  const { contactId, link } = await mailed()
  const made = () => stage.query(COMMERCIAL, 'select from verifications where contact_id = $1', [contactId])
  await prune(stage.context.store, COMMERCIAL)
  expect((await fetch(link)).status).toBe(200)
  const long = Date.now() - 31 * 24 * 3_600_000
  await stage.query(COMMERCIAL, 'update verifications set expires_at = $1 where contact_id = $2', [long, contactId])
  await prune(stage.context.store, COMMERCIAL)
  expect(await made()).toEqual([])
})

it('keeps neither the address nor the link', async () => {
  const { link } = await mailed()
  const rows = JSON.stringify(await stage.query(COMMERCIAL, 'select v::text from verifications v'))
  expect(rows).not.toContain('example.nl')
  expect(rows).not.toContain(link.split('.').at(-1))
})

it('goes three times a day for one consent, no oftener', async () => {
  const { mailPath, email } = await mailed()
  const codes: unknown[] = []
  for (let i = 0; i < 3; i++) codes.push((await api('POST', mailPath, { email })).status)
  expect(codes).toEqual([202, 202, 429])
})

describe('whoever wrote a consent down cannot confirm it', () => {
  const asCard = { sourceType: 'CRM_UI', sourceId: 'userId:2002', userId: 2002 }
  const typed = (contactId: string, number: string) =>
    signedCall<{ contactId: string }>(stage, 'POST', '/card/consents', {
      userId: '2002',
      body: { ...consentFor(number, { method: 'x', source: 'x' }), contactId },
    })

  /** A consent typed on the card by user 2002, and the path that mails its confirm link. */
  async function typedConsent(contactId: string, number: string): Promise<string> {
    expect((await typed(contactId, number)).status).toBe(201)
    const [row] = await stage.query<{ id: string }>(
      COMMERCIAL,
      'select consent_id as id from ledger where contact_id = $1 and consent_id is not null',
      [contactId],
    )
    return `/v1/consents/${row?.id}/verification-mail`
  }
  const contact = (properties: object, as?: object) =>
    stage.sandbox.create(COMMERCIAL, 'contacts', { properties, ...(as && { as }) }).then(({ id }) => id)

  it.each([
    ['that never stood on the contact', 'rep@gmail.example', 'address-not-known-before'],
    ['of the account itself', 'verkoop@zonnig-energie.nl', 'address-of-account'],
    ['below the account’s domain', 'verkoop@mail.Zonnig-Energie.nl', 'address-of-account'],
  ])('by an address %s', async (_what, email, code) => {
    const { mailPath } = await mailed()
    const before = inbox.mails.length
    const { status, body } = await api('POST', mailPath, { email })
    expect([status, body.code, body.problems]).toMatchObject([422, code, [{ path: 'email' }]])
    expect(inbox.mails).toHaveLength(before)
  })

  it('by an address of the account that stood on the contact', async () => {
    const id = await contact({ email: 'verkoop@zonnig-energie.nl', mobilephone: '0634111001' })
    await stage.settle()
    const path = await typedConsent(id, '0634111001')
    expect((await api('POST', path, { email: 'verkoop@zonnig-energie.nl' })).body.code).toBe('address-of-account')
  })

  it('by an address that came after the consent', async () => {
    const id = await contact({ mobilephone: '0634111002' })
    await stage.settle()
    const path = await typedConsent(id, '0634111002')
    await stage.sandbox.change(COMMERCIAL, 'contacts', id, { properties: { email: 'later@gmail.example' } })
    expect((await api('POST', path, { email: 'later@gmail.example' })).body.code).toBe('address-not-known-before')
  })

  it('by an address the same user wrote on the contact first; another user’s is the person’s', async () => {
    const own = await contact({ email: 'rep@gmail.example', mobilephone: '0634111003' }, asCard)
    const other = await contact({ email: 'jo@gmail.example', mobilephone: '0634111004' }, { ...asCard, userId: 2003 })
    await stage.settle()
    const ownPath = await typedConsent(own, '0634111003')
    expect((await api('POST', ownPath, { email: 'rep@gmail.example' })).body.code).toBe('address-by-same-user')
    const otherPath = await typedConsent(other, '0634111004')
    expect((await api('POST', otherPath, { email: 'Jo@gmail.example' })).status).toBe(202)
  })

  it('by an address that the maker of the key wrote', async () => {
    const number = '0634111005'
    await contact({ email: 'admin@gmail.example', mobilephone: number }, { ...asCard, userId: 1001 })
    await stage.settle()
    const { body } = await api('POST', '/v1/consents', consentFor(number))
    const path = `/v1/consents/${body.consentId}/verification-mail`
    expect((await api('POST', path, { email: 'admin@gmail.example' })).body.code).toBe('address-by-same-user')
  })
})

it('is refused for an unknown consent, an address that is none, and where the mail server does not take it', async () => {
  const { mailPath, email } = await mailed()
  const wrong = await api('POST', mailPath, { email: 'jo' })
  expect([wrong.status, wrong.body.problems]).toMatchObject([422, [{ path: 'email' }]])
  const unknown = await api('POST', '/v1/consents/none/verification-mail', { email: 'jo@example.nl' })
  expect([unknown.status, unknown.body.code]).toEqual([404, 'consent-unknown'])
  inbox.refuse()
  const refused = await api('POST', mailPath, { email })
  expect([refused.status, refused.body.code]).toEqual([502, 'mail-refused'])
})
