import type { Context, OpenPortal } from '../portal/context.ts'
import { addVerification, dropVerification, verificationsSince } from '../store/ledger/verifications.ts'
import { findConsent } from './verification.ts'

/** What a confirm mail says. */
export type ConfirmMail = {
  readonly to: string
  readonly language: 'nl' | 'en'
  readonly link: string
  /** The company or charity that asks. */
  readonly sender: string
  /** E.164; the mail names its last digits only. */
  readonly number: string
}

/** Throws when the mail server does not take it. */
export type SendConfirmMail = (mail: ConfirmMail) => Promise<void>

export type MailedVerification =
  | { readonly ok: true; readonly expiresAt: number }
  | { readonly ok: false; readonly failure: 'consent-unknown' | 'too-many-mails' | 'mail-refused' }

const DAY_MS = 24 * 3_600_000
const LINK_LIVES_MS = 7 * DAY_MS
/** A key to this API must not become a way to flood a mailbox. */
const MAILS_A_DAY = 3

/** Mails a link that confirms a consent once within seven days. The address is used for this mail and not kept. */
export async function mailVerification(
  context: Context,
  portal: OpenPortal,
  sendConfirmMail: SendConfirmMail,
  consentId: string,
  asked: { readonly email: string; readonly language: 'nl' | 'en' },
): Promise<MailedVerification> {
  const { language, email } = asked
  const expiresAt = Date.now() + LINK_LIVES_MS
  const made = await portal.tx(async (tx) => {
    const consent = await findConsent(tx, consentId)
    if (!consent) return 'consent-unknown'
    if ((await verificationsSince(tx, consentId, Date.now() - DAY_MS)) >= MAILS_A_DAY) return 'too-many-mails'
    const { contactId, fact } = consent
    return { number: fact.number, token: await addVerification(tx, { consentId, contactId, language, expiresAt }) }
  })
  if (typeof made === 'string') return { ok: false, failure: made }
  try {
    const link = `${portal.personPageBaseUrl}confirm/${made.token}`
    await sendConfirmMail({ to: email, language, link, sender: portal.settings.controllerName, number: made.number })
    return { ok: true, expiresAt }
  } catch (error) {
    // Its code only: the rest of such an error quotes the address.
    const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
    context.log.warn({ portalId: portal.portalId, code, responseCode }, 'the mail server did not take a confirm mail')
    await portal.tx((tx) => dropVerification(tx, made.token))
    return { ok: false, failure: 'mail-refused' }
  }
}
