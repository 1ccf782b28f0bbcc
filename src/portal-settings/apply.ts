import { isDeepStrictEqual } from 'node:util'
import type { InputProblem } from '../answers/answers.ts'
import { problemsIn } from './problems.ts'
import { type PortalSettings, portalSettingsSchema } from './schema.ts'

export type AppliedSettings =
  | { readonly ok: true; readonly settings: PortalSettings; readonly changed: readonly string[] }
  | { readonly ok: false; readonly problems: readonly InputProblem[] }

/** An object of which nothing is known yet. */
type Unread = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is Unread {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Given keys replace, in sections too; what is not given stays. Anything else replaces as a whole, a list or table
 * inside a section too: a pipeline that is left out is no longer declared.
 */
function merged(current: Unread, patch: Unread): Unread {
  return {
    ...current,
    ...Object.fromEntries(
      Object.entries(patch).map(([key, given]) => {
        const kept = Object.hasOwn(current, key) ? current[key] : undefined
        return [key, isObject(kept) && isObject(given) ? { ...kept, ...given } : given]
      }),
    ),
  }
}

function changedPaths(before: Unread, after: Unread, prefix = ''): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => {
    const [old, value] = [before[key], after[key]]
    if (isDeepStrictEqual(old, value)) return []
    return isObject(old) && isObject(value) ? changedPaths(old, value, `${prefix}${key}.`) : [`${prefix}${key}`]
  })
}

/**
 * New settings from the current ones and the body of a PUT, or every wrong path at once; nothing is half-applied. A
 * `controller` that only repeats the current one passes, so that what was read can be sent back.
 */
export function applySettings(current: PortalSettings, patch: unknown): AppliedSettings {
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
function onePerPath(problems: readonly InputProblem[]): InputProblem[] {
  return [...new Map(problems.map((problem) => [problem.path, problem])).values()]
}

/**
 * All others can turn a verdict, or a text written beside it on the contact (so `language` and `controllerName` count
 * too).
 */
const WITHOUT_EFFECT: readonly string[] = ['guard', 'admins'] satisfies (keyof PortalSettings)[]

/** True when the portal's contacts have to be judged and written again. */
export function affectsVerdicts(before: PortalSettings, after: PortalSettings): boolean {
  return changedPaths(before, after).some((path) => !WITHOUT_EFFECT.includes(path))
}
