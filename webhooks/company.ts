import type { EventEffect } from '../src/events/event-effect.ts'
import type { HubSpotEvent } from './event.ts'
import { look } from './look.ts'

/** A company was changed: its legal form may be its people's. */
export function companyEvent(event: HubSpotEvent, verb: string): EventEffect {
  return look(event, 'company', verb)
}
