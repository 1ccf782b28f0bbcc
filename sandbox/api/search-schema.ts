import { z } from 'zod'

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const filter = z.object({
  propertyName: z.string(),
  operator: z.enum([
    'EQ',
    'NEQ',
    'IN',
    'NOT_IN',
    'GT',
    'GTE',
    'LT',
    'LTE',
    'BETWEEN',
    'HAS_PROPERTY',
    'NOT_HAS_PROPERTY',
    'CONTAINS_TOKEN',
    'NOT_CONTAINS_TOKEN',
  ]),
  value: text.nullish(),
  highValue: text.nullish(),
  values: z.array(text).nullish(),
})
const sort = z.union([z.string(), z.object({ propertyName: z.string(), direction: z.string().default('ASCENDING') })])

export const searchBody = z.object({
  filterGroups: z.array(z.object({ filters: z.array(filter) })).default([]),
  sorts: z.array(sort).nullish(),
  query: z.string().nullish(),
  properties: z.array(z.string()).nullish(),
  limit: z.number().int().min(0).default(10),
  after: text.nullish(),
})
export type Filter = z.output<typeof filter>
export type SearchBody = z.output<typeof searchBody>
