import type { EventEffect } from '../src/events/event-effect.ts'
import type { HubSpotEvent } from './event.ts'

/**
 * Contacts were merged. HubSpot sometimes makes a new record of a merge (`newObjectId` differs from `primaryObjectId`):
 * then the former primary is merged away like the others.
 */
export function mergeOf({ newObjectId, primaryObjectId, mergedObjectIds = [] }: HubSpotEvent): EventEffect {
  const into = newObjectId ?? primaryObjectId
  if (!into) return { kind: 'unknown', reason: 'no-object-id' }
  const from = [primaryObjectId, ...mergedObjectIds].flatMap((id) => (id && id !== into ? [id] : []))
  return { kind: 'merge', from: [...new Set(from)], into }
}
