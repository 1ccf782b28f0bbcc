import { randomUUID } from 'node:crypto'
import { type Request, Router } from 'express'
import { HubSpotError } from '../../hubspot/errors.ts'
import type { Context } from '../../portal/context.ts'
import type { AddressFault } from '../../statements/confirm-address.ts'
import { recordConsent } from '../../statements/consent.ts'
import { recordObjection } from '../../statements/objection.ts'
import { verifyConsent } from '../../statements/verification.ts'
import { mailVerification, type SendConfirmMail } from '../../statements/verification-mail.ts'
import { formatInstant } from '../../time/instants.ts'
import { invalidInput } from '../shell/input.ts'
import { ProblemError } from '../shell/problem.ts'
import { portalOf, recorderOf } from './caller.ts'
import { bodyOf, refuseInput } from './input.ts'
import { consentRequest, objectionRequest, verificationMailRequest, verificationRequest } from './schemas.ts'

export type RecordDeps = {
  readonly context: Context
  /** Null where the service has no mail server. */
  readonly sendConfirmMail: SendConfirmMail | null
}

/** Consents, objections and verifications that a dialer, a form or a vendor sends. */
export function recordRoutes({ context, sendConfirmMail }: RecordDeps): Router {
  const router = Router()

  router.post('/v1/consents', async (request, response) => {
    const given = bodyOf(request, consentRequest, 'consent-incomplete')
    const portal = await portalOf(context, response)
    const outcome = await unlessAway(recordConsent(context, portal, given, recorderOf(response, requestId(request))))
    if (!outcome.ok) return refuseInput('consent-incomplete', outcome.problems)
    const { added, consentId, contactId, number } = outcome
    response.status(added ? 201 : 200).json({ consentId, contactId, number, announced: announced(outcome) })
  })

  router.post('/v1/objections', async (request, response) => {
    const given = bodyOf(request, objectionRequest, 'objection-incomplete')
    const portal = await portalOf(context, response)
    const outcome = await unlessAway(recordObjection(context, portal, given, recorderOf(response, requestId(request))))
    if (!outcome.ok) return refuseInput('objection-incomplete', outcome.problems)
    const { added, numbers, contactIds } = outcome
    response.status(added ? 201 : 200).json({ numbers, contactIds, announced: announced(outcome) })
  })

  router.post('/v1/consents/:id/verification', async (request, response) => {
    const check = bodyOf(request, verificationRequest, 'verification-incomplete')
    const portal = await portalOf(context, response)
    const consentId = request.params.id
    const by = recorderOf(response, requestId(request))
    const outcome = await verifyConsent(context, portal, { consentId, check, by })
    if (outcome.ok) {
      const { added, contactId } = outcome
      const answer = { consentId, contactId, status: 'verified', announced: announced(outcome) }
      response.status(added ? 201 : 200).json(answer)
      return
    }
    if (outcome.code === 'check-invalid') return refuseInput('verification-incomplete', outcome.problems)
    throw unknownConsent()
  })

  router.post('/v1/consents/:id/verification-mail', async (request, response) => {
    const asked = bodyOf(request, verificationMailRequest, 'mail-incomplete')
    const portal = await portalOf(context, response)
    if (!sendConfirmMail)
      throw new ProblemError(409, 'no-mail-server', 'The operator of this service has set no SMTP_URL and MAIL_FROM.')
    const consentId = request.params.id
    const to = { email: asked.email, language: asked.language ?? portal.settings.language }
    const outcome = await unlessAway(mailVerification(context, portal, sendConfirmMail, consentId, to))
    if (outcome.ok) {
      response.status(202).json({ consentId, expiresAt: formatInstant(outcome.expiresAt) })
      return
    }
    switch (outcome.code) {
      case 'consent-unknown':
        throw unknownConsent()
      case 'too-many-mails':
        throw new ProblemError(429, 'too-many-mails', 'Three mails a day for one consent; try again tomorrow.')
      case 'mail-refused':
        throw new ProblemError(502, 'mail-refused', 'The mail server did not take it; check the address or try later.')
      default:
        throw invalidInput(
          outcome.code,
          [{ path: 'email', message: ADDRESS_FAULTS[outcome.code] }],
          'No mail was sent.',
        )
    }
  })
  return router
}

const ADDRESS_FAULTS: Readonly<Record<AddressFault, string>> = {
  'address-of-account': 'is on a domain of this account; a confirm link goes to the person who consented',
  'address-not-known-before':
    'did not stand on the contact before the consent was written down; use an address that did, or a key that may verify',
  'address-by-same-user':
    'was written by the user who wrote the consent down; use an address that the person or somebody else gave',
}

/** The word that callers of /v1 rely on. */
function announced({ published }: { readonly published: 'now' | 'later' }): 'told' | 'later' {
  return published === 'now' ? 'told' : 'later'
}

/** The caller's name for the one act, so that a retry adds nothing; without one each request is an act of its own. */
function requestId(request: Request): string {
  return request.get('idempotency-key')?.slice(0, 200) ?? randomUUID()
}

function unknownConsent(): ProblemError {
  const remedy = 'This account has no consent of that id; use the consentId that was answered.'
  return new ProblemError(404, 'consent-unknown', remedy)
}

/** A contact that is unknown here is read from HubSpot, which may be away. */
async function unlessAway<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    if (!(cause instanceof HubSpotError)) throw cause
    const detail = 'HubSpot cannot be asked about this contact now. Nothing was stored; try again in a minute.'
    throw new ProblemError(503, 'hubspot-away', detail, { cause })
  }
}
