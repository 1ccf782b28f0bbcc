import type { Response } from 'express'
import type { Context, OpenPortal } from '../../portal/context.ts'
import { openLedger } from '../../portal/open-portal.ts'
import type { Recorder } from '../../statements/recorder.ts'
import { ProblemError } from '../shell/problem.ts'
import { bearerOf } from './bearer.ts'

/**
 * The portal whose key came with the request, also while its account refuses us. Throws ProblemError 401
 * `portal-uninstalled`.
 */
export async function portalOf(context: Context, response: Response): Promise<OpenPortal> {
  const portal = await openLedger(context, bearerOf(response).portalId)
  if (portal) return portal
  throw new ProblemError(401, 'portal-uninstalled', 'The app is no longer installed in this account; install it again.')
}

/** The API key, as the recorder of a fact. */
export function recorderOf(response: Response, request: string): Recorder {
  const { keyId, scopes } = bearerOf(response)
  return { kind: 'api', id: keyId, request, trusted: scopes.includes('verify') }
}
