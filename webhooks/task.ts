import type { EventEffect } from '../src/events/event-effect.ts'
import type { HubSpotEvent } from './event.ts'
import { look } from './look.ts'

/** A task was created, retyped or linked: it may be a call task to hold. */
export function taskEvent(event: HubSpotEvent, verb: string): EventEffect {
  return look(event, 'task', verb)
}
