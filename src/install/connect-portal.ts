import { HubSpotError } from '../hubspot/errors.ts'
import type { OAuth } from '../hubspot/oauth/oauth.ts'
import type { Context } from '../portal/context.ts'
import { type Installed, installPortal } from './install-portal.ts'

export type Connected =
  | { readonly ok: true; readonly installed: Installed }
  | { readonly ok: false; readonly code: 'code-refused' | 'scopes-missing' | 'hubspot-away' }

/**
 * The end of an install: HubSpot's code becomes tokens, the tokens an
 * installed portal. Failures that an admin can solve are returned, not thrown.
 */
export async function connectPortal(
  context: Context,
  oauth: Pick<OAuth, 'exchangeCode' | 'introspect'>,
  code: string,
  redirectUri: string,
): Promise<Connected> {
  try {
    const grant = await oauth.exchangeCode(code, redirectUri)
    const account = await oauth.introspect(grant.accessToken)
    return { ok: true, installed: await installPortal(context, grant, account) }
  } catch (error) {
    if (!(error instanceof HubSpotError)) throw error
    const failure = FAILURES[error.kind]
    if (failure === undefined) throw error
    context.log.warn({ err: error, failure }, 'not installed')
    return { ok: false, code: failure }
  }
}

const FAILURES: Partial<Record<HubSpotError['kind'], Extract<Connected, { ok: false }>['code']>> = {
  invalid: 'code-refused',
  'missing-scopes': 'scopes-missing',
  forbidden: 'scopes-missing',
  unavailable: 'hubspot-away',
  timeout: 'hubspot-away',
  'rate-limited': 'hubspot-away',
}
