import { member, text } from '../transport/wire.ts'

export type Language = 'nl' | 'en'
type Bilingual = Readonly<Record<Language, string>>

/** A custom property as it should be; `app.json` holds them. */
export type PropertySpec = {
  readonly objectType: 'contacts' | 'companies' | 'deals' | 'tasks'
  readonly name: string
  readonly type: string
  readonly fieldType: string
  readonly label: Bilingual
  readonly description: Bilingual
  readonly options?: readonly { readonly value: string; readonly label: Bilingual }[] | undefined
}

export type PropertyGroup = { readonly name: string; readonly label: Bilingual }

/** An option as it goes over the wire. Theirs may hold more than we know: it is sent back as it came. */
export type Option = Readonly<Record<string, unknown>> & { readonly value: string }

/** HubSpot refuses a `bool` without exactly these two (observed: 400 INVALID_BOOLEAN_OPTION). */
const YES_NO = [
  { value: 'true', label: { nl: 'Ja', en: 'Yes' } },
  { value: 'false', label: { nl: 'Nee', en: 'No' } },
]

export const wireOptions = (spec: PropertySpec, language: Language): Option[] =>
  (spec.options ?? (spec.type === 'bool' ? YES_NO : [])).map((option, displayOrder) => ({
    value: option.value,
    label: option.label[language],
    displayOrder,
    hidden: false,
  }))

/**
 * The body of a creation. On the name of an archived property
 * HubSpot restores it, its values too, with this definition.
 */
export const wireProperty = (spec: PropertySpec, groupName: string, displayOrder: number, language: Language) => ({
  name: spec.name,
  label: spec.label[language],
  description: spec.description[language],
  groupName,
  type: spec.type,
  fieldType: spec.fieldType,
  // Without it the property cannot be put on a form, and the opt-in is there for nothing else.
  formField: spec.objectType === 'contacts',
  displayOrder,
  ...(spec.type === 'bool' || spec.options !== undefined ? { options: wireOptions(spec, language) } : {}),
})

/**
 * Theirs as they are, in their order, and those of ours they lack at the end; null when they lack none. HubSpot
 * replaces the whole list by the one it is sent, so an option left out is gone from the account.
 */
export function mergedOptions(theirs: readonly unknown[], ours: readonly Option[]): readonly unknown[] | null {
  const known = new Set(theirs.map((option) => text(member(option, 'value'))))
  const lacking = ours.filter((option) => !known.has(option.value))
  if (lacking.length === 0) return null
  return [...theirs, ...lacking.map((option, index) => ({ ...option, displayOrder: theirs.length + index }))]
}
