import type { EventEffect } from '../src/events/event-effect.ts'
import type { HubSpotEvent } from './event.ts'
import { look } from './look.ts'

/** A deal was won, reopened, dated, linked or deleted: its contacts' relations follow. */
export function dealEvent(event: HubSpotEvent, verb: string): EventEffect {
  return look(event, 'deal', verb)
}
