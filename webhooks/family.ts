import type { RecordKind } from '../src/events/event-effect.ts'
import type { HubSpotEvent } from './event.ts'

const BY_TYPE_ID: Readonly<Record<string, RecordKind>> = {
  '0-1': 'contact',
  '0-2': 'company',
  '0-3': 'deal',
  '0-27': 'task',
  '0-48': 'call',
}

const KINDS: readonly RecordKind[] = ['contact', 'company', 'deal', 'task', 'call']

/** The family an event belongs to and what happened: `contact.creation` and `object.creation` of `0-1` are the same. */
export function familyOf(event: HubSpotEvent): { kind: RecordKind | null; verb: string } {
  const [name = '', verb = ''] = event.subscriptionType.split('.')
  const kind = name === 'object' ? BY_TYPE_ID[event.objectTypeId ?? ''] : kindNamed(name)
  return { kind: kind ?? kindOfAssociation(event), verb }
}

/** `CONTACT_TO_DEAL` → both ends, as records. Kinds we do not watch are left out. */
export function associationEnds(event: HubSpotEvent): { kind: RecordKind; id: string }[] {
  const [from, to] = (event.associationType ?? '').split('_TO_')
  const ends = [
    { kind: kindNamed(from), id: event.fromObjectId },
    { kind: kindNamed(to), id: event.toObjectId },
  ]
  return ends.flatMap(({ kind, id }) => (kind && id ? [{ kind, id }] : []))
}

function kindOfAssociation(event: HubSpotEvent): RecordKind | null {
  return associationEnds(event)[0]?.kind ?? null
}

function kindNamed(name: string | undefined): RecordKind | undefined {
  return KINDS.find((kind) => kind === name?.toLowerCase())
}
