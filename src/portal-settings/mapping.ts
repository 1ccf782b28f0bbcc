import { z } from 'zod'

const name = z.string().trim().min(1, 'must not be empty').max(500)
const values = z.array(name).max(100, 'at most 100 values').default([]).readonly()

function alike(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}

/** A checkbox by its name, or a property of another kind with the values that mean yes and no. */
const box = z.union([
  name,
  z
    .strictObject({ property: name, yes: values, no: values })
    .readonly()
    .refine(({ yes, no }) => !yes.some((value) => no.some((other) => alike(value, other))), {
      path: ['no'],
      message: 'names a value that "yes" names too',
    }),
])
export type MappedBox = z.infer<typeof box>

/** At least one: without a property for objections, nobody could object; without one for phones, nobody be judged. */
const AT_LEAST_ONE = 'name at least one property'

/**
 * Which properties of the account each of the read ones is. What settings stored earlier lack is our own property.
 */
export const mappingSchema = z
  .strictObject({
    optIn: z.array(box).min(1, AT_LEAST_ONE).readonly(),
    optInNotice: name.default('belrecht_opt_in_notice'),
    optInMethod: name.default('belrecht_opt_in_method'),
    optInSource: name.default('belrecht_opt_in_source'),
    optInAt: name.default('belrecht_opt_in_at'),
    doNotCall: z.array(box).min(1, AT_LEAST_ONE).readonly(),
    phones: z.array(name).min(1, AT_LEAST_ONE).readonly(),
    relationKind: name.default('belrecht_relation_kind'),
    legalForm: name,
    companyLegalForm: name.default('belrecht_legal_form'),
    contractEnd: name,
    /** No property: the account's own words for a contract without an end. */
    contractEndNone: values,
  })
  .readonly()

export type Mapping = z.infer<typeof mappingSchema>
/** The keys that name properties. */
export type MappingKey = Exclude<keyof Mapping, 'contractEndNone'>

export function mappingKeys(mapping: Mapping): MappingKey[] {
  return (Object.keys(mapping) as (keyof Mapping)[]).filter((key) => key !== 'contractEndNone')
}

/** As at install. */
export const DEFAULT_MAPPING: Mapping = mappingSchema.parse({
  optIn: ['belrecht_opt_in'],
  doNotCall: ['belrecht_do_not_call'],
  phones: ['phone', 'mobilephone'],
  legalForm: 'belrecht_legal_form',
  contractEnd: 'belrecht_contract_end',
})

export function boxProperty(mapped: MappedBox): string {
  return typeof mapped === 'string' ? mapped : mapped.property
}

/** The objection box of our own, which forms and the card use: it counts whatever settings stored earlier say. */
export const OBJECTION_BOX = 'belrecht_do_not_call'

export function objectionBoxes({ doNotCall }: Pick<Mapping, 'doNotCall'>): readonly MappedBox[] {
  return doNotCall.some((mapped) => boxProperty(mapped) === OBJECTION_BOX) ? doNotCall : [OBJECTION_BOX, ...doNotCall]
}

export type MappedObject = 'contacts' | 'companies' | 'deals'

/** One property of the account, and what it is read as; `path` as a 422 names it. */
export type MappedProperty = {
  readonly key: MappingKey
  readonly path: string
  readonly object: MappedObject
  readonly property: string
}

export function mappedProperties(mapping: Mapping): MappedProperty[] {
  return mappingKeys(mapping).flatMap((key) => {
    const mapped = mapping[key]
    const object = objectOf(key)
    if (typeof mapped === 'string') return [{ key, path: `mapping.${key}`, object, property: mapped }]
    return mapped.map((each, index) => ({ key, path: `mapping.${key}.${index}`, object, property: boxProperty(each) }))
  })
}

/** The contact's properties from which facts are drawn; the objection box of our own among them. */
export function contactProperties(mapping: Mapping): string[] {
  const mapped = mappedProperties(mapping).filter(({ object }) => object === 'contacts')
  return [...new Set([OBJECTION_BOX, ...mapped.map(({ property }) => property)])]
}

function objectOf(key: MappingKey): MappedObject {
  if (key === 'companyLegalForm') return 'companies'
  return key === 'contractEnd' ? 'deals' : 'contacts'
}

/** What HubSpot tells us of by itself; a test holds it equal to the subscriptions in app.json. */
const SUBSCRIBED: Readonly<Record<MappedObject, readonly string[]>> = {
  contacts: [
    ...['phone', 'mobilephone', 'belrecht_opt_in', 'belrecht_opt_in_notice', 'belrecht_opt_in_method'],
    ...['belrecht_opt_in_source', 'belrecht_opt_in_at', OBJECTION_BOX, 'belrecht_relation_kind'],
    'belrecht_legal_form',
  ],
  companies: ['belrecht_legal_form'],
  deals: ['belrecht_contract_end'],
}

/** The mapped properties without a subscription, by object: nobody tells us of a change in them, so we have to look. */
export function unheardProperties(mapping: Mapping): Readonly<Record<MappedObject, readonly string[]>> {
  const unheard = mappedProperties(mapping).filter(({ object, property }) => !SUBSCRIBED[object].includes(property))
  const of = (object: MappedObject) => [
    ...new Set(unheard.filter((each) => each.object === object).map(({ property }) => property)),
  ]
  return { contacts: of('contacts'), companies: of('companies'), deals: of('deals') }
}
