import type { EventEffect } from '../src/events/event-effect.ts'
import { isOwnEcho } from '../src/provenance/own-echo.ts'
import { callEvent } from './call.ts'
import { companyEvent } from './company.ts'
import { contactEvent } from './contact.ts'
import { dealEvent } from './deal.ts'
import { type HubSpotEvent, hubspotEvent } from './event.ts'
import { familyOf } from './family.ts'
import { privacyEvent } from './privacy.ts'
import { taskEvent } from './task.ts'

const FAMILIES = { contact: contactEvent, company: companyEvent, deal: dealEvent, task: taskEvent, call: callEvent }

/** What a stored event asks of us. What cannot be understood is parked with the reason, never dropped. */
export function eventEffect(body: unknown, appId: string): EventEffect {
  const parsed = hubspotEvent.safeParse(body)
  if (!parsed.success) return { kind: 'unknown', reason: 'unreadable-event' }
  const event = parsed.data
  if (event.appId !== undefined && event.appId !== appId) return { kind: 'unknown', reason: 'other-app' }
  if (isEcho(event, appId)) return { kind: 'echo' }
  const { kind, verb } = familyOf(event)
  if (kind === 'contact' && verb === 'privacyDeletion') return privacyEvent(event)
  return kind ? FAMILIES[kind](event, verb) : { kind: 'unknown', reason: 'unknown-type' }
}

// Our own writes come back as events. Where HubSpot does not say so, looking again finds nothing to do.
function isEcho({ subscriptionType, changeSource, sourceId }: HubSpotEvent, appId: string): boolean {
  return subscriptionType.endsWith('.propertyChange') && isOwnEcho({ source: changeSource, sourceId }, appId)
}
