import type { PortalSettings } from '../../shared/portal-settings.ts'

/** What was changed, key by key, as `PUT /settings` takes it; null when nothing was. */
export function patchOf(saved: PortalSettings, draft: PortalSettings): Partial<PortalSettings> | null {
  const keys = Object.keys(saved) as (keyof PortalSettings)[]
  const changed = keys.filter((key) => JSON.stringify(saved[key]) !== JSON.stringify(draft[key]))
  return changed.length === 0 ? null : Object.fromEntries(changed.map((key) => [key, draft[key]]))
}

/**
 * `a, b` → `['a', 'b']`. Empty parts are dropped, so an empty field is an empty list and refused where one is needed.
 */
export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

export const textOf = (list: readonly string[]): string => list.join(', ')
