import type { InputProblem } from '../answers/answers.ts'
import { refreshNow } from '../contacts/refresh-now.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { type NewConsent, recordConsent } from '../statements/consent.ts'
import { recordObjection } from '../statements/objection.ts'
import type { Recorder } from '../statements/recorder.ts'

/**
 * Who pressed the button. `request` names the one act: HubSpot repeats a request by itself, and then nothing is added.
 */
export type CardAct = { readonly userId: string; readonly request: string }

/** `published`: whether HubSpot shows it already. */
export type FromCard =
  | { readonly ok: true; readonly published: 'now' | 'later' }
  | { readonly ok: false; readonly code: 'answers-missing'; readonly problems: readonly InputProblem[] }

/** A rep writes down a consent with its six answers. `contactId`: the record as this portal knows it. */
export async function recordConsentFromCard(
  context: Context,
  portal: OpenPortal,
  given: NewConsent & { readonly contactId: string },
  act: CardAct,
): Promise<FromCard> {
  const recorded = await recordConsent(context, portal, given, recorder(act, 'consent', given.contactId))
  return recorded.ok ? recorded : { ok: false, code: 'answers-missing', problems: recorded.problems }
}

/** Any user of the portal may write down that a person does not want to be called. */
export async function recordObjectionFromCard(
  context: Context,
  portal: OpenPortal,
  contactId: string,
  act: CardAct,
): Promise<FromCard> {
  const recorded = await recordObjection(context, portal, { contactId }, recorder(act, 'objection', contactId))
  return recorded.ok ? recorded : { ok: false, code: 'answers-missing', problems: recorded.problems }
}

/** Reads the record again, for a user who doubts what the card says. */
export async function recheckFromCard(context: Context, portal: OpenPortal, contactId: string): Promise<FromCard> {
  return { ok: true, published: await refreshNow(context, portal, [contactId]) }
}

function recorder({ userId, request }: CardAct, action: string, contactId: string): Recorder {
  return { kind: 'card', id: userId, request: `${action} ${contactId} ${request}` }
}
