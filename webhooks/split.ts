import { createHash } from 'node:crypto'
import type { SplitEvent } from '../src/store/split-deliveries.ts'
import { delivery } from './event.ts'

/**
 * A stored delivery → its events. One POST may hold several portals' events.
 * @throws Error when the bytes are no delivery; the receiver refused those, so this means the stored bytes are damaged.
 */
export function splitDelivery(body: Buffer): SplitEvent[] {
  return delivery.parse(JSON.parse(body.toString('utf8'))).map((event) => ({
    portalId: event.portalId,
    key: eventKey(event),
    type: event.subscriptionType,
    occurredAt: typeof event.occurredAt === 'number' ? event.occurredAt : 0,
    body: withoutValue(event),
  }))
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
