import type { Fact } from '../permission/facts.ts'
import type { PortalSettings } from '../portal-settings/schema.ts'
import type { PortalTx } from '../store/core/portal-tx.ts'
import { loadFacts } from '../store/ledger/ledger.ts'
import { objectionsOn } from '../store/ledger/number-objections.ts'
import { personLinks } from '../store/ledger/person-links.ts'
import { loadVerdicts } from '../store/verdicts/verdicts.ts'
import { formatInstant, instantOf } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'
import { countedFacts } from './counted-facts.ts'
import { type ContactVerdict, judgeContact } from './judge-contact.ts'

/** A contact's verdict together with the facts it rests on. */
export type JudgedContact = {
  readonly contactId: string
  /** What is known of this contact itself. */
  readonly ownFacts: readonly Fact[]
  /** Its own facts, and every objection in the portal on one of its numbers. */
  readonly facts: readonly Fact[]
  readonly verdict: ContactVerdict
  /** The token of the person's own page; null while we hold no consent and no objection of theirs. */
  readonly pageToken: string | null
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
  const ownFacts = new Map(contactIds.map((id) => [id, countedFacts(ledger.get(id) ?? [], settings)]))
  const numbers = new Map(contactIds.map((id) => [id, numbersKnown(ownFacts.get(id) ?? [], happened)]))
  const objected = await objectionsOn(tx, [...new Set([...numbers.values()].flat())])
  const pages = await personLinks(
    tx,
    contactIds.filter((id) => ownFacts.get(id)?.some(hasPage)),
  )
  const objectionsOf = (number: string): Fact[] =>
    (objected.get(number) ?? []).map((instant) => ({ type: 'objection', at: formatInstant(instant) }))
  return new Map(
    contactIds.map((contactId) => {
      const own = ownFacts.get(contactId) ?? []
      const remembered = stored.get(contactId)?.numbers.some(({ number }) => number === null) ?? false
      const seen = { numbers: numbers.get(contactId) ?? [], unreadable: unreadable?.get(contactId) ?? remembered }
      const facts = [...own, ...seen.numbers.flatMap(objectionsOf)]
      return [
        contactId,
        {
          contactId,
          ownFacts: own,
          facts,
          verdict: judgeContact(own, seen, objectionsOf, settings, latestOf(facts, at, happened)),
          pageToken: pages.get(contactId) ?? null,
        },
      ]
    }),
  )
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
 * The instant of what is said now about somebody of whom these facts are known: not before what HubSpot's clock, running a
 * little ahead, has already dated. Otherwise a withdrawal of this second would leave the consent of the one before.
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
