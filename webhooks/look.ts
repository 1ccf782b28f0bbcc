import type { EventEffect, RecordKind } from '../src/events/event-effect.ts'
import type { HubSpotEvent } from './event.ts'
import { associationEnds } from './family.ts'

const LOOKED_AT = ['creation', 'propertyChange', 'deletion', 'restore', 'associationChange', 'merge']

/** Look at the record again, whatever happened to it; an association is looked at from both ends. */
export function look(event: HubSpotEvent, kind: RecordKind, verb: string): EventEffect {
  if (!LOOKED_AT.includes(verb)) return { kind: 'unknown', reason: 'unknown-type' }
  if (verb === 'associationChange') return { kind: 'refresh', records: associationEnds(event) }
  const id = verb === 'merge' ? (event.newObjectId ?? event.primaryObjectId) : event.objectId
  return id ? { kind: 'refresh', records: [{ kind, id }] } : { kind: 'unknown', reason: 'no-object-id' }
}
