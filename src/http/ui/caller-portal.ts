import type { Response } from 'express'
import { HubSpotError } from '../../hubspot/errors.ts'
import type { Context, OpenPortal } from '../../portal/context.ts'
import { openPortal } from '../../portal/open-portal.ts'
import { within } from '../../process/time-limit.ts'
import type { Language } from '../../words/wording.ts'
import { ProblemError } from '../shell/problem.ts'
import { type Caller, callerOf } from './signed-request.ts'

/** The caller's portal, ready to work for. Throws ProblemError 404 `portal-unknown`. */
export const portalOf = async (
  context: Context,
  response: Response,
): Promise<{ caller: Caller; portal: OpenPortal }> => {
  const caller = callerOf(response)
  const portal = await openPortal(context, caller.portalId)
  if (portal === null)
    throw new ProblemError(404, 'portal-unknown', 'This account has not installed the app; open /oauth/install first.')
  return { caller, portal }
}

/** The same for what only the portal's admins may do. Throws ProblemError 403 `not-an-admin`. */
export const adminPortalOf = async (
  context: Context,
  response: Response,
): Promise<{ caller: Caller; portal: OpenPortal }> => {
  const found = await portalOf(context, response)
  if (!found.portal.settings.admins.includes(found.caller.userId))
    throw new ProblemError(403, 'not-an-admin', 'Ask one of the portal’s app admins to do this, or to add you.')
  return found
}

/** HubSpot's own patience with us is 15 s, a page's less. */
const PATIENCE_MS = 9_000

/** Where only HubSpot knows the answer and does not give it: ProblemError 503 `hubspot-away`, the same for every record. */
export const orAway = async <Result>(asked: Promise<Result>): Promise<Result> => {
  try {
    return await asked
  } catch (error) {
    throw error instanceof HubSpotError ? away(error) : error
  }
}

/** The same for what only reads, which may be given up when it takes too long. */
export const soonOrAway = <Result>(asked: Promise<Result>): Promise<Result> =>
  within(PATIENCE_MS, orAway(asked), () => {
    throw away()
  })

const away = (cause?: unknown): ProblemError =>
  new ProblemError(503, 'hubspot-away', 'HubSpot does not answer us now; try again in a minute.', { cause })

/** `?language=nl|en`; anything else is the portal's own. */
export const languageOf = (value: unknown): Language | null => (value === 'nl' || value === 'en' ? value : null)
