import { z } from 'zod'

const id = z.union([z.number(), z.string()]).transform(String)
/** HubSpot leaves out what an event does not have, or sends null; both read as absent. */
const absent = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined)

/**
 * One item of a delivery, as HubSpot sends it today: legacy names (`contact.creation`) and generic ones
 * (`object.creation` with `objectTypeId`). Unknown fields are kept in the stored body and ignored here.
 */
export const hubspotEvent = z.object({
  portalId: z.int().positive(),
  subscriptionType: z.string().min(1),
  appId: absent(id),
  eventId: absent(id),
  occurredAt: absent(z.number()),
  objectId: absent(id),
  objectTypeId: absent(z.string()),
  propertyName: absent(z.string()),
  changeSource: absent(z.string()),
  sourceId: absent(id),
  /** A name such as `CONTACT_TO_DEAL`: it can be missing, in lower case, with an ending, or a customer's own label. */
  associationType: absent(z.string()),
  fromObjectTypeId: absent(z.string()),
  toObjectTypeId: absent(z.string()),
  fromObjectId: absent(id),
  toObjectId: absent(id),
  primaryObjectId: absent(id),
  mergedObjectIds: absent(z.array(absent(id))),
  newObjectId: absent(id),
})

export type HubSpotEvent = z.infer<typeof hubspotEvent>
