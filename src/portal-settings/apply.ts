import { isDeepStrictEqual } from 'node:util'
import type { InputProblem } from '../answers/answers.ts'
import { problemsIn } from './problems.ts'
import { type PortalSettings, portalSettingsSchema } from './schema.ts'

export type AppliedSettings =
  | { readonly ok: true; readonly settings: PortalSettings; readonly changed: readonly string[] }
  | { readonly ok: false; readonly problems: readonly InputProblem[] }

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Given keys replace, in sections too; what is not given stays. Anything else than a section replaces as a whole. */
const merged = (current: Record<string, unknown>, patch: Record<string, unknown>): Record<string, unknown> => ({
  ...current,
  ...Object.fromEntries(
    Object.entries(patch).map(([key, given]) => {
      const kept = Object.hasOwn(current, key) ? current[key] : undefined
      return [key, isObject(kept) && isObject(given) ? merged(kept, given) : given]
    }),
  ),
})

const changedPaths = (before: object, after: object, prefix = ''): string[] =>
  Object.entries(after).flatMap(([key, value]) => {
    const old = (before as Record<string, unknown>)[key]
    if (isDeepStrictEqual(old, value)) return []
    return isObject(old) && isObject(value) ? changedPaths(old, value, `${prefix}${key}.`) : [`${prefix}${key}`]
  })

/**
 * New settings from the current ones and the body of a PUT, or every wrong path at once; nothing is half-applied. A
 * `controller` that only repeats the current one passes, so that what was read can be sent back.
 */
export const applySettings = (current: PortalSettings, patch: unknown): AppliedSettings => {
  if (!isObject(patch)) return { ok: false, problems: [{ path: '', message: 'must be a JSON object of settings' }] }

  const parsed = portalSettingsSchema.safeParse(merged(current, patch))
  const problems = parsed.success ? [] : problemsIn(parsed.error, 'is not a setting')
  if (Object.hasOwn(patch, 'controller') && patch.controller !== current.controller) {
    problems.push({ path: 'controller', message: 'is made at install and cannot be changed; change "controllerName"' })
  }
  if (!parsed.success || problems.length > 0) return { ok: false, problems: onePerPath(problems) }
  return { ok: true, settings: parsed.data, changed: changedPaths(current, parsed.data) }
}

/** Of several complaints about one path the last is the one that names the remedy. */
const onePerPath = (problems: readonly InputProblem[]): InputProblem[] => [
  ...new Map(problems.map((problem) => [problem.path, problem])).values(),
]

/**
 * All others can turn a verdict, or a text written beside it on the contact (so `language` and `controllerName` count
 * too).
 */
const WITHOUT_EFFECT: readonly (keyof PortalSettings)[] = ['guard', 'admins']

/** True when the portal's contacts have to be judged and written again. */
export const affectsVerdicts = (before: PortalSettings, after: PortalSettings): boolean =>
  (Object.keys(after) as (keyof PortalSettings)[]).some(
    (key) => !WITHOUT_EFFECT.includes(key) && !isDeepStrictEqual(before[key], after[key]),
  )
