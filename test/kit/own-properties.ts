import type { Stage } from './stage.ts'

export type OwnProperty = {
  readonly name: string
  readonly type: string
  readonly fieldType: string
  readonly options?: readonly { readonly value: string; readonly label: string }[]
}

const GROUPS = { contacts: 'contactinformation', companies: 'companyinformation', deals: 'dealinformation' }

/** A property that the account's own admin makes. */
export async function defineProperty(
  stage: Stage,
  portalId: number,
  object: keyof typeof GROUPS,
  property: OwnProperty,
): Promise<void> {
  const yesNo = property.type === 'bool' ? { options: ['true', 'false'].map((value) => ({ value, label: value })) } : {}
  const { access_token } = await stage.sandbox.call<{ access_token: string }>(
    'POST',
    `/sandbox/portals/${portalId}/tokens`,
    {},
  )
  const response = await fetch(`${stage.sandbox.url}/crm/properties/2026-09/${object}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ label: property.name, groupName: GROUPS[object], ...yesNo, ...property }),
  })
  if (!response.ok) throw new Error(`${property.name}: ${response.status} ${await response.text()}`)
}
