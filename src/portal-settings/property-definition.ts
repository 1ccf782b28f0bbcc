import type { MappedObject } from './mapping.ts'

/** A property as the account defines it; `type` and `options` as HubSpot names them. */
export type PropertyDefinition = {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly archived: boolean
}

/** The properties of the objects that are mapped, archived ones included; empty where none of them is asked about. */
export type DefinedObjects = Readonly<Record<MappedObject, readonly PropertyDefinition[]>>
