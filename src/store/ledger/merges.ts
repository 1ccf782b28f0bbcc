import type { PortalTx } from '../core/portal-tx.ts'

/**
 * All ids under which one person has been known, for each id asked, itself included. In either direction: whichever
 * record is asked about, an objection made on the other counts.
 */
export const SAME_PERSON = `
  recursive same (asked, id) as (
    select asked, asked collate "C" from unnest($1::text[]) as asked
    union
    select s.asked, linked.id from same s cross join lateral (
      select into_id as id from merges where from_id = s.id union all select from_id from merges where into_id = s.id
    ) as linked
  )`

/** Records that HubSpot merged: their facts are read together from now on. Order does not matter, chains included. */
export async function recordMerge(tx: PortalTx, from: readonly string[], into: string): Promise<void> {
  const gone = from.filter((id) => id !== into)
  if (gone.length === 0) return
  await tx.query(
    'insert into merges (from_id, into_id) select id, $2 from unnest($1::text[]) as id on conflict do nothing',
    [gone, into],
  )
  // A record that is gone needs no verdict and shares no number with anybody.
  await tx.query('delete from verdicts where contact_id = any($1)', [gone])
  await tx.query('delete from contact_numbers where contact_id = any($1)', [gone])
}

/** The record that HubSpot kept of each: itself where it was never merged. */
export async function survivorOf(tx: PortalTx, contactIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ asked: string; survivor: string }>(
    `with ${SAME_PERSON}
     select distinct on (asked) asked, s.id as survivor from same s
     order by asked, exists (select from merges m where m.from_id = s.id), length(s.id) desc, s.id desc`,
    [contactIds],
  )
  return new Map(rows.map(({ asked, survivor }) => [asked, survivor]))
}

/** Every id under which these people have been known. */
export async function mergedWith(tx: PortalTx, contactIds: readonly string[]): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(`with ${SAME_PERSON} select distinct id from same`, [contactIds])
  return rows.map(({ id }) => id)
}
