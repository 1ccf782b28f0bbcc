import { FACT_TYPES, type Fact } from '../../permission/facts.ts'
import { FIRST_INSTANT, formatInstant, LAST_INSTANT, parseStatedInstant } from '../../time/instants.ts'
import type { EpochMs } from '../../time/units.ts'
import type { PortalTx } from '../core/portal-tx.ts'
import { storableJson } from '../core/storable-json.ts'
import { StoreError } from '../core/store-error.ts'
import { SAME_PERSON } from './merges.ts'

/**
 * A fact on its way into the ledger. `origin` is the record or request it came from; `key` makes it arise once.
 * Instants in epoch milliseconds.
 */
export type NewFact = {
  readonly contactId: string
  readonly origin: string
  readonly key: string
  readonly fact: Fact
  readonly recordedAt: EpochMs
  /** Who or what wrote it down, for the audit trail. */
  readonly recordedBy?: object | null
}

export type StoredFact = NewFact & { readonly factId: number; readonly recordedBy: object | null }

/** A fact that is no longer said. `at`: since when; `recordedAt`: since when we know. */
export type Retraction = {
  readonly factId: number
  readonly at: EpochMs
  readonly recordedAt: EpochMs
  readonly reason: string
}

/**
 * Adds facts whose key has no live row. A retracted key that is said again comes back as a row of the next generation,
 * so that append, retract, append, retract each leave their trace; said twice, it is one row.
 * @returns the keys that are new. Throws StoreError `fact-instant-unreadable`.
 */
export async function appendFacts(tx: PortalTx, facts: readonly NewFact[]): Promise<string[]> {
  if (facts.length === 0) return []
  const given = facts.map(({ contactId, origin, key, fact, recordedAt, recordedBy = null }) => {
    return { contactId, origin, key, type: fact.type, at: instantIn(fact), fact, recordedAt, recordedBy }
  })
  const { rows } = await tx.query<{ key: string }>(
    `with given as (
       select distinct on (key) * from jsonb_to_recordset($1)
         as g("contactId" text, origin text, key text, type text, at bigint, fact jsonb, "recordedAt" bigint, "recordedBy" jsonb)
       order by key
     ), newest as (
       select l.fact_key, max(l.generation) as generation, bool_or(${RETRACTED_AT} is null) as live from ledger l
       where l.fact_key = any(array(select key from given)) group by l.fact_key
     )
     insert into ledger (contact_id, origin, fact_key, generation, type, at, body, recorded_at, recorded_by)
     select g."contactId", g.origin, g.key, coalesce(n.generation + 1, 0), g.type, g.at, g.fact, g."recordedAt", g."recordedBy"
     from given g left join newest n on n.fact_key = g.key
     where n.live is not true
     on conflict (portal_id, fact_key, generation) do nothing
     returning fact_key as key`,
    [storableJson(given)],
  )
  return rows.map(({ key }) => key)
}

function instantIn(fact: Fact): number {
  const at = parseStatedInstant(fact.at)
  if (at === null)
    throw new StoreError('fact-instant-unreadable', `"${fact.at}" of a ${fact.type} is no instant of 1900 to 9998`)
  return at
}

/** Takes facts back; what was known before stays known as of then. A fact already taken back stays as it is. */
export async function retractFacts(tx: PortalTx, rows: readonly Retraction[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query(
    `insert into retractions (fact_id, at, recorded_at, reason)
     select r."factId", r.at, r."recordedAt", r.reason
     from jsonb_to_recordset($1) as r("factId" bigint, at bigint, "recordedAt" bigint, reason text)
     on conflict (portal_id, fact_id) do nothing`,
    [storableJson(rows)],
  )
}

const COLUMNS = `l.fact_id as "factId", l.contact_id as "contactId", l.origin, l.fact_key as key, l.body as fact,
  l.recorded_at as "recordedAt", l.recorded_by as "recordedBy"`

/**
 * A subquery rather than a join: looked up row by row in the key's
 * index, where a join would read every retraction of the portal.
 */
const RETRACTED_AT = '(select r.recorded_at from retractions r where r.fact_id = l.fact_id)'

/**
 * Each contact's live facts, with those of every record merged with it; each id asked has an entry.
 * @param asKnownAt epoch milliseconds: the ledger as it stood then, blind to what was recorded or retracted later
 */
export async function loadFacts(
  tx: PortalTx,
  contactIds: readonly string[],
  { asKnownAt }: { readonly asKnownAt?: number } = {},
): Promise<Map<string, StoredFact[]>> {
  const facts = new Map<string, StoredFact[]>(contactIds.map((id) => [id, []]))
  if (contactIds.length === 0) return facts
  // The array sends the planner to the index: of a recursion's size it knows nothing, and would read the whole ledger.
  const { rows } = await tx.query<StoredFact & { asked: string }>(
    `with ${SAME_PERSON}
     select s.asked, ${COLUMNS} from ledger l join same s on s.id = l.contact_id
     where l.contact_id = any(array(select id from same))
       and ($2::bigint is null or l.recorded_at <= $2)
       and (${RETRACTED_AT} is null or ${RETRACTED_AT} > $2)
     order by l.fact_id`,
    [contactIds, asKnownAt ?? null],
  )
  for (const { asked, ...row } of rows) {
    const counted = countable(row)
    if (counted !== null) facts.get(asked)?.push(counted)
  }
  return facts
}

/**
 * A fact stored before instants were checked at every door may carry one that nobody can judge by. A no then counts
 * from the moment it was recorded; an end beyond all dates is no end, and anything else is left out: unknown is not a
 * yes.
 */
export function countable<Row extends Pick<StoredFact, 'fact' | 'recordedAt'>>(row: Row): Row | null {
  const { recordedAt } = row
  // What stands there may be anything; whoever judges by it asks first whether it is a fact.
  const fact: Partial<Fact> | null = row.fact
  if (typeof fact?.at !== 'string' || parseStatedInstant(fact.at) !== null) return row
  if (fact.type === undefined || !FACT_TYPES.includes(fact.type)) return row
  if (fact.type !== 'objection' && fact.type !== 'consent-withdrawn') return null
  return { ...row, fact: { ...row.fact, at: formatInstant(recordedAt) } }
}

/**
 * Of these contacts the facts that `loadFacts` leaves out because nobody can judge by their date. A far end is no end,
 * and a no counts from its recording: neither is left out.
 */
export async function factsLeftOut(
  tx: PortalTx,
  contactIds: readonly string[],
): Promise<{ readonly factId: number; readonly type: string }[]> {
  const { rows } = await tx.query<{ factId: number; type: string }>(
    `select l.fact_id as "factId", l.type from ledger l
     where l.contact_id = any($1) and (l.at < $2 or l.at >= $3) and l.type not in ('objection', 'consent-withdrawn')
       and l.body ->> 'event' is distinct from 'ended' and ${RETRACTED_AT} is null`,
    [contactIds, FIRST_INSTANT, LAST_INSTANT],
  )
  return rows
}

/** The contacts with live facts drawn from these records. */
export async function contactsOfOrigins(tx: PortalTx, origins: readonly string[]): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select distinct l.contact_id as id from ledger l
     where l.origin = any($1) and ${RETRACTED_AT} is null`,
    [origins],
  )
  return rows.map(({ id }) => id)
}
