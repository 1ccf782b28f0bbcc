import type { Response } from 'express'
import { HubSpotError } from '../../hubspot/errors.ts'
import type { Context, OpenPortal } from '../../portal/context.ts'
import { openPortal } from '../../portal/open-portal.ts'
import { within } from '../../process/time-limit.ts'
import { LANGUAGES, type Language } from '../../words/wording.ts'
import { ProblemError, portalUnknown } from '../shell/problem.ts'
import { type Caller, callerOf, type SignedRequestDeps } from './signed-request.ts'

/** What the routes of every page in HubSpot are made with. */
export type UiDeps = { readonly context: Context; readonly signed: SignedRequestDeps }

export type CallerPortal = { readonly caller: Caller; readonly portal: OpenPortal }

/** The caller's portal, ready to work for. Throws ProblemError 404 `portal-unknown`. */
export async function portalOf(context: Context, response: Response): Promise<CallerPortal> {
  const caller = callerOf(response)
  const portal = await openPortal(context, caller.portalId)
  if (portal === null) throw portalUnknown()
  return { caller, portal }
}

/** The same for what only the portal's admins may do. Throws ProblemError 403 `not-an-admin`. */
export async function adminPortalOf(context: Context, response: Response): Promise<CallerPortal> {
  const found = await portalOf(context, response)
  if (!found.portal.settings.admins.includes(found.caller.userId))
    throw new ProblemError(403, 'not-an-admin', 'Ask one of the portal’s app admins to do this, or to add you.')
  return found
}

/** HubSpot's own patience with us is 15 s, a page's less. */
const PATIENCE_MS = 9_000

/**
 * Where only HubSpot knows the answer and does not give it: ProblemError 503 `hubspot-away`, the same for every record.
 */
export async function orAway<Result>(asked: Promise<Result>): Promise<Result> {
  try {
    return await asked
  } catch (error) {
    throw error instanceof HubSpotError ? away(error) : error
  }
}

/** The same for what only reads, which may be given up when it takes too long. */
export function soonOrAway<Result>(asked: Promise<Result>): Promise<Result> {
  return within(PATIENCE_MS, orAway(asked), () => {
    throw away()
  })
}

function away(cause?: unknown): ProblemError {
  return new ProblemError(503, 'hubspot-away', 'HubSpot is not responding now; try again in a minute.', { cause })
}

/** `?language=nl|en`; null, for the portal's own, where it is anything else. */
export function languageOf(value: unknown): Language | null {
  return LANGUAGES.find((language) => language === value) ?? null
}
