import type { EventEffect } from '../src/events/event-effect.ts'
import type { HubSpotEvent } from './event.ts'
import { look } from './look.ts'

/** A call was logged: it may have been made against a verdict. */
export function callEvent(event: HubSpotEvent, verb: string): EventEffect {
  return look(event, 'call', verb)
}
