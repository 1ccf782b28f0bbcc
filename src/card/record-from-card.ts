import type { ContactRequest, InputProblem, NewConsent } from '../answers/answers.ts'
import { resolveContactId } from '../contacts/resolve-id.ts'
import { CHANNELS, type Channel } from '../permission/facts.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import { recordConsent } from '../statements/consent.ts'
import { recordObjection } from '../statements/objection.ts'
import { formatInstant } from '../time/instants.ts'
import { midnight, parseDay } from '../time/local-days.ts'

/**
 * Who pressed the button, and HubSpot's signed moment of it: HubSpot repeats a request with the same moment, a person
 * does not.
 */
export type CardAct = { readonly userId: string; readonly signedAt: string }

export type FromCard =
  | { readonly kind: 'recorded'; readonly contactId: string; readonly written: boolean }
  | { readonly kind: 'unknown-contact' }
  | { readonly kind: 'invalid'; readonly problems: readonly InputProblem[] }

/** A rep writes down a consent with its six answers; a day alone as `givenAt` is the start of that day in Amsterdam. */
export async function recordConsentFromCard(
  context: Context,
  portal: OpenPortal,
  body: Readonly<Record<string, unknown>>,
  act: CardAct,
): Promise<FromCard> {
  const contactId = await contactOf(portal, body)
  if (contactId === null) return { kind: 'unknown-contact' }
  const { channel, until } = body
  const tooLong = TEXTS.filter((path) => textOf(body[path]).length > MAX_CHARACTERS)
  if (tooLong.length > 0)
    return { kind: 'invalid', problems: tooLong.map((path) => ({ path, message: `at most ${MAX_CHARACTERS} signs` })) }
  if (channel !== undefined && !CHANNELS.includes(channel as Channel))
    return { kind: 'invalid', problems: [{ path: 'channel', message: `is none of ${CHANNELS.join(', ')}` }] }
  const recorded = await recordConsent(
    context,
    portal,
    {
      contactId,
      number: textOf(body.number),
      givenBy: textOf(body.givenBy),
      method: textOf(body.method),
      source: textOf(body.source),
      givenAt: instantText(textOf(body.givenAt)),
      notice: textOf(body.notice),
      until: until === undefined || until === null || until === '' ? null : String(until),
      channel: channel as Channel | undefined,
    },
    recorder(act, 'consent', contactId),
  )
  if (!recorded.ok) return { kind: 'invalid', problems: recorded.problems }
  return { kind: 'recorded', contactId, written: recorded.announced === 'told' }
}

/** Anybody in the portal may write down that a person does not want to be called. */
export async function recordObjectionFromCard(
  context: Context,
  portal: OpenPortal,
  body: Readonly<Record<string, unknown>>,
  act: CardAct,
): Promise<FromCard> {
  const contactId = await contactOf(portal, body)
  if (contactId === null) return { kind: 'unknown-contact' }
  const recorded = await recordObjection(context, portal, { contactId }, recorder(act, 'objection', contactId))
  if (!recorded.ok) return { kind: 'invalid', problems: recorded.problems }
  return { kind: 'recorded', contactId, written: recorded.announced === 'told' }
}

/** Evidence is kept whole or refused, never cut off. */
const MAX_CHARACTERS = 1_000
const TEXTS = ['number', 'givenBy', 'method', 'source', 'givenAt', 'notice'] as const satisfies (keyof NewConsent)[]

function recorder({ userId, signedAt }: CardAct, action: string, contactId: string) {
  return { kind: 'card' as const, id: userId, request: `${action} ${contactId} ${signedAt}` }
}

async function contactOf(
  portal: OpenPortal,
  { contactId }: Partial<Record<keyof ContactRequest, unknown>>,
): Promise<string | null> {
  return typeof contactId === 'string' && /^\d{1,20}$/.test(contactId) ? resolveContactId(portal, contactId) : null
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function instantText(text: string): string {
  const day = parseDay(text.trim())
  return day === null ? text.trim() : formatInstant(midnight(day))
}
