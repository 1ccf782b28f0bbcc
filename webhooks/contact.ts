import type { EventEffect } from '../src/events/event-effect.ts'
import type { HubSpotEvent } from './event.ts'
import { look } from './look.ts'

/** A contact was created, changed, deleted, restored or merged. */
export function contactEvent(event: HubSpotEvent, verb: string): EventEffect {
  if (verb === 'merge') return contactMerge(event)
  return look(event, 'contact', verb)
}

/**
 * HubSpot sometimes makes a new record out of a merge (`newObjectId` differs from `primaryObjectId`): then the former primary is merged
 * away like the others.
 */
function contactMerge(event: HubSpotEvent): EventEffect {
  const into = event.newObjectId ?? event.primaryObjectId
  if (!into) return unnamed
  const from = [event.primaryObjectId, ...(event.mergedObjectIds ?? [])].filter(
    (id): id is string => !!id && id !== into,
  )
  return { kind: 'merge', from: [...new Set(from)], into }
}

const unnamed: EventEffect = { kind: 'unknown', reason: 'no-object-id' }
