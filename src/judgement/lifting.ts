import type { Fact } from '../permission/facts.ts'
import type { StoredFact } from '../store/ledger/ledger.ts'
import { instantOf } from '../time/instants.ts'
import type { EpochMs } from '../time/units.ts'

type Consent = Extract<Fact, { type: 'consent-given' }>
type Stored = Pick<StoredFact, 'fact' | 'origin' | 'recordedBy'>

/** A contact's facts, divided by what an objection leaves of them. */
export type Lifting = {
  /** What `decide` may see. */
  readonly counted: readonly Fact[]
  /** Consents kept from it: written down after an objection and not confirmed by the person yet. */
  readonly unconfirmed: readonly Consent[]
}

/**
 * Who may lift an objection. After one, only a consent that the person gave in a form lifts it by itself; any other
 * newer one (typed, card, import, workflow, another app, our API) is stored, but counts only once the person confirmed
 * it: by a single-use link that we sent, or through a key that an admin trusts with checks (scope `verify`).
 * @param objectionsOn instants of every objection in the portal on a number, epoch milliseconds
 * @param at a confirmation after it is not known yet, epoch milliseconds
 */
export function liftingConsents(
  rows: readonly Stored[],
  objectionsOn: (number: string) => readonly EpochMs[],
  at: EpochMs,
): Lifting {
  const own = rows.flatMap(({ fact }) => (fact.type === 'objection' ? instantOf(fact.at) : []))
  const confirmed = new Map<string, EpochMs>()
  for (const row of rows) {
    if (row.fact.type !== 'consent-verified' || !isByPerson(row)) continue
    const instant = instantOf(row.fact.at)
    if (instant <= at) confirmed.set(row.fact.consent, Math.max(instant, confirmed.get(row.fact.consent) ?? instant))
  }
  const counts = ({ fact, ...row }: Stored): boolean => {
    if (fact.type !== 'consent-given' || isFromForm(row)) return true
    const given = instantOf(fact.at)
    if ((confirmed.get(fact.id) ?? Number.NEGATIVE_INFINITY) >= given) return true
    return ![...own, ...objectionsOn(fact.number)].some((objected) => objected < given)
  }
  const unconfirmed = rows.filter((row) => !counts(row)).map(({ fact }) => fact as Consent)
  return { counted: rows.filter(counts).map(({ fact }) => fact), unconfirmed }
}

function isFromForm({ origin, recordedBy }: Omit<Stored, 'fact'>): boolean {
  return origin.startsWith('contact:') && said(recordedBy, 'sourceType') === 'FORM'
}

/** The confirm link is opened by the person; what an ordinary key or a user says of a check is their word. */
function isByPerson({ origin, recordedBy }: Stored): boolean {
  return origin === 'page' || said(recordedBy, 'scope') === 'verify'
}

function said(recordedBy: object | null, name: string): unknown {
  return recordedBy === null ? null : Reflect.get(recordedBy, name)
}
