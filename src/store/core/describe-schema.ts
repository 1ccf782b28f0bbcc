import type { Queryable } from './queryable.ts'

/** The table in which node-pg-migrate remembers what it applied; its own, not ours. */
const NOT_OURS = 'pgmigrations'

type Table = {
  readonly oid: number
  readonly name: string
  readonly unlogged: boolean
  readonly options: string[] | null
  readonly walled: boolean
}

/** A line of a table's description, under the object id of its table. */
type Line = { readonly oid: number; readonly line: string }

const HEAD = `-- The database as the migrations in src/store/migrations make it, to read.
-- Written by "npm run schema"; a test holds it current.
-- Walled: a row is seen only by a transaction that names its portal (docs/adr/0011).
-- Why each table is as it is stands in its migration.`

/**
 * A migrated database as SQL to read, in an order that depends on names alone: tables with columns, keys, checks,
 * indexes, policies and triggers, then the signatures of functions. Asks the catalog, so it says what is.
 */
export async function describeSchema(database: Queryable): Promise<string> {
  const { rows: tables } = await database.query<Table>(TABLES, [NOT_OURS])
  const inside = await linesByTable(database, COLUMNS, CONSTRAINTS)
  const after = await linesByTable(database, INDEXES, POLICIES, TRIGGERS)
  const { rows: functions } = await database.query<{ line: string }>(FUNCTIONS)
  return `${[
    HEAD,
    ...tables.map((table) => describeTable(table, inside.get(table.oid) ?? [], after.get(table.oid) ?? [])),
    ['-- Functions:', ...functions.map(({ line }) => `--   ${line}`)].join('\n'),
  ].join('\n\n')}\n`
}

async function linesByTable(database: Queryable, ...queries: readonly string[]): Promise<Map<number, string[]>> {
  const lines = new Map<number, string[]>()
  for (const query of queries) {
    const { rows } = await database.query<Line>(query)
    for (const { oid, line } of rows) lines.set(oid, [...(lines.get(oid) ?? []), readable(line)])
  }
  return lines
}

function describeTable({ name, unlogged, options, walled }: Table, inside: string[], after: string[]): string {
  const once = after.some((line) => line.startsWith('create trigger written_once '))
  return [
    `-- ${name}: ${walled ? 'walled' : 'not walled'}${once ? ', written once' : ''}`,
    `create ${unlogged ? 'unlogged ' : ''}table ${name} (`,
    inside.map((line) => `  ${line}`).join(',\n'),
    options === null ? ');' : `) with (${options.join(', ')});`,
    ...after,
  ].join('\n')
}

/** As the migrations spell it: small letters, nothing that goes without saying. Texts in quotes stay as they are. */
function readable(line: string): string {
  return line
    .replace(/'(?:[^']|'')*'|[A-Z]{2,}|\s+/g, (part) =>
      part.startsWith("'") ? part : part.trim().toLowerCase() || ' ',
    )
    .replace(/'::text(?!\[)/g, "'")
    .replace(/ on public\./, ' on ')
    .replace(' using btree ', ' ')
}

const OURS = `c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`

const TABLES = `
  select c.oid::int, c.relname as name, c.relpersistence = 'u' as unlogged, c.reloptions as options,
    c.relrowsecurity and c.relforcerowsecurity as walled
  from pg_class c where ${OURS} and c.relname <> $1 order by c.relname collate "C"`

const COLUMNS = `
  select c.oid::int, concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod),
    case when a.attcollation <> t.typcollation then format('collate "%s"', l.collname) end,
    case when a.attnotnull then 'not null' end,
    case when a.attidentity = 'a' then 'generated always as identity'
      when a.attgenerated = 's' then format('generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid, true))
      when d.adbin is not null then 'default ' || pg_get_expr(d.adbin, d.adrelid, true) end) as line
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid left join pg_collation l on l.oid = a.attcollation
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where ${OURS} order by c.oid, a.attnum`

/** Not those of NOT NULL, which stand beside their column. */
const CONSTRAINTS = `
  select c.oid::int, pg_get_constraintdef(k.oid, true) as line
  from pg_class c join pg_constraint k on k.conrelid = c.oid and k.contype in ('p', 'u', 'c', 'f')
  where ${OURS} order by c.oid, strpos('pufc', k.contype::text), k.conname collate "C"`

/** Not those that a key made. */
const INDEXES = `
  select c.oid::int, pg_get_indexdef(x.indexrelid, 0, true) || ';' as line
  from pg_class c join pg_index x on x.indrelid = c.oid join pg_class i on i.oid = x.indexrelid
  where ${OURS} and not exists (select from pg_constraint k where k.conindid = x.indexrelid and k.contype in ('p', 'u'))
  order by c.oid, i.relname collate "C"`

const POLICIES = `
  select c.oid::int, concat('create policy ', p.polname, ' on ', c.relname,
    case when p.polcmd <> '*' then ' for ' || p.polcmd::text end,
    ' using (', pg_get_expr(p.polqual, c.oid, true), ')',
    ' with check (', pg_get_expr(p.polwithcheck, c.oid, true), ');') as line
  from pg_class c join pg_policy p on p.polrelid = c.oid where ${OURS} order by c.oid, p.polname collate "C"`

const TRIGGERS = `
  select c.oid::int, pg_get_triggerdef(g.oid, true) || ';' as line
  from pg_class c join pg_trigger g on g.tgrelid = c.oid and not g.tgisinternal
  where ${OURS} order by c.oid, g.tgname collate "C"`

const FUNCTIONS = `
  select concat(p.proname, '(', pg_get_function_arguments(p.oid), ') returns ', pg_get_function_result(p.oid),
    case when p.prosecdef then ' security definer' end) as line
  from pg_proc p where p.pronamespace = 'public'::regnamespace order by p.proname collate "C", 1`
