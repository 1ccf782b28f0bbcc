import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { SplitEvent } from '../src/store/inbox/split-deliveries.ts'

/** What an item must have to be routed; anything more is judged when the inbox is drained. */
const routable = z.looseObject({ portalId: z.int().positive(), subscriptionType: z.string().min(1) })

type Routable = z.infer<typeof routable>

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

/**
 * A stored delivery → its events. One POST may hold several portals' events. An item that names no portal or no type goes, parked, with the
 * portal it came with: its neighbours must not be lost for it, nor it without a trace.
 * @throws Error when the bytes are no delivery; the receiver refused those, so this means the stored bytes are damaged.
 */
export function splitDelivery(body: Buffer): SplitEvent[] {
  const items = readDelivery(body)
  const [first] = items?.routable ?? []
  if (items && !first && items.lost.length === 0) return []
  if (!items || !first) throw new Error('the stored bytes are no delivery of HubSpot events')
  return [
    ...items.routable.map((event) => splitEvent(event.portalId, event.subscriptionType, event)),
    ...items.lost.map((item) => ({
      ...splitEvent(first.portalId, 'unknown', item),
      park: 'unreadable-event' as const,
    })),
  ]
}

function splitEvent(portalId: number, type: string, event: Record<string, unknown>): SplitEvent {
  const { occurredAt } = event
  return {
    portalId,
    key: eventKey(event),
    type,
    occurredAt: Number.isSafeInteger(occurredAt) ? Number(occurredAt) : 0,
    body: withoutValue(event),
  }
}

/**
 * The value that changed stays out: nobody reads it (the record itself is read), and it is the only thing in an event that names a person. An
 * event that comes after somebody's privacy deletion would bring it back for good.
 */
function withoutValue({ propertyValue: _, ...event }: Record<string, unknown>): object {
  return event
}

const IDENTITY = [
  'portalId',
  'subscriptionType',
  'objectTypeId',
  'objectId',
  'fromObjectId',
  'toObjectId',
  'associationType',
  'associationRemoved',
  'primaryObjectId',
  'mergedObjectIds',
  'newObjectId',
  'propertyName',
  'propertyValue',
  'occurredAt',
  'eventId',
]

/** `eventId` alone is not unique (HubSpot's guide); `attemptNumber` differs between tries of the same event and stays out. */
function eventKey(event: Record<string, unknown>): string {
  const identity = IDENTITY.map((field) => event[field] ?? null)
  return createHash('sha256').update(JSON.stringify(identity)).digest('base64url')
}
