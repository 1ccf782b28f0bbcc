import { ApiError } from '../http/api-error.ts'
import type { Shelf } from '../world/portal.ts'
import type { Option } from '../world/property-definition.ts'

/** Which form fields fit which type of value. */
const FIELD_TYPES: Readonly<Record<string, readonly string[]>> = {
  bool: ['booleancheckbox', 'calculation_equation'],
  enumeration: ['booleancheckbox', 'checkbox', 'radio', 'select', 'calculation_equation'],
  date: ['date'],
  datetime: ['date'],
  number: ['number', 'calculation_equation'],
  phone_number: ['phonenumber'],
  string: ['text', 'textarea', 'html', 'file', 'phonenumber', 'calculation_equation'],
}

type Defined = {
  readonly name: string
  readonly type: string
  readonly fieldType: string
  readonly groupName: string
  readonly options?: ReadonlyArray<{ readonly value: string }> | undefined
}

/** Throws the 400 for a definition HubSpot would not accept. */
export function assertDefinition(shelf: Shelf, body: Defined): void {
  const refuse = (message: string, subCategory?: string): never => {
    throw new ApiError(400, 'VALIDATION_ERROR', message, subCategory === undefined ? {} : { subCategory })
  }
  if (!/^[a-z][a-z0-9_]{0,99}$/.test(body.name)) {
    refuse(
      `Property name '${body.name}' is invalid: it must start with a letter and hold only lowercase letters, digits and underscores`,
    )
  }
  const fits = FIELD_TYPES[body.type]
  if (fits === undefined) refuse(`'${body.type}' is not a property type: ${Object.keys(FIELD_TYPES).join(', ')}`)
  else if (!fits.includes(body.fieldType))
    refuse(`fieldType '${body.fieldType}' does not fit type '${body.type}': ${fits.join(', ')}`)
  if (!shelf.groups.has(body.groupName))
    refuse(`Property group '${body.groupName}' does not exist`, 'Properties.GROUP_DOES_NOT_EXIST')
  const values = (body.options ?? []).map((option) => option.value)
  if (new Set(values).size !== values.length) refuse(`Property options of '${body.name}' must have unique values`)
  if (body.type === 'bool' && [...values].sort().join() !== 'false,true') {
    refuse(`Boolean property '${body.name}' must have exactly two options, with the values "true" and "false"`)
  }
  if (body.type === 'enumeration' && values.length === 0)
    refuse(`Enumeration property '${body.name}' must have options`)
}

type OptionInput = {
  readonly label: string
  readonly value: string
  readonly description?: string | undefined
  readonly displayOrder?: number | undefined
  readonly hidden?: boolean | undefined
}

export const optionsFrom = (inputs: readonly OptionInput[]): Option[] =>
  inputs.map((input, index) => ({
    label: input.label,
    value: input.value,
    ...(input.description === undefined ? {} : { description: input.description }),
    displayOrder: input.displayOrder ?? index,
    hidden: input.hidden ?? false,
  }))

export function customPropertiesOf(shelf: Shelf): number {
  let count = 0
  for (const definition of shelf.properties.values())
    if (!definition.hubspotDefined && definition.archivedAt === null) count += 1
  return count
}
