import { withClient } from '../../src/store/core/with-client.ts'
import type { Stage } from './stage.ts'

/** Bodies that another version of us, or a hand in the database, could have left in the ledger, and nobody can read. */
export const UNREADABLE_FACTS: readonly unknown[] = [
  { type: 'purchase', at: '2026-01-01T00:00:00Z' },
  { type: 'purchase', at: '10021-01-01T00:00:00Z' },
  null,
  7,
  'objection',
  [],
  { type: 'objection' },
  { type: 'objection', at: 1_767_225_600_000 },
  { type: 'numbers', at: '2026-01-01T00:00:00Z', numbers: '+31612345678' },
  { type: 'numbers', at: '2026-01-01T00:00:00Z', numbers: null },
  { type: 'consent-withdrawn', at: '2026-01-01T00:00:00Z', consent: 7 },
  { type: 'consent-given', at: '2026-01-01T00:00:00Z', id: 'x', number: '+31612345678', products: null },
  { type: 'relation', at: '2026-01-01T00:00:00Z', relation: '9', kind: 'customer', event: 'ended' },
  { type: 'legal-form', at: '2026-01-01T00:00:00Z', form: { name: 'bv' } },
]

/** Puts a fact into a contact's ledger past our own doors. */
export const spoilLedger = (stage: Stage, portalId: number, contactId: string, body: unknown) =>
  stage.query(
    portalId,
    `insert into ledger (contact_id, origin, fact_key, generation, type, at, body, recorded_at)
     values ($1, 'spoilt', 'spoilt ' || $1 || random(), 0, 'objection', 0, $2::jsonb, 0)`,
    [contactId, JSON.stringify(body)],
  )

/** As an operator mends it: what was put in is taken back. */
export const mendLedger = (stage: Stage, portalId: number) =>
  stage.query(
    portalId,
    `insert into retractions (fact_id, at, recorded_at, reason)
     select fact_id, 0, 0, 'mended' from ledger where origin = 'spoilt' on conflict do nothing`,
  )

const asAdmin = (stage: Stage, text: string) =>
  withClient(
    { ...stage.database.server.admin, database: new URL(stage.database.databaseUrl).pathname.slice(1) },
    (admin) => admin.query(text),
  )

const COLUMN = {
  ledger: 'contact_id',
  verdicts: 'contact_id',
  contact_numbers: 'contact_id',
  merges: 'into_id',
  held_tasks: 'task_id',
} as const

/** The database takes no row of these records in this table any more; none in the list: it takes all again. */
export async function refuseRows(stage: Stage, table: keyof typeof COLUMN, ids: readonly string[]): Promise<void> {
  await asAdmin(stage, `drop trigger if exists refused_in_test on ${table}`)
  if (ids.length === 0) return
  await asAdmin(
    stage,
    `create or replace function refuse_in_test() returns trigger language plpgsql as $$ begin
       if to_jsonb(new) ->> tg_argv[1] = any(string_to_array(tg_argv[0], ',')) then
         raise exception 'refused' using errcode = 'check_violation';
       end if;
       return new;
     end $$;
     create trigger refused_in_test before insert or update on ${table}
       for each row execute function refuse_in_test('${ids.join(',')}', '${COLUMN[table]}')`,
  )
}

/** What the admin is told of each record set aside: its reasons. */
export async function asideOf(stage: Stage, portalId: number): Promise<Map<string, string[]>> {
  const text = `select record_id as id, array_agg(reason order by reason) as reasons from set_aside group by record_id`
  const rows = await stage.query<{ id: string; reasons: string[] }>(portalId, text)
  return new Map(rows.map(({ id, reasons }) => [id, reasons]))
}
