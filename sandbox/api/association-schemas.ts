import { z } from 'zod'

const end = z.object({ id: z.union([z.string(), z.number()]).transform(String) })
const types = z.array(z.object({ associationCategory: z.string(), associationTypeId: z.coerce.number() })).min(1)

export const typesBody = types
export const readBody = z.object({ inputs: z.array(end.extend({ after: z.string().nullish() })) })
export const createBody = z.object({ inputs: z.array(z.object({ from: end, to: end, types })) })
export const defaultBody = z.object({ inputs: z.array(z.object({ from: end, to: end })) })
export const archiveBody = z.object({ inputs: z.array(z.object({ from: end, to: z.array(end) })) })
