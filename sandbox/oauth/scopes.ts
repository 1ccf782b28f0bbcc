import { ApiError } from '../http/api-error.ts'
import type { ObjectType } from '../world/object-types.ts'
import type { Grant } from './token-store.ts'

/** Every scope the sandbox knows; a token from the control plane has them all. */
export const ALL_SCOPES: readonly string[] = [
  'oauth',
  'crm.objects.owners.read',
  ...['contacts', 'companies', 'deals'].flatMap((family) => [
    `crm.objects.${family}.read`,
    `crm.objects.${family}.write`,
    `crm.schemas.${family}.read`,
    `crm.schemas.${family}.write`,
  ]),
]

/** Throws HubSpot's 403 unless the token holds one of the scopes. */
export function assertScope(grant: Grant, ...anyOf: readonly string[]): void {
  if (anyOf.some((scope) => grant.scopes.includes(scope))) return
  const message = `This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.`
  throw new ApiError(403, 'MISSING_SCOPES', message, {
    errors: [
      { message: 'One or more of the following scopes are required.', context: { requiredGranularScopes: anyOf } },
    ],
  })
}

export const assertObjectScope = (grant: Grant, type: ObjectType, right: 'read' | 'write'): void =>
  assertScope(grant, `crm.objects.${type.scope}.${right}`)

/** Definitions may be read with the object scopes too; changing them needs the schema scope. */
export function assertSchemaScope(grant: Grant, type: ObjectType, right: 'read' | 'write'): void {
  if (right === 'write') assertScope(grant, `crm.schemas.${type.scope}.write`)
  else
    assertScope(
      grant,
      `crm.schemas.${type.scope}.read`,
      `crm.schemas.${type.scope}.write`,
      `crm.objects.${type.scope}.read`,
    )
}
