import { isDeepStrictEqual } from 'node:util'
import { LEGAL_FORMS, RELATION_KINDS } from '../permission/facts.ts'
import { readMapped } from './mapped-value.ts'
import {
  boxProperty,
  DEFAULT_MAPPING,
  type MappedBox,
  type MappedProperty,
  type Mapping,
  type MappingKey,
  mappedProperties,
  mappingKeys,
  OBJECTION_BOX,
} from './mapping.ts'
import type { DefinedObjects, PropertyDefinition } from './property-definition.ts'

const FAULTS = [
  'mapping-missing',
  'mapping-archived',
  'mapping-ours',
  'mapping-type',
  'mapping-yes-missing',
  'mapping-value-unknown',
  'mapping-checkbox',
  'mapping-contradiction',
  'mapping-box-removed',
] as const
type MappingFault = (typeof FAULTS)[number]

export function isMappingFault(code: string): code is MappingFault {
  return FAULTS.some((fault) => fault === code)
}

/** What is wrong with one mapped property. `choices`: what may be named instead, where that is a list. */
type MappingProblem = {
  readonly path: string
  readonly fault: MappingFault
  readonly key: MappingKey
  readonly property: string
  readonly choices: readonly string[]
}

const TEXT = ['string', 'enumeration']
const DATES = ['date', 'datetime', 'string']
/** HubSpot's types that can be read as each of these; the boxes have rules of their own. */
const TYPES: Readonly<Record<MappingKey, readonly string[]>> = {
  optIn: ['bool', ...TEXT],
  optInNotice: TEXT,
  optInMethod: TEXT,
  optInSource: TEXT,
  optInAt: DATES,
  doNotCall: ['bool', ...TEXT],
  phones: ['string', 'phone_number'],
  relationKind: TEXT,
  legalForm: TEXT,
  companyLegalForm: TEXT,
  contractEnd: DATES,
}
/** The values that we read; a list of choices that holds none of them would say nothing of anybody. */
const CODES: Partial<Record<MappingKey, readonly string[]>> = {
  relationKind: RELATION_KINDS,
  legalForm: LEGAL_FORMS,
  companyLegalForm: LEGAL_FORMS,
}

/** The keys that a change touches: what was stored before, and is left alone, does not hinder other changes. */
export function changedMappings(before: Mapping, after: Mapping): MappingKey[] {
  return mappingKeys(after).filter((key) => !isDeepStrictEqual(before[key], after[key]))
}

/** Every mapped property under these keys that the account does not have, or not as something we can read. */
export function mappingProblems(
  mapping: Mapping,
  keys: readonly MappingKey[],
  account: DefinedObjects,
): MappingProblem[] {
  const problems = mappedProperties(mapping)
    .filter(({ key }) => keys.includes(key))
    .flatMap((mapped) => problemsOf(mapped, mapping, account))
  return keys.includes('doNotCall') ? [...removedBox(mapping), ...problems] : problems
}

function removedBox({ doNotCall }: Mapping): MappingProblem[] {
  if (doNotCall.some((box) => boxProperty(box) === OBJECTION_BOX)) return []
  const path = 'mapping.doNotCall'
  return [{ path, fault: 'mapping-box-removed', key: 'doNotCall', property: OBJECTION_BOX, choices: [] }]
}

function problemsOf(mapped: MappedProperty, mapping: Mapping, account: DefinedObjects): MappingProblem[] {
  const { key, property, object, path } = mapped
  const found = account[object].find(({ name }) => name === property)
  const problem = (fault: MappingFault, choices: readonly string[] = [], at = path): MappingProblem[] => [
    { path: at, fault, key, property, choices },
  ]
  if (property.startsWith('belrecht_') && !ourDefaults(key).includes(property)) return problem('mapping-ours')
  if (found === undefined) return problem('mapping-missing', labelled(account[object], property))
  if (found.archived) return problem('mapping-archived')
  if (!TYPES[key].includes(found.type)) return problem('mapping-type', TYPES[key])
  if (key === 'optIn' || key === 'doNotCall') {
    const box = mapping[key].find((each) => boxProperty(each) === property) ?? property
    return boxProblems({ key, box, mapping, definition: found }, path, problem)
  }
  const codes = CODES[key]
  const understood = codes === undefined || found.type !== 'enumeration'
  return understood || found.options.some(({ value }) => codes.includes(value)) ? [] : problem('mapping-type', codes)
}

type Box = {
  readonly key: 'optIn' | 'doNotCall'
  readonly box: MappedBox
  readonly mapping: Mapping
  readonly definition: PropertyDefinition
}

type Problem = (fault: MappingFault, choices?: readonly string[], at?: string) => MappingProblem[]

function boxProblems({ key, box, mapping, definition }: Box, path: string, problem: Problem): MappingProblem[] {
  const { yes, no } = typeof box === 'string' ? { yes: [], no: [] } : box
  const shown = definition.options.map(({ value, label }) => (label === value ? value : `${value} (${label})`))
  if (isCheckbox(definition)) {
    const inverted = yes.some((value) => plain(value) !== 'true') || no.some((value) => plain(value) !== 'false')
    if (inverted) return problem('mapping-checkbox')
  } else if (yes.length === 0) return problem('mapping-yes-missing', shown)
  if (definition.type === 'enumeration' && !isCheckbox(definition)) {
    const unknown = (['yes', 'no'] as const).flatMap((side) =>
      (side === 'yes' ? yes : no).flatMap((value, index) =>
        optionOf(definition, value) === null ? problem('mapping-value-unknown', shown, `${path}.${side}.${index}`) : [],
      ),
    )
    if (unknown.length > 0) return unknown
  }
  return key === 'optIn' && contradicts(box, mapping) ? problem('mapping-contradiction') : []
}

/** The same property, read as consent and as objection, must not say both of one value. */
function contradicts(optIn: MappedBox, { doNotCall }: Mapping): boolean {
  const objection = doNotCall.find((box) => boxProperty(box) === boxProperty(optIn))
  if (objection === undefined) return false
  const yes = typeof optIn === 'string' || optIn.yes.length === 0 ? ['true'] : optIn.yes
  return yes.some((value) => readMapped('doNotCall', objection, value) === 'yes')
}

/** Boxes made on HubSpot's screen are enumerations of `true` and `false`: the same thing as `bool`. */
function isCheckbox({ type, options }: PropertyDefinition): boolean {
  if (type === 'bool') return true
  const values = options.map(({ value }) => plain(value))
  return type === 'enumeration' && values.length > 0 && values.every((value) => value === 'true' || value === 'false')
}

/**
 * The mapping with options' labels, which are what an admin sees, replaced by the values that records hold.
 * @param mapping one without problems
 */
export function withOptionValues(mapping: Mapping, account: DefinedObjects): Mapping {
  const stored = (box: MappedBox): MappedBox => {
    const definition = account.contacts.find(({ name }) => name === boxProperty(box))
    if (typeof box === 'string' || definition?.type !== 'enumeration') return box
    const valuesOf = (given: readonly string[]) => given.map((value) => optionOf(definition, value) ?? value)
    return { ...box, yes: valuesOf(box.yes), no: valuesOf(box.no) }
  }
  return { ...mapping, optIn: mapping.optIn.map(stored), doNotCall: mapping.doNotCall.map(stored) }
}

function optionOf({ options }: PropertyDefinition, given: string): string | null {
  const byValue = options.find(({ value }) => plain(value) === plain(given))
  return (byValue ?? options.find(({ label }) => plain(label) === plain(given)))?.value ?? null
}

function ourDefaults(key: MappingKey): readonly string[] {
  return mappedProperties(DEFAULT_MAPPING)
    .filter((each) => each.key === key)
    .map(({ property }) => property)
}

/** The internal names of properties that are shown under this name: an admin copies what the screen shows. */
function labelled(definitions: readonly PropertyDefinition[], name: string): string[] {
  return definitions.filter(({ label, archived }) => !archived && plain(label) === plain(name)).map((each) => each.name)
}

function plain(text: string): string {
  return text.trim().toLowerCase()
}
