import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { SplitEvent } from '../src/store/inbox/split-deliveries.ts'
import type { PortalId } from '../src/time/units.ts'

/** What an item needs to be routed; the rest is checked when the inbox is drained. */
const routable = z.looseObject({ portalId: z.int().positive(), subscriptionType: z.string().min(1) })

type Routable = z.infer<typeof routable>

/** A delivery's items one by one; null for bytes that are no array of objects. */
export function readDelivery(
  body: Buffer,
  reviver?: typeof keepDigits,
): { routable: Routable[]; lost: Record<string, unknown>[] } | null {
  const items = z.array(z.record(z.string(), z.unknown())).safeParse(parseJson(body, reviver))
  if (!items.success) return null
  const read = items.data.map((item) => ({ item, routed: routable.safeParse(item) }))
  return {
    routable: read.flatMap(({ routed }) => (routed.success ? [routed.data] : [])),
    lost: read.flatMap(({ item, routed }) => (routed.success ? [] : [item])),
  }
}

function parseJson(body: Buffer, reviver?: typeof keepDigits): unknown {
  try {
    return JSON.parse(body.toString('utf8'), reviver)
  } catch {
    return undefined
  }
}

const BIG_NUMBER = /\d{16}/

/** Ids beyond 2^53 keep their digits, as text: rounded, they would be somebody else's. */
function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source ?? ''
  return typeof value === 'number' && !Number.isSafeInteger(value) && /^\d+$/.test(source) ? source : value
}

/**
 * A stored delivery → its events. One POST may hold events of several portals. An item that names no portal or no type
 * is parked with the portal that its delivery names: it must neither block the other items nor vanish without a trace.
 * @throws Error when the bytes are no delivery; the receiver
 * refuses those, so this means that the stored bytes are damaged.
 */
export function splitDelivery(body: Buffer): SplitEvent[] {
  const items = readDelivery(body, BIG_NUMBER.test(body.toString('latin1')) ? keepDigits : undefined)
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

function splitEvent(portalId: PortalId, type: string, event: Record<string, unknown>): SplitEvent {
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
 * The changed value is not stored: it is never used (the record itself is read), and it is the only personal data in
 * an event. An event that arrives after a privacy deletion would otherwise bring that person's data back for good.
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

/**
 * `eventId` alone is not unique (HubSpot's guide). `attemptNumber`
 * differs between tries of the same event, so it is left out.
 */
function eventKey(event: Record<string, unknown>): string {
  const identity = IDENTITY.map((field) => event[field] ?? null)
  return createHash('sha256').update(JSON.stringify(identity)).digest('base64url')
}
