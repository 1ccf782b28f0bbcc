import { z } from 'zod'

const optionBody = z.object({
  label: z.string(),
  value: z.string(),
  description: z.string().optional(),
  displayOrder: z.number().optional(),
  hidden: z.boolean().optional(),
})

export const groupBody = z.object({
  name: z.string().min(1),
  label: z.string().min(1),
  displayOrder: z.number().optional(),
})

export const propertyBody = z.object({
  name: z.string().min(1),
  label: z.string().min(1),
  type: z.string(),
  fieldType: z.string(),
  groupName: z.string(),
  description: z.string().optional(),
  options: z.array(optionBody).optional(),
  displayOrder: z.number().optional(),
  hidden: z.boolean().optional(),
  formField: z.boolean().optional(),
  hasUniqueValue: z.boolean().optional(),
})
export const propertyPatch = propertyBody.omit({ name: true, hasUniqueValue: true }).partial()
export const propertiesBody = z.object({ inputs: z.array(propertyBody) })
export const namesBody = z.object({ inputs: z.array(z.object({ name: z.string() })), archived: z.boolean().optional() })

export type PropertyBody = z.output<typeof propertyBody>
