import type { PortalClient } from '../hubspot/hubspot.ts'
import { type MappedObject, type Mapping, type MappingKey, mappedProperties } from '../portal-settings/mapping.ts'
import type { DefinedObjects } from '../portal-settings/property-definition.ts'

/** What the account has of the objects mapped under these keys; two calls an object. Throws HubSpotError. */
export async function definedObjects(
  client: Pick<PortalClient, 'propertyDefinitions'>,
  mapping: Mapping,
  keys: readonly MappingKey[],
): Promise<DefinedObjects> {
  const asked = new Set(mappedProperties(mapping).flatMap(({ key, object }) => (keys.includes(key) ? [object] : [])))
  const of = async (object: MappedObject) => (asked.has(object) ? client.propertyDefinitions(object) : [])
  return { contacts: await of('contacts'), companies: await of('companies'), deals: await of('deals') }
}
