import { z } from 'zod'

const propertyInput = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
const id = z.union([z.string(), z.number()]).transform(String)

export const associationInput = z.object({
  to: z.object({ id }),
  types: z.array(z.object({ associationCategory: z.string(), associationTypeId: z.coerce.number() })).min(1),
})
export const createBody = z.object({ properties: propertyInput, associations: z.array(associationInput).optional() })
export const updateBody = z.object({ properties: propertyInput })
export const mergeBody = z.object({ primaryObjectId: id, objectIdToMerge: id, createNewRecord: z.boolean().optional() })
export const gdprBody = z.object({ objectId: id, idProperty: z.string().nullish() })

export const batchReadBody = z.object({
  inputs: z.array(z.object({ id })),
  properties: z.array(z.string()).nullish(),
  propertiesWithHistory: z.array(z.string()).nullish(),
  idProperty: z.string().nullish(),
})
export const batchCreateBody = z.object({
  inputs: z.array(createBody.extend({ objectWriteTraceId: z.string().nullish() })),
})
export const batchUpdateBody = z.object({
  inputs: z.array(
    updateBody.extend({ id, idProperty: z.string().nullish(), objectWriteTraceId: z.string().nullish() }),
  ),
})
export const batchArchiveBody = z.object({ inputs: z.array(z.object({ id })) })
