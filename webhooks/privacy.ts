import type { EventEffect } from '../src/events/event-effect.ts'
import type { HubSpotEvent } from './event.ts'

/** HubSpot erased a person for good (`contact.privacyDeletion`); a `contact.deletion` comes before or after it. */
export function forgetOf({ objectId }: HubSpotEvent): EventEffect {
  return objectId ? { kind: 'forget', contactId: objectId } : { kind: 'unknown', reason: 'no-object-id' }
}
