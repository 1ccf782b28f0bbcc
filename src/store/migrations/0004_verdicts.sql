create table verdicts (
  portal_id bigint not null,
  contact_id text collate "C" not null,
  permission text not null,
  basis text,
  reasons text[] not null,
  until bigint,
  changes_at bigint,
  rulebook text,
  decided_at bigint not null,
  -- The verdict on each of the contact's numbers.
  numbers jsonb not null,
  announced boolean not null,
  -- The permission HubSpot was last told: a lapse is measured against it, also where the telling was cut off.
  told text,
  -- HubSpot's reason for not taking the last write.
  refused text,
  primary key (portal_id, contact_id)
) with (fillfactor = 80);
-- The night's index: expiry is looked up, not searched for.
create index verdicts_due on verdicts (portal_id, changes_at, contact_id) where changes_at is not null;
create index verdicts_unannounced on verdicts (portal_id, contact_id) where not announced;
create index verdicts_until on verdicts (portal_id, until) where until is not null;
select build_wall('verdicts');

create table held_tasks (
  portal_id bigint not null,
  task_id text collate "C" not null,
  state text not null check (state in ('held', 'released', 'would-hold', 'refused', 'gone')),
  originals jsonb,
  written jsonb,
  contact_ids text[] not null,
  reason text,
  since bigint not null,
  primary key (portal_id, task_id)
);
create index held_tasks_contacts on held_tasks using gin (contact_ids);
select build_wall('held_tasks');

create table breaches (
  portal_id bigint not null,
  call_id text collate "C" not null,
  contact_id text,
  number text,
  at bigint not null,
  permission text not null,
  reasons text[] not null,
  recorded_at bigint not null,
  primary key (portal_id, call_id)
);
create index breaches_at on breaches (portal_id, at);
select build_wall('breaches');

create table nights (
  portal_id bigint not null,
  -- YYYY-MM-DD in Europe/Amsterdam: a calendar day, not an instant.
  local_date text collate "C" not null check (local_date ~ '^\d{4}-\d{2}-\d{2}$'),
  cursor jsonb,
  summary jsonb,
  attempt integer not null default 0,
  lease_owner text,
  -- By the server's clock, which all workers share; the other instants are the app's.
  lease_until timestamptz,
  started_at bigint,
  finished_at bigint,
  primary key (portal_id, local_date)
);
create index nights_unfinished on nights (portal_id, local_date) where finished_at is null;
select build_wall('nights');
