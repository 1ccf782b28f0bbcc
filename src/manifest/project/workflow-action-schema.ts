import { z } from 'zod'

const text = z.string().min(1)
const texts = z.record(z.string(), text)
const option = z.strictObject({ value: text, label: text })

const output = z.strictObject({
  typeDefinition: z.strictObject({
    name: z.string().regex(/^[a-z_]+$/),
    type: z.enum(['string', 'enumeration']),
    fieldType: z.enum(['text', 'select']),
    options: z.array(option).min(1).optional(),
  }),
})

/** HubSpot wants the label maps also where there is nothing to label. */
const labels = z.strictObject({
  actionName: text,
  actionDescription: text,
  actionCardContent: text,
  inputFieldLabels: texts,
  inputFieldDescriptions: texts,
  outputFieldLabels: texts,
})

export const workflowActionConfig = z.strictObject({
  actionUrl: z.string().regex(/^https:\/\/[^/\s]+\/\S+$/),
  isPublished: z.boolean(),
  supportedClients: z.array(z.strictObject({ client: z.literal('WORKFLOWS') })).min(1),
  inputFields: z.array(z.never()),
  outputFields: z.array(output).min(1),
  objectRequestOptions: z.strictObject({ properties: z.array(text) }),
  labels: z.strictObject({ en: labels, nl: labels }),
  objectTypes: z.array(z.literal('CONTACT')).min(1),
})
