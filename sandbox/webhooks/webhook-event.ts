import type { Change } from '../world/change.ts'
import { findObjectType, typeOf } from '../world/object-types.ts'
import type { AppRegistration, Subscription } from './app-registration.ts'

/** An item of a delivery, in HubSpot's own field names (its webhooks guide). */
export type WebhookEvent = Readonly<Record<string, unknown>> & {
  readonly attemptNumber: number
  readonly portalId: number
}

/** Looks up which subscriptions a change concerns without walking over them. */
export class SubscriptionIndex {
  readonly #byKey = new Map<string, Subscription[]>()

  constructor(subscriptions: readonly Subscription[]) {
    for (const subscription of subscriptions) {
      const { typeId, event, property } = subscription
      const key = property === null ? `${typeId} ${event}` : `${typeId} ${event} ${property}`
      this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), subscription])
    }
  }

  of(change: Change): readonly Subscription[] {
    if (change.kind === 'propertyChange')
      return this.#byKey.get(`${change.typeId} propertyChange ${change.property}`) ?? []
    const own = this.#byKey.get(`${change.typeId} ${change.kind}`)
    if (own !== undefined || change.kind !== 'associationChange') return own ?? []
    // A subscription to one side gets the events of both directions.
    return this.#byKey.get(`${change.to} associationChange`) ?? []
  }
}

type Wanted = {
  readonly subscriptionType: string
  readonly objectType?: string | undefined
  readonly propertyName?: string | undefined
}

/** A subscription row; null when its type of object or event is not one the sandbox knows. */
export function subscriptionFrom(id: number, row: Wanted): Subscription | null {
  const [family = '', event = ''] = row.subscriptionType.split('.')
  const generic = family === 'object'
  const type = findObjectType(generic ? (row.objectType ?? '') : family)
  if (type === null || event === '') return null
  const property = event === 'propertyChange' ? (row.propertyName ?? '') : null
  return { id, subscriptionType: row.subscriptionType, typeId: type.id, event, property, generic }
}

/** `eventId` repeats between portals on purpose: HubSpot does not promise it is unique. */
export function webhookEvent(
  app: AppRegistration,
  subscription: Subscription,
  change: Change,
  eventId: number,
  omitSourceId: boolean,
): WebhookEvent {
  const { sourceType, sourceId } = change.source
  return {
    eventId,
    subscriptionId: subscription.id,
    portalId: change.portalId,
    appId: app.appId,
    occurredAt: change.at,
    subscriptionType: subscription.subscriptionType,
    attemptNumber: 0,
    ...detailsOf(change),
    changeSource: sourceType,
    ...(sourceId === undefined || omitSourceId ? {} : { sourceId }),
    ...(subscription.generic ? { objectTypeId: change.typeId } : {}),
  }
}

function detailsOf(change: Change): Record<string, unknown> {
  switch (change.kind) {
    case 'creation':
      return { objectId: Number(change.objectId), changeFlag: 'CREATED' }
    case 'deletion':
      return { objectId: Number(change.objectId), changeFlag: 'DELETED' }
    case 'restore':
    case 'privacyDeletion':
      return { objectId: Number(change.objectId) }
    case 'propertyChange':
      return {
        objectId: Number(change.objectId),
        propertyName: change.property,
        propertyValue: change.value,
        isSensitive: false,
      }
    case 'merge':
      return {
        objectId: Number(change.newId),
        primaryObjectId: Number(change.primaryId),
        mergedObjectIds: change.mergedIds.map(Number),
        newObjectId: Number(change.newId),
        numberOfPropertiesMoved: change.moved,
      }
    case 'associationChange':
      return {
        associationType: `${typeOf(change.typeId).code}_TO_${typeOf(change.to).code}`,
        fromObjectId: Number(change.fromId),
        toObjectId: Number(change.toId),
        associationRemoved: change.removed,
        isPrimaryAssociation: change.primary,
      }
  }
}
