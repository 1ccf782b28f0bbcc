import type { Fact } from '../permission/facts.ts'
import { rulebookAt } from '../permission/rulebooks/index.ts'
import { failureName } from '../portal/isolate-failures.ts'
import type { PortalSettings } from '../portal-settings/schema.ts'
import type { PortalTx } from '../store/core/portal-tx.ts'
import { loadFacts, type StoredFact } from '../store/ledger/ledger.ts'
import { objectionsOn } from '../store/ledger/number-objections.ts'
import { personLinks } from '../store/ledger/person-links.ts'
import { setAsideAmong } from '../store/portal/set-aside.ts'
import { loadVerdicts } from '../store/verdicts/verdicts.ts'
import { formatInstant, instantOf } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'
import { type ContactVerdict, judgeContact } from './judge-contact.ts'
import { type Lifting, liftingConsents } from './lifting.ts'
import { COUNTS_AS_UNKNOWN, nothingJudged, notJudged, readFacts, recordUnknown, type Unjudged } from './unjudged.ts'

/** A contact's verdict together with the facts it rests on. */
export type JudgedContact = {
  readonly contactId: string
  /** All that is known of this contact itself, what does not count yet too: what its person sees and may take back. */
  readonly ownFacts: readonly Fact[]
  /** Of these, what counts: without consents that an objection keeps waiting for the person's own word. */
  readonly ownCounted: readonly Fact[]
  /** What counts of its own, and every objection in the portal on one of its numbers: what the verdict rests on. */
  readonly facts: readonly Fact[]
  /** Consents written down after an objection that the person has not confirmed. */
  readonly unconfirmed: Lifting['unconfirmed']
  readonly verdict: ContactVerdict
  /** The token of the person's own page; null while we hold no consent and no objection of theirs. */
  readonly pageToken: string | null
  /** Why it was not judged by all there is; `facts` are then only those that can be read. Null as a rule. */
  readonly unjudged: Unjudged | null
}

/** How far HubSpot's clock may run ahead of ours before its timestamps stop counting as "just now". */
export const CLOCK_SKEW_MS = 5 * 60_000

export type LedgerReading = {
  /**
   * Contacts with a filled phone property that is no number, where the caller has just read the record; for others the
   * stored verdict remembers.
   */
  readonly unreadable?: ReadonlyMap<string, boolean>
  /**
   * `now`, unless said otherwise: what is in the ledger has happened, also where HubSpot's clock runs a little ahead of
   * ours and dates it after the instant asked; else an objection of this second would be judged as still to come.
   * `then`: to the millisecond, for a moment that is past.
   */
  readonly moment?: 'now' | 'then'
}

/**
 * Verdicts from the ledger alone, as of `at` (epoch milliseconds): what the night, the guard and the decision API ask.
 * Whoever cannot be judged is for review, and the others are judged all the same.
 */
export async function judgeFromLedger(
  tx: PortalTx,
  settings: PortalSettings,
  contactIds: readonly string[],
  at: EpochMs,
  { unreadable, moment = 'now' }: LedgerReading = {},
): Promise<Map<string, JudgedContact>> {
  const happened = moment === 'now' ? at + CLOCK_SKEW_MS : at
  const [ledger, stored] = [await loadFacts(tx, contactIds), await loadVerdicts(tx, contactIds)]
  const unknown = await setAsideAmong(tx, 'contact', contactIds, COUNTS_AS_UNKNOWN)
  const known = new Map(contactIds.map((id) => [id, knownOf(ledger.get(id) ?? [], settings, happened)]))
  const objected = await objectionsOn(tx, [...new Set([...known.values()].flatMap(({ numbers }) => numbers))])
  const pages = await personLinks(
    tx,
    contactIds.filter((id) => known.get(id)?.facts.some(hasPage)),
  )
  const objectionsOf = (number: string): Fact[] =>
    (objected.get(number) ?? []).map((instant) => ({ type: 'objection', at: formatInstant(instant) }))

  const judgeOne = (contactId: string): JudgedContact => {
    const { rows, facts: ownFacts, numbers, unjudged: unread } = known.get(contactId) ?? knownOf([], settings, happened)
    const lifting = liftingConsents(rows, (number) => objected.get(number) ?? [], happened)
    const { counted: ownCounted, unconfirmed } = lifting
    const remembered = stored.get(contactId)?.numbers.some(({ number }) => number === null) ?? false
    const seen = { numbers, unreadable: unreadable?.get(contactId) ?? remembered }
    const facts = [...ownCounted, ...numbers.flatMap(objectionsOf)]
    const judged = judgeContact(ownCounted, seen, objectionsOf, settings, latestOf(facts, at, happened))
    const row = unknown.get(contactId)
    const unjudged = row === undefined ? unread : recordUnknown(row)
    const verdict = unjudged ? notJudged(judged) : judged
    const pageToken = pages.get(contactId) ?? null
    return { contactId, ownFacts, ownCounted, unconfirmed, facts, pageToken, unjudged, verdict }
  }
  return new Map(contactIds.map((id) => [id, orUnjudged(id, judgeOne, at)]))
}

function knownOf(stored: readonly StoredFact[], settings: PortalSettings, happened: EpochMs) {
  const { rows, facts, unjudged } = readFacts(stored, settings)
  return { rows, facts, unjudged, numbers: numbersKnown(facts, happened) }
}

function orUnjudged(contactId: string, judgeOne: (contactId: string) => JudgedContact, at: EpochMs): JudgedContact {
  try {
    return judgeOne(contactId)
  } catch (error) {
    return contactNotJudged(contactId, error, at)
  }
}

/** A contact that could not be judged, or its verdict not be stored. */
export function contactNotJudged(contactId: string, error: unknown, at: EpochMs): JudgedContact {
  const unjudged: Unjudged = { reason: 'not-judged', times: null, detail: failureName(error) }
  const verdict = nothingJudged(rulebookAt(at)?.id ?? null)
  const nothing = { ownFacts: [], ownCounted: [], facts: [], unconfirmed: [], pageToken: null }
  return { contactId, ...nothing, verdict, unjudged }
}

/**
 * `at`, or the newest fact after it that has `happened`. A contract's end is the one fact that is known before its
 * time.
 */
function latestOf(facts: readonly Fact[], at: EpochMs, happened: number): number {
  let latest = at
  for (const fact of facts) {
    if (fact.type === 'relation' && fact.event === 'ended') continue
    const instant = instantOf(fact.at)
    if (instant > latest && instant <= happened) latest = instant
  }
  return latest
}

/**
 * The instant of what is said now about somebody of whom these facts are known: not before what HubSpot's clock,
 * running a little ahead, has already dated. Otherwise a withdrawal of this second would leave the consent of the one
 * before.
 */
export function nowFor(facts: readonly Fact[], now: EpochMs): EpochMs {
  return latestOf(facts, now, now + CLOCK_SKEW_MS)
}

/** What a person has said themself is what their page shows, and lets them take back. */
function hasPage({ type }: Fact): boolean {
  return type === 'consent-given' || type === 'objection'
}

/** The numbers that the newest `numbers` fact names; of several at one instant those in all of them. */
export function numbersKnown(facts: readonly Fact[], at: EpochMs): string[] {
  let newest = Number.NEGATIVE_INFINITY
  let known: string[] = []
  for (const fact of facts) {
    if (fact.type !== 'numbers') continue
    const instant = instantOf(fact.at)
    if (instant > at || instant < newest) continue
    known = instant === newest ? known.filter((number) => fact.numbers.includes(number)) : [...fact.numbers]
    newest = instant
  }
  return known
}
