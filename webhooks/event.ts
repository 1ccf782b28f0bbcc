import { z } from 'zod'

const id = z.union([z.number(), z.string()]).transform(String)

/**
 * One item of a delivery, as HubSpot sends it today: legacy names (`contact.creation`) and generic ones
 * (`object.creation` with `objectTypeId`). Unknown fields are kept in the stored body and ignored here.
 */
export const hubspotEvent = z.object({
  portalId: z.int().positive(),
  subscriptionType: z.string().min(1),
  appId: id.optional(),
  eventId: id.optional(),
  occurredAt: z.number().optional(),
  objectId: id.optional(),
  objectTypeId: z.string().optional(),
  propertyName: z.string().optional(),
  changeSource: z.string().nullish(),
  sourceId: id.nullish(),
  associationType: z.string().optional(),
  fromObjectId: id.optional(),
  toObjectId: id.optional(),
  primaryObjectId: id.optional(),
  mergedObjectIds: z.array(id).optional(),
  newObjectId: id.nullish(),
})

export type HubSpotEvent = z.infer<typeof hubspotEvent>
