-- Rows that are written once. The app's role has no right to change them; this stops the owner too. The one door is forget_contact, which
-- turns its key for the length of its own work; it opens for DELETE, never for UPDATE.
create function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('app.forgetting', true) = 'yes' then
    return old;
  end if;
  raise exception '% on %: rows here are written once', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;

create function keep_for_ever(kept regclass) returns void language plpgsql as $$
begin
  execute format('create trigger written_once before update or delete on %s for each row execute function refuse_change()', kept);
  execute format('create trigger never_emptied before truncate on %s for each statement execute function refuse_change()', kept);
end $$;
revoke execute on function keep_for_ever(regclass) from public;

create table ledger (
  portal_id bigint not null,
  fact_id bigint generated always as identity,
  contact_id text collate "C" not null,
  -- The record it was drawn from: contact:55, deal:9, card:…
  origin text not null,
  fact_key text not null,
  -- A fact that was retracted and is said again is a new row.
  generation integer not null,
  type text not null,
  at bigint not null,
  body jsonb not null,
  recorded_at bigint not null,
  recorded_by jsonb,
  primary key (portal_id, fact_id),
  unique (portal_id, fact_key, generation)
);
create index ledger_contact on ledger (portal_id, contact_id);
create index ledger_origin on ledger (portal_id, origin);
select build_wall('ledger'), keep_for_ever('ledger');

create table retractions (
  portal_id bigint not null,
  fact_id bigint not null,
  at bigint not null,
  recorded_at bigint not null,
  reason text not null,
  primary key (portal_id, fact_id),
  foreign key (portal_id, fact_id) references ledger
);
select build_wall('retractions'), keep_for_ever('retractions');

-- Keyed codes of numbers, not numbers: they stay when the person's data go (GDPR art. 17(3): needed to go on respecting the objection).
create table number_objections (
  portal_id bigint not null,
  number_mac bytea not null,
  at bigint not null,
  fact_key text not null,
  primary key (portal_id, number_mac, fact_key)
);
select build_wall('number_objections'), keep_for_ever('number_objections');

create table contact_numbers (
  portal_id bigint not null,
  contact_id text collate "C" not null,
  number text not null,
  primary key (portal_id, contact_id, number)
);
create index contact_numbers_number on contact_numbers (portal_id, number);
select build_wall('contact_numbers');

create table merges (
  portal_id bigint not null,
  from_id text collate "C" not null,
  into_id text collate "C" not null,
  recorded_at timestamptz not null default now(),
  primary key (portal_id, from_id, into_id)
);
create index merges_into on merges (portal_id, into_id);
select build_wall('merges');
