import { createTransport } from 'nodemailer'
import { type ConfirmMail, confirmMail } from '../words/mail/confirm-mail.ts'

/** `url`: `smtp://user:password@host:587` or `smtps://…`; `from`: the sender's address, with or without a name. */
export type MailServer = { readonly url: string; readonly from: string }

const WAIT_MS = 10_000

/**
 * Sends through one SMTP server. A server on another machine must speak TLS, or names and links would travel open.
 * Rejects when the server does not take the mail within ten seconds.
 */
export function mailSender({ url, from }: MailServer): (mail: ConfirmMail) => Promise<void> {
  const transport = createTransport({
    url,
    requireTLS: !isLoopback(new URL(url).hostname),
    connectionTimeout: WAIT_MS,
    greetingTimeout: WAIT_MS,
    socketTimeout: WAIT_MS,
    // A mail is made of our own words: no attachment, nothing fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return async (mail) => {
    await transport.sendMail({
      from,
      to: { name: '', address: mail.to },
      ...confirmMail(mail),
      // RFC 3834: no out-of-office answers to it.
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\./.test(host)
}
