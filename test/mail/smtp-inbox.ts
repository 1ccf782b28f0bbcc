import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export type ReceivedMail = { readonly from: string; readonly to: readonly string[]; readonly raw: string }

export type SmtpInbox = {
  readonly url: string
  readonly mails: ReceivedMail[]
  /** From now on no recipient is accepted. */
  refuse(): void
  close(): Promise<void>
}

/** A real SMTP server on loopback with one account; what it takes in can be read. */
export async function openSmtpInbox(): Promise<SmtpInbox> {
  const mails: ReceivedMail[] = []
  let refusing = false
  const server = new SMTPServer({
    // Loopback without a certificate, as a relay on the same machine is.
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'belrecht' && password === 'p@ss' ? done(null, { user: username }) : done(new Error('who are you?')),
    onRcptTo: (_address, _session, done) => (refusing ? done(new Error('no such mailbox')) : done()),
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        mails.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString('utf8'),
        })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo
  return {
    url: `smtp://belrecht:p%40ss@127.0.0.1:${port}`,
    mails,
    refuse: () => {
      refusing = true
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** The text of a mail, whatever its transfer encoding made of it. */
export function textOf({ raw }: ReceivedMail): string {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4)
  if (/^content-transfer-encoding: base64/im.test(raw)) return Buffer.from(body, 'base64').toString('utf8')
  if (!/^content-transfer-encoding: quoted-printable/im.test(raw)) return body
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_code, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
