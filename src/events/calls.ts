import type { HubSpotRecord } from '../hubspot/records/records.ts'
import { judgeContact } from '../judgement/judge-contact.ts'
import type { JudgedContact } from '../judgement/judge-from-ledger.ts'
import { byStrictness } from '../judgement/strictness.ts'
import type { Context, OpenPortal } from '../portal/context.ts'
import type { PortalSettings } from '../portal-settings/schema.ts'
import type { ReadNumber } from '../provenance/numbers.ts'
import {
  type KeptBreach,
  loadBreaches,
  type NewBreach,
  recordBreaches as saveBreaches,
  type TakenBackWhy,
  takeBack,
} from '../store/tasks/breaches.ts'
import { type KnownPeople, peopleOf } from '../tasks/people.ts'
import { readHubSpotInstant } from '../time/hubspot-dates.ts'
import { instantOf } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'
import { CALL_PROPERTIES, dialled, directionOf, wasNeverMade } from './call-record.ts'

/**
 * Records outbound calls that were logged although the verdict was not allowed, and takes those back of which the
 * completed record shows that they were allowed or never made. Judged at the instant of the call, on the number dialled
 * where HubSpot names it: the record on which a dialer logs need not have the number that it dialled.
 * @returns ids of calls that may be breaches and have no contact yet
 */
export async function recordBreaches(
  context: Context,
  portal: OpenPortal,
  callIds: readonly string[],
  known: KnownPeople,
): Promise<string[]> {
  const calls = await portal.client.batchRead('calls', [...callIds], { properties: CALL_PROPERTIES })
  const recorded = await portal.tx((tx) => loadBreaches(tx, [...calls.keys()]))
  const alone: string[] = []
  for (const call of calls.values()) {
    const now = context.clock.now()
    const before = recorded.get(call.id)
    const disproved = disprovedBy(call)
    if (disproved !== null) {
      if (before) await portal.tx((tx) => takeBack(tx, call.id, disproved, now))
      continue
    }
    const at = readHubSpotInstant(call.properties.hs_timestamp ?? '') ?? before?.at ?? now
    const people = (await peopleOf(portal, 'calls', [call.id], at, known)).get(call.id) ?? []
    if (people.length === 0) {
      alone.push(call.id)
      continue
    }
    // Not before it is known whether it was one.
    if (people.some(({ unjudged }) => unjudged !== null)) throw new Error('a person on this call cannot be judged')
    const breach = judgedCall(call, people, before, portal.settings, at)
    await portal.tx((tx) => keep(tx, call.id, breach, before, now))
  }
  return alone
}

async function keep(
  tx: Parameters<typeof saveBreaches>[0],
  callId: string,
  breach: JudgedCall | null,
  before: KeptBreach | undefined,
  now: EpochMs,
): Promise<void> {
  if (breach) await saveBreaches(tx, [{ ...breach, recordedAt: now }])
  else if (before) await takeBack(tx, callId, 'allowed', now)
}

function disprovedBy(call: HubSpotRecord): TakenBackWhy | null {
  if (wasNeverMade(call)) return 'never-made'
  return directionOf(call) === 'inbound' ? 'inbound' : null
}

type JudgedCall = Omit<NewBreach, 'recordedAt'>

/** The breach that a call is, if it is one. What the record already said was judged then, on what was known then. */
function judgedCall(
  call: HubSpotRecord,
  people: readonly JudgedContact[],
  before: KeptBreach | undefined,
  settings: PortalSettings,
  at: EpochMs,
): JudgedCall | null {
  const number = dialled(call, settings)
  const who = called(number, people)
  // A breach once shown to have gone out stays one when somebody empties the direction.
  const shownOutbound = before !== undefined && !before.directionUnknown && before.takenBack === null
  const directionUnknown = directionOf(call) === 'unknown' && !shownOutbound
  if (before && saysTheSame(before, number, who, at)) {
    const { callId, contactId, permission, reasons } = before
    return { callId, contactId, number: before.number, at, permission, reasons, directionUnknown }
  }
  const [strictest] = who
    .map((person) => ({ contactId: person.contactId, ...verdictOn(number, person, settings, at) }))
    .toSorted(byStrictness)
  if (!strictest || strictest.permission === 'allowed') return null
  const { contactId, permission, reasons } = strictest
  const e164 = number.kind === 'number' ? number.e164 : null
  return { callId: call.id, contactId, number: e164, at, permission, reasons: [...reasons], directionUnknown }
}

/** Whether the record says of the call what it said when it was judged. */
function saysTheSame(before: KeptBreach, number: ReadNumber, who: readonly JudgedContact[], at: EpochMs): boolean {
  return (
    before.takenBack?.why !== 'allowed' &&
    before.at === at &&
    before.number === (number.kind === 'number' ? number.e164 : null) &&
    (number.kind !== 'unreadable' || before.reasons.includes('number-unreadable')) &&
    (number.kind !== 'blank' || !before.reasons.includes('number-unreadable')) &&
    who.some(({ contactId }) => contactId === before.contactId)
  )
}

/**
 * Of several people on a call those whose number was dialled; all of
 * them where HubSpot names no number, or a number that none of them has.
 */
function called(number: ReadNumber, people: readonly JudgedContact[]): readonly JudgedContact[] {
  if (number.kind !== 'number') return people
  const theirs = people.filter(({ verdict }) => verdict.numbers.some((known) => known.number === number.e164))
  return theirs.length > 0 ? theirs : people
}

type Verdict = Pick<JudgedContact['verdict'], 'permission' | 'until' | 'reasons'>

/** A number that nobody can read is no "none": it is not judged as the contact's own. */
function verdictOn(number: ReadNumber, person: JudgedContact, settings: PortalSettings, at: EpochMs): Verdict {
  switch (number.kind) {
    case 'blank':
      return person.verdict
    case 'unreadable':
      return UNREADABLE
    case 'number': {
      const known = person.verdict.numbers.find((verdict) => verdict.number === number.e164)
      return known ?? onUnknownNumber(person, number.e164, settings, at)
    }
    default:
      return number satisfies never
  }
}

// HubSpot keeps only the last versions of a phone property. Before the first of them it
// is unknown whose number it was; the call is then judged as if the number was theirs.
function onUnknownNumber(
  { ownCounted }: JudgedContact,
  number: string,
  settings: PortalSettings,
  at: EpochMs,
): Verdict {
  const numbersKnown = ownCounted.some((fact) => fact.type === 'numbers' && instantOf(fact.at) <= at)
  return numbersKnown
    ? NOT_THEIRS
    : judgeContact(ownCounted, { numbers: [number], unreadable: false }, () => [], settings, at)
}

const UNREADABLE: Verdict = { permission: 'denied', until: null, reasons: ['number-unreadable'] }
/** A number dialled that is none of the contact's. */
const NOT_THEIRS: Verdict = { permission: 'denied', until: null, reasons: ['number-mismatch'] }
