import type { EventEffect, RecordKind } from '../src/events/event-effect.ts'
import { isOwnEcho } from '../src/provenance/own-echo.ts'
import { type HubSpotEvent, hubspotEvent } from './event.ts'
import { mergeOf } from './merge.ts'
import { forgetOf } from './privacy.ts'

type Effect = (event: HubSpotEvent, kind: RecordKind) => EventEffect

/**
 * Verbs of every family: whatever happened to a record, it is read again. A deletion is a refresh that finds nothing.
 */
const ANY: Readonly<Record<string, Effect>> = {
  creation: record,
  propertyChange: record,
  deletion: record,
  restore: record,
  merge: survivor,
  associationChange: bothEnds,
}

/** What each event asks of us: family × verb → effect. A verb that is not here is parked, never dropped. */
const EFFECTS: Readonly<Record<RecordKind, ReadonlyMap<string, Effect>>> = {
  contact: new Map(Object.entries({ ...ANY, merge: mergeOf, privacyDeletion: forgetOf })),
  company: new Map(Object.entries(ANY)),
  deal: new Map(Object.entries(ANY)),
  task: new Map(Object.entries(ANY)),
  call: new Map(Object.entries(ANY)),
}

const KINDS = new Map<string, RecordKind>([
  ['contact', 'contact'],
  ['company', 'company'],
  ['deal', 'deal'],
  ['task', 'task'],
  ['call', 'call'],
])

const KIND_OF_TYPE_ID = new Map<string, RecordKind>([
  ['0-1', 'contact'],
  ['0-2', 'company'],
  ['0-3', 'deal'],
  ['0-27', 'task'],
  ['0-48', 'call'],
])

/** What a stored event asks of us. What cannot be understood is parked with the reason. */
export function eventEffect(body: unknown, appId: string): EventEffect {
  const parsed = hubspotEvent.safeParse(body)
  if (!parsed.success) return { kind: 'unknown', reason: 'unreadable-event' }
  const event = parsed.data
  if (event.appId !== undefined && event.appId !== appId) return { kind: 'unknown', reason: 'other-app' }
  if (isEcho(event, appId)) return { kind: 'echo' }
  const { kind, verb } = familyOf(event)
  const effect = kind && EFFECTS[kind].get(verb)
  return kind && effect ? effect(event, kind) : { kind: 'unknown', reason: 'unknown-type' }
}

// Our own writes come back as events. Where HubSpot does not name the writing app, the refresh finds nothing to do.
function isEcho({ subscriptionType, changeSource, sourceId }: HubSpotEvent, appId: string): boolean {
  return subscriptionType.endsWith('.propertyChange') && isOwnEcho({ source: changeSource, sourceId }, appId)
}

/** The family an event belongs to and what happened: `contact.creation` and `object.creation` of `0-1` are the same. */
function familyOf(event: HubSpotEvent): { kind: RecordKind | null; verb: string } {
  const [name = '', verb = ''] = event.subscriptionType.split('.')
  const kind = name === 'object' ? KIND_OF_TYPE_ID.get(event.objectTypeId ?? '') : kindNamed(name)
  return { kind: kind ?? associationEnds(event).records[0]?.kind ?? null, verb }
}

function record({ objectId }: HubSpotEvent, kind: RecordKind): EventEffect {
  return objectId ? { kind: 'refresh', records: [{ kind, id: objectId }] } : { kind: 'unknown', reason: 'no-object-id' }
}

function survivor({ newObjectId, primaryObjectId }: HubSpotEvent, kind: RecordKind): EventEffect {
  const id = newObjectId ?? primaryObjectId
  return id ? { kind: 'refresh', records: [{ kind, id }] } : { kind: 'unknown', reason: 'no-object-id' }
}

function bothEnds(event: HubSpotEvent): EventEffect {
  const ends = associationEnds(event)
  return ends.known ? { kind: 'refresh', records: ends.records } : { kind: 'unknown', reason: 'unknown-association' }
}

const ASSOCIATION_NAME = /^([a-z]+)_to_([a-z]+)/i

/**
 * Both ends of an association, as records; kinds we do not watch are left out. Type ids say what an end is, the name is
 * the fallback. `known` is false where neither says what any end is: then nobody knows what to refresh.
 */
function associationEnds(event: HubSpotEvent): { known: boolean; records: { kind: RecordKind; id: string }[] } {
  const [, from, to] = ASSOCIATION_NAME.exec(event.associationType ?? '') ?? []
  const ends = [
    { typeId: event.fromObjectTypeId, name: from, id: event.fromObjectId },
    { typeId: event.toObjectTypeId, name: to, id: event.toObjectId },
  ]
  const records = ends.flatMap(({ typeId, name, id }) => {
    const kind = typeId === undefined ? kindNamed(name) : KIND_OF_TYPE_ID.get(typeId)
    return kind && id ? [{ kind, id }] : []
  })
  const unwatched = ends.every(({ typeId }) => typeId !== undefined && !KIND_OF_TYPE_ID.has(typeId))
  return { known: records.length > 0 || unwatched, records }
}

function kindNamed(name: string | undefined): RecordKind | undefined {
  return KINDS.get(name?.toLowerCase() ?? '')
}
