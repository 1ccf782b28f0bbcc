import type { PortalClient } from '../hubspot/hubspot.ts'
import { definedObjects } from '../portal/mapped-properties.ts'
import { type AppliedSettings, applySettings } from '../portal-settings/apply.ts'
import { changedMappings, mappingProblems, withOptionValues } from '../portal-settings/check-mapping.ts'
import type { DefinedObjects } from '../portal-settings/property-definition.ts'
import type { PortalSettings } from '../portal-settings/schema.ts'
import { mappingSentence } from '../words/admin/mapping.ts'
import type { Language } from '../words/wording.ts'

/** What the account has of the properties that a change maps; null where it maps none anew, at no call. */
export async function accountFor(
  client: Pick<PortalClient, 'propertyDefinitions'>,
  before: PortalSettings,
  patch: unknown,
): Promise<DefinedObjects | null> {
  const applied = applySettings(before, patch)
  if (!applied.ok) return null
  const changed = changedMappings(before.mapping, applied.settings.mapping)
  return changed.length === 0 ? null : definedObjects(client, applied.settings.mapping, changed)
}

/** As `applySettings`, with the changed mappings held against the account, and options' labels stored as values. */
export function applyChecked(
  before: PortalSettings,
  patch: unknown,
  account: DefinedObjects | null,
  language: Language,
): AppliedSettings {
  const applied = applySettings(before, patch)
  if (!applied.ok || account === null) return applied
  const { mapping } = applied.settings
  const problems = mappingProblems(mapping, changedMappings(before.mapping, mapping), account)
  if (problems.length > 0) {
    return {
      ok: false,
      problems: problems.map((problem) => ({ path: problem.path, message: mappingSentence(problem, language) })),
    }
  }
  return { ...applied, settings: { ...applied.settings, mapping: withOptionValues(mapping, account) } }
}
