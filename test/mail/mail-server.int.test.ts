import { afterAll, beforeAll, expect, it } from 'vitest'
import { freePort } from '../../demo/stage/free-port.ts'
import { mailSender } from '../../src/mail/mail-server.ts'
import { openSmtpInbox, type SmtpInbox, textOf } from './smtp-inbox.ts'

let inbox: SmtpInbox
const FROM = 'Belrecht <no-reply@belrecht.example>'
const MAIL = {
  to: 'jo@example.nl',
  language: 'nl',
  link: 'https://belrecht.example/p/confirm/7001.abc',
  sender: 'Zonnig Energie',
  number: '+31612345678',
} as const

beforeAll(async () => {
  inbox = await openSmtpInbox()
})
afterAll(() => inbox.close())

it('sends in the language asked, with the link and no whole number', async () => {
  const send = mailSender({ url: inbox.url, from: FROM })
  await send(MAIL)
  await send({ ...MAIL, language: 'en' })
  const [dutch, english] = inbox.mails
  expect([dutch?.from, dutch?.to]).toEqual(['no-reply@belrecht.example', ['jo@example.nl']])
  if (!dutch || !english) throw new Error('two mails were sent')
  expect(textOf(dutch)).toContain('Klopt dat? Open dan deze pagina')
  expect(textOf(english)).toContain('Is that right?')
  for (const mail of [dutch, english]) {
    expect(textOf(mail)).toContain(MAIL.link)
    expect(textOf(mail)).toContain('678')
    expect(mail.raw + textOf(mail)).not.toContain('612345678')
    expect(mail.raw).toMatch(/^Auto-Submitted: auto-generated\r$/im)
  }
})

it('lets nobody add headers or recipients through a name or an address', async () => {
  const send = mailSender({ url: inbox.url, from: FROM })
  await send({ ...MAIL, sender: 'Zonnig\r\nBcc: dief@example.nl' })
  const mail = inbox.mails.at(-1)
  expect(mail?.to).toEqual(['jo@example.nl'])
  expect(mail?.raw.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/im)
  const before = inbox.mails.length
  await send({ ...MAIL, to: 'jo@example.nl, dief@example.nl' }).catch(() => undefined)
  expect(inbox.mails.slice(before).flatMap(({ to }) => to)).not.toContain('dief@example.nl')
})

it('fails where the server refuses, is not there, or does not know us', async () => {
  const wrong = inbox.url.replace('p%40ss', 'wrong')
  const nobody = `smtp://127.0.0.1:${await freePort()}`
  for (const url of [wrong, nobody]) await expect(mailSender({ url, from: FROM })(MAIL)).rejects.toThrow()
  inbox.refuse()
  await expect(mailSender({ url: inbox.url, from: FROM })(MAIL)).rejects.toThrow()
})
