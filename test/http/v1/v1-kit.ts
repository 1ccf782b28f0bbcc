import { createApiKey } from '../../../src/store/portal/api-keys.ts'
import { COMMERCIAL, type Stage } from '../../kit/stage.ts'

export type Answer = { readonly status: number; readonly body: Record<string, unknown>; readonly headers: Headers }

/** Calls /v1 of the staged app with a key of a portal. */
export function apiOf(stage: Stage, key: string) {
  return async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(`${stage.appUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] }
  }
}

export async function keyOf(stage: Stage, portalId = COMMERCIAL, name = 'dialer'): Promise<string> {
  return (await stage.inPortal(portalId, (tx) => createApiKey(tx, name, '1001'))).key
}

/** A contact with this mobile number, evaluated. */
export async function contactWith(stage: Stage, mobilephone: string, more: object = {}): Promise<string> {
  const properties = { email: `p${mobilephone.replace(/\D/g, '')}@example.nl`, mobilephone, ...more }
  const { id } = await stage.sandbox.create(COMMERCIAL, 'contacts', { properties })
  await stage.settle()
  return id
}

export const consentFor = (number: string, more: object = {}) => ({
  number,
  givenBy: 'Jo Janssen',
  method: 'web-form',
  source: 'actiepagina zomer, formulier 12',
  givenAt: '2026-06-28T12:00:00+02:00',
  notice: 'actie-2026-1',
  ...more,
})
