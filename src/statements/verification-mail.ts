import type { Context, OpenPortal } from '../portal/context.ts'
import { addVerification, dropVerification, verificationsSince } from '../store/ledger/verifications.ts'
import type { ConfirmMail } from '../words/mail/confirm-mail.ts'
import type { Language } from '../words/wording.ts'
import { type AddressFault, addressFault } from './confirm-address.ts'
import { findConsent } from './verification.ts'

/** Throws when the mail server does not take it. */
export type SendConfirmMail = (mail: ConfirmMail) => Promise<void>

export type MailedVerification =
  | { readonly ok: true; readonly expiresAt: number }
  | { readonly ok: false; readonly code: 'consent-unknown' | 'too-many-mails' | 'mail-refused' | AddressFault }

const DAY_MS = 24 * 3_600_000
const LINK_LIVES_MS = 7 * DAY_MS
/** A key to this API must not become a way to flood a mailbox. */
const MAILS_A_DAY = 3

/**
 * Mails a link that confirms a consent once within seven days, to an address that can only be the person's; see
 * `addressFault`. The address is used for this mail and not kept. May throw HubSpotError.
 */
export async function mailVerification(
  context: Context,
  portal: OpenPortal,
  sendConfirmMail: SendConfirmMail,
  consentId: string,
  asked: { readonly email: string; readonly language: Language },
): Promise<MailedVerification> {
  const { language, email } = asked
  const expiresAt = Date.now() + LINK_LIVES_MS
  const consent = await portal.tx((tx) => findConsent(tx, consentId))
  if (!consent) return { ok: false, code: 'consent-unknown' }
  const fault = await addressFault(portal, consent, email)
  if (fault !== null) return { ok: false, code: fault }
  const made = await portal.tx(async (tx) => {
    if ((await verificationsSince(tx, consentId, Date.now() - DAY_MS)) >= MAILS_A_DAY)
      return { ok: false, code: 'too-many-mails' } as const
    const { contactId, fact } = consent
    const token = await addVerification(tx, { consentId, contactId, language, expiresAt })
    return { ok: true, number: fact.number, token } as const
  })
  if (!made.ok) return made
  try {
    const link = `${portal.personPageBaseUrl}confirm/${made.token}`
    await sendConfirmMail({ to: email, language, link, sender: portal.settings.controllerName, number: made.number })
    return { ok: true, expiresAt }
  } catch (error) {
    // Its code only: the rest of such an error quotes the address.
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const responseCode = error instanceof Error && 'responseCode' in error ? error.responseCode : undefined
    context.log.warn({ portalId: portal.portalId, code, responseCode }, 'the mail server did not take a confirm mail')
    await portal.tx((tx) => dropVerification(tx, made.token))
    return { ok: false, code: 'mail-refused' }
  }
}
