import type { EventEffect } from '../src/events/event-effect.ts'
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
  if (isOwnEcho(event, appId)) return { kind: 'echo' }
  const { kind, verb } = familyOf(event)
  if (kind === 'contact' && verb === 'privacyDeletion') return privacyEvent(event)
  return kind ? FAMILIES[kind](event, verb) : { kind: 'unknown', reason: 'unknown-type' }
}

// Our own writes come back as events; HubSpot names the writing app in `sourceId`. Where it does not, looking again finds nothing to do.
function isOwnEcho(event: HubSpotEvent, appId: string): boolean {
  return (
    event.subscriptionType.endsWith('.propertyChange') &&
    event.sourceId === appId &&
    event.changeSource === 'INTEGRATION'
  )
}
