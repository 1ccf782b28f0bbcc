import { z } from 'zod'
import { bilingual, uid } from './shapes.ts'
import { uiSchemas } from './ui-schemas.ts'
import { webhooksSchema } from './webhooks-schema.ts'

const path = z.string().regex(/^\/[a-z0-9/-]*$/, 'a path below PUBLIC_BASE_URL starts with /')
const scope = z.strictObject({ name: z.string().min(1), reason: z.string().min(1) })
const option = z.strictObject({ value: z.string().min(1), label: bilingual })

const TYPES = ['bool', 'date', 'datetime', 'enumeration', 'string'] as const

/** HubSpot's limit for an internal name; ours all carry the prefix so that they never clash with a customer's own. */
const propertyName = z.string().regex(/^belrecht_[a-z_]{1,91}$/, 'our own properties start with belrecht_')

const property = z
  .strictObject({
    objectType: z.enum(['contacts', 'companies', 'deals', 'tasks']),
    name: propertyName,
    /** `written`: the app keeps it, people read it. `read`: forms, people and imports fill it, the app listens. */
    access: z.enum(['written', 'read']),
    type: z.enum(TYPES),
    fieldType: z.enum(['booleancheckbox', 'date', 'select', 'text', 'textarea']),
    label: bilingual,
    description: bilingual,
    options: z.array(option).min(1).optional(),
  })
  .superRefine((value, context) => {
    if (!FIELD_TYPES[value.type].includes(value.fieldType)) {
      context.addIssue({
        code: 'custom',
        path: ['fieldType'],
        message: `${value.type} takes ${FIELD_TYPES[value.type]}`,
      })
    }
    if ((value.type === 'enumeration') !== (value.options !== undefined)) {
      context.addIssue({ code: 'custom', path: ['options'], message: 'an enumeration has options, nothing else does' })
    }
    for (const index of repeats((value.options ?? []).map((each) => each.value))) {
      context.addIssue({ code: 'custom', path: ['options', index, 'value'], message: 'given twice' })
    }
  })

const FIELD_TYPES: Readonly<Record<(typeof TYPES)[number], readonly string[]>> = {
  bool: ['booleancheckbox'],
  date: ['date'],
  datetime: ['date'],
  enumeration: ['select'],
  string: ['text', 'textarea'],
}

export const manifestSchema = z
  .strictObject({
    uid,
    name: z.string().min(1),
    description: z.string().min(1),
    urls: z.strictObject({
      install: path,
      redirect: path,
      webhooks: path,
      card: path,
      settings: path,
      checkPermission: path,
      home: path,
      recheck: path,
    }),
    scopes: z.strictObject({ required: z.array(scope).min(1), optional: z.array(scope) }),
    webhooks: webhooksSchema,
    support: z.strictObject({
      email: z.string().min(3),
      guide: z.string().regex(/^(https:\/\/|\$\{[A-Z_]+\}$)/, 'an https address, or a variable of the profile'),
    }),
    ...uiSchemas,
    propertyGroup: z.strictObject({ name: z.literal('belrecht'), label: bilingual }),
    properties: z.array(property).min(1),
  })
  .superRefine((value, context) => {
    const names = value.properties.map((each) => `${each.objectType}.${each.name}`)
    for (const index of repeats(names)) {
      context.addIssue({
        code: 'custom',
        path: ['properties', index, 'name'],
        message: `${names[index]} is declared twice`,
      })
    }
    const declared = new Set(names)
    value.webhooks.crmObjects.forEach((row, rowIndex) => {
      row.properties.forEach((name, index) => {
        if (!name.startsWith('belrecht_') || declared.has(`${PLURAL[row.objectType]}.${name}`)) return
        const where = ['webhooks', 'crmObjects', rowIndex, 'properties', index]
        context.addIssue({
          code: 'custom',
          path: where,
          message: `${name} is not a declared ${row.objectType} property`,
        })
      })
    })
    const scopes = [...value.scopes.required, ...value.scopes.optional].map((each) => each.name)
    for (const index of repeats(scopes)) {
      context.addIssue({ code: 'custom', path: ['scopes'], message: `${scopes[index]} is asked for twice` })
    }
  })

const PLURAL = { contact: 'contacts', company: 'companies', deal: 'deals', task: 'tasks', call: 'calls' } as const

const repeats = (values: readonly string[]): number[] =>
  values.flatMap((value, index) => (values.indexOf(value) < index ? [index] : []))

export type Manifest = z.infer<typeof manifestSchema>
