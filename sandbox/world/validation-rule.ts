import type { TypeId } from './object-types.ts'
import type { Refusal } from './property-values.ts'

/**
 * A rule of the customer's own admin (since 2026-09 API writes obey them): writes that match are refused. Every given
 * field must match; a rule with none refuses every write to the type.
 */
export type ValidationRule = {
  readonly id: string
  readonly typeId: TypeId
  readonly recordIds: ReadonlySet<string> | null
  readonly property: string | null
  /** Refuse only these values of `property`. */
  readonly values: ReadonlySet<string> | null
  readonly error: string
  readonly message: string
  /** The property that the refusal names, where it is not `property`: one that is required because of it. */
  readonly names: string | null
}

/** The refusal of the first rule that matches, or null. `id` is null for a creation. */
export function refusalBy(
  rules: readonly ValidationRule[],
  typeId: TypeId,
  id: string | null,
  properties: ReadonlyMap<string, string>,
): Refusal | null {
  for (const rule of rules) {
    if (rule.typeId !== typeId) continue
    if (rule.recordIds !== null && (id === null || !rule.recordIds.has(id))) continue
    if (rule.property !== null && !properties.has(rule.property)) continue
    if (rule.values !== null && rule.property !== null && !rule.values.has(properties.get(rule.property) ?? ''))
      continue
    return { name: rule.names ?? rule.property ?? '', error: rule.error, message: rule.message }
  }
  return null
}
