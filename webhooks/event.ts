import { z } from 'zod'

const id = z.union([z.number(), z.string()]).transform(String)

/**
 * One item of a delivery, as HubSpot sends it today: legacy names (`contact.creation`) and generic ones (`object.creation` with
 * `objectTypeId`). Unknown fields are kept in the stored body and ignored here.
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

/** What an item must have to be routed; anything more is judged when the inbox is drained. */
const routable = z.looseObject({ portalId: z.int().positive(), subscriptionType: z.string().min(1) })

export type Routable = z.infer<typeof routable>

/** A delivery's items, told apart; null for what is no array of objects. */
export function readDelivery(body: Buffer): { routable: Routable[]; lost: Record<string, unknown>[] } | null {
  const items = z.array(z.record(z.string(), z.unknown())).safeParse(parseJson(body))
  if (!items.success) return null
  const read = items.data.map((item) => ({ item, routed: routable.safeParse(item) }))
  return {
    routable: read.flatMap(({ routed }) => (routed.success ? [routed.data] : [])),
    lost: read.flatMap(({ item, routed }) => (routed.success ? [] : [item])),
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
