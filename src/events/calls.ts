import type { HubSpotRecord } from '../hubspot/records/records.ts'
import { judgeContact } from '../judgement/judge-contact.ts'
import type { JudgedContact } from '../judgement/judge-from-ledger.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import type { PortalSettings } from '../portal-settings/schema.ts'
import { readNumber } from '../provenance/numbers.ts'
import { regionOfSetting } from '../provenance/region.ts'
import { recordBreaches as saveBreaches } from '../store/tasks/breaches.ts'
import { type KnownPeople, peopleOf } from '../tasks/people.ts'
import { readHubSpotInstant } from '../time/hubspot-dates.ts'
import { instantOf } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'

const CALL_PROPERTIES = ['hs_timestamp', 'hs_call_direction', 'hs_call_to_number', 'hs_call_status']

/**
 * Records, once, an outbound call that was logged although the verdict was not allowed.
 * Judged at the instant of the call, on the number dialled where HubSpot names it: the
 * record on which a dialer logs need not have the number that it dialled.
 * @returns ids of outbound calls that have no contact yet
 */
export async function recordBreaches(
  context: Context,
  portal: OpenPortal,
  callIds: readonly string[],
  known: KnownPeople,
): Promise<string[]> {
  const calls = await portal.client.batchRead('calls', [...callIds], { properties: CALL_PROPERTIES })
  const outbound = [...calls.values()].filter(
    ({ properties }) => properties.hs_call_direction === 'OUTBOUND' && properties.hs_call_status !== 'CANCELED',
  )
  const alone: string[] = []
  for (const call of outbound) {
    const at = readHubSpotInstant(call.properties.hs_timestamp ?? '') ?? context.clock.now()
    const people = (await peopleOf(portal, 'calls', [call.id], at, known)).get(call.id) ?? []
    if (people.length === 0) alone.push(call.id)
    // A breach is recorded once: not before it is known whether it was one.
    if (people.some(({ unjudged }) => unjudged !== null)) throw new Error('a person on this call cannot be judged')
    const breach = called(call, people, portal.settings).flatMap((person) =>
      breachOf(call, person, portal.settings, at),
    )[0]
    if (breach) await portal.tx((tx) => saveBreaches(tx, [{ ...breach, recordedAt: context.clock.now() }]))
  }
  return alone
}

/**
 * Of several people on a call those whose number was dialled; all of
 * them where HubSpot names no number, or a number that none of them has.
 */
function called(
  call: HubSpotRecord,
  people: readonly JudgedContact[],
  settings: PortalSettings,
): readonly JudgedContact[] {
  const number = dialled(call, settings)
  const theirs = people.filter(({ verdict }) => verdict.numbers.some((known) => known.number === number))
  return number !== null && theirs.length > 0 ? theirs : people
}

function dialled(call: HubSpotRecord, { defaultRegion }: PortalSettings): string | null {
  const read = readNumber(call.properties.hs_call_to_number, regionOfSetting(defaultRegion))
  return read.kind === 'number' ? read.e164 : null
}

function breachOf(call: HubSpotRecord, person: JudgedContact, settings: PortalSettings, at: EpochMs) {
  const { contactId, verdict } = person
  const number = dialled(call, settings)
  const asked =
    number === null
      ? verdict
      : (verdict.numbers.find((known) => known.number === number) ?? onUnknownNumber(person, number, settings, at))
  if (asked.permission === 'allowed') return []
  return [{ callId: call.id, contactId, number, at, permission: asked.permission, reasons: [...asked.reasons] }]
}

// HubSpot keeps only the last versions of a phone property. Before the first of them it
// is unknown whose number it was; the call is then judged as if the number was theirs.
function onUnknownNumber({ ownCounted }: JudgedContact, number: string, settings: PortalSettings, at: EpochMs) {
  const numbersKnown = ownCounted.some((fact) => fact.type === 'numbers' && instantOf(fact.at) <= at)
  return numbersKnown
    ? NOT_THEIRS
    : judgeContact(ownCounted, { numbers: [number], unreadable: false }, () => [], settings, at)
}

/** A number dialled that is none of the contact's. */
const NOT_THEIRS = { permission: 'denied', reasons: ['number-mismatch'] } as const
