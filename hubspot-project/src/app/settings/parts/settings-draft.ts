import type { InputProblem } from '../../shared/answers.ts'
import type { MappedBox, PortalSettings } from '../../shared/portal-settings.ts'

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

export const boxProperty = (box: MappedBox): string => (typeof box === 'string' ? box : box.property)

/** The boxes of these names: what was said of their values stays with the name. */
export const boxesOf = (names: readonly string[], before: readonly MappedBox[]): MappedBox[] =>
  names.map((name) => before.find((box) => boxProperty(box) === name) ?? name)

/** A box with these values; without any it is a checkbox, and its name is enough. */
export const boxWith = (property: string, yes: readonly string[], no: readonly string[]): MappedBox =>
  yes.length === 0 && no.length === 0 ? property : { property, yes, no }

/** What the service said of this path or of anything within it, as the field that shows it takes it. */
export function problemAt(problems: readonly InputProblem[], path: string) {
  const found = problems.filter((problem) => problem.path === path || problem.path.startsWith(`${path}.`))
  if (found.length === 0) return {}
  return { error: true, validationMessage: found.map(({ message }) => message).join(' ') }
}
