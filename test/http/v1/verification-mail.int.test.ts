import { afterAll, beforeAll, expect, it } from 'vitest'
import { prune } from '../../../src/night/prune.ts'
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

type Asked = { readonly contactId: string; readonly mailPath: string; readonly link: string }

/** A consent whose confirm link was mailed. */
async function mailed(language = 'nl'): Promise<Asked> {
  people += 1
  const number = `063400000${people}`
  const contactId = await contactWith(stage, number)
  const { body } = await api('POST', '/v1/consents', consentFor(number))
  const mailPath = `/v1/consents/${body.consentId}/verification-mail`
  const sent = await api('POST', mailPath, { email: `jo${people}@example.nl`, language })
  expect([sent.status, sent.body]).toEqual([202, { consentId: body.consentId, expiresAt: expect.any(String) }])
  const mail = inbox.mails.at(-1)
  expect(mail?.to).toEqual([`jo${people}@example.nl`])
  const link = /http\S+\/p\/confirm\/\S+/.exec(mail ? textOf(mail) : '')?.[0] ?? ''
  return { contactId, mailPath, link }
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
  const { mailPath } = await mailed()
  const codes: unknown[] = []
  for (let i = 0; i < 3; i++) codes.push((await api('POST', mailPath, { email: 'jo@example.nl' })).status)
  expect(codes).toEqual([202, 202, 429])
})

it('is refused for an unknown consent, an address that is none, and where the mail server does not take it', async () => {
  const { mailPath } = await mailed()
  const wrong = await api('POST', mailPath, { email: 'jo' })
  expect([wrong.status, wrong.body.problems]).toMatchObject([422, [{ path: 'email' }]])
  const unknown = await api('POST', '/v1/consents/none/verification-mail', { email: 'jo@example.nl' })
  expect([unknown.status, unknown.body.code]).toEqual([404, 'consent-unknown'])
  inbox.refuse()
  const refused = await api('POST', mailPath, { email: 'jo@example.nl' })
  expect([refused.status, refused.body.code]).toEqual([502, 'mail-refused'])
})
