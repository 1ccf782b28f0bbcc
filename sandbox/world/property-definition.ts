export type Option = {
  readonly label: string
  readonly value: string
  readonly description?: string | undefined
  readonly displayOrder: number
  readonly hidden: boolean
}

/** A property as `GET /crm/properties` shows it; times in epoch milliseconds of business time. */
export type PropertyDefinition = {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly fieldType: string
  readonly groupName: string
  readonly description: string
  readonly options: readonly Option[]
  readonly displayOrder: number
  readonly hidden: boolean
  readonly formField: boolean
  readonly hasUniqueValue: boolean
  readonly hubspotDefined: boolean
  readonly calculated: boolean
  readonly createdAt: number
  readonly updatedAt: number
  readonly archivedAt: number | null
}

export type PropertyGroup = {
  readonly name: string
  readonly label: string
  readonly displayOrder: number
  readonly archived: boolean
}

export function shownDefinition(definition: PropertyDefinition): Record<string, unknown> {
  const { createdAt, updatedAt, archivedAt, hubspotDefined, ...rest } = definition
  return {
    ...rest,
    externalOptions: false,
    archived: archivedAt !== null,
    ...(hubspotDefined ? { hubspotDefined } : {}),
    ...(archivedAt === null ? {} : { archivedAt: new Date(archivedAt).toISOString() }),
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
    modificationMetadata: {
      archivable: !hubspotDefined,
      readOnlyDefinition: hubspotDefined,
      readOnlyValue: definition.calculated,
    },
  }
}
