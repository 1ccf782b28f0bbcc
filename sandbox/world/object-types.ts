import { ApiError } from '../http/api-error.ts'

export type TypeId = '0-1' | '0-2' | '0-3' | '0-27' | '0-46' | '0-48'

export type ObjectType = {
  readonly id: TypeId
  readonly name: string
  readonly singular: string
  /** As in webhook association types, e.g. CONTACT_TO_DEAL. */
  readonly code: string
  /** Scope family; engagements are guarded by the contact scopes. */
  readonly scope: 'contacts' | 'companies' | 'deals'
  readonly createdProperty: string
  readonly modifiedProperty: string
  /** What a read returns when nothing is asked for. */
  readonly shown: readonly string[]
}

const engagement = {
  scope: 'contacts',
  createdProperty: 'hs_createdate',
  modifiedProperty: 'hs_lastmodifieddate',
  shown: [],
} as const

export const OBJECT_TYPES: readonly ObjectType[] = [
  {
    id: '0-1',
    name: 'contacts',
    singular: 'contact',
    code: 'CONTACT',
    scope: 'contacts',
    createdProperty: 'createdate',
    modifiedProperty: 'lastmodifieddate',
    shown: ['email', 'firstname', 'lastname'],
  },
  {
    id: '0-2',
    name: 'companies',
    singular: 'company',
    code: 'COMPANY',
    scope: 'companies',
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    shown: ['domain', 'name'],
  },
  {
    id: '0-3',
    name: 'deals',
    singular: 'deal',
    code: 'DEAL',
    scope: 'deals',
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    shown: ['amount', 'closedate', 'dealname', 'dealstage', 'pipeline'],
  },
  { id: '0-27', name: 'tasks', singular: 'task', code: 'TASK', ...engagement },
  { id: '0-46', name: 'notes', singular: 'note', code: 'NOTE', ...engagement },
  { id: '0-48', name: 'calls', singular: 'call', code: 'CALL', ...engagement },
]

const byAnyName = new Map<string, ObjectType>()
for (const type of OBJECT_TYPES) for (const name of [type.id, type.name, type.singular]) byAnyName.set(name, type)

/** `contacts`, `contact`, `CONTACT` or `0-1`; null for a type the sandbox does not keep. */
export const findObjectType = (name: string): ObjectType | null => byAnyName.get(name.toLowerCase()) ?? null

/** As findObjectType; throws HubSpot's 400 for an unknown type. */
export function objectType(name: string): ObjectType {
  const type = findObjectType(name)
  if (type === null) throw new ApiError(400, 'VALIDATION_ERROR', `Unable to infer object type from: ${name}`)
  return type
}

export function typeOf(id: TypeId): ObjectType {
  const type = byAnyName.get(id)
  if (type === undefined) throw new Error(`no object type ${id}`)
  return type
}
