import type { Manifest, ManifestProperty } from './schema.ts'

type ObjectType = ManifestProperty['objectType']

const names = (manifest: Manifest, objectType: ObjectType, access: ManifestProperty['access']): string[] =>
  manifest.properties
    .filter((each) => each.objectType === objectType && each.access === access)
    .map((each) => each.name)

/** What the app keeps on a contact: the names to compare before writing and to repair on drift. */
export const writtenContactProperties = (manifest: Manifest): string[] => names(manifest, 'contacts', 'written')

/** What forms, people and imports fill in on such a record and the app listens to. */
export const readProperties = (manifest: Manifest, objectType: ObjectType): string[] =>
  names(manifest, objectType, 'read')
