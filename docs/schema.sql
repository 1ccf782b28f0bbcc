-- The database as the migrations in src/store/migrations make it, to read.
-- Written by "npm run schema"; a test holds it current.
-- Walled: a row is seen only by a transaction that names its portal (docs/adr/0011).
-- Why each table is as it is stands in its migration.

-- api_keys: walled
create table api_keys (
  portal_id bigint not null default nullif(current_setting('app.portal_id', true), '')::bigint,
  key_id text collate "C" not null,
  name text not null,
  secret_hash bytea not null,
  created_by text not null,
  created_at bigint not null,
  last_used_at bigint,
  scopes text[] not null default '{ask,record}'::text[],
  primary key (portal_id, key_id)
);
create policy wall on api_keys using (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint) with check (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);

-- breaches: walled
create table breaches (
  portal_id bigint not null default nullif(current_setting('app.portal_id', true), '')::bigint,
  call_id text collate "C" not null,
  contact_id text,
  number text,
  at bigint not null,
  permission text not null,
  reasons text[] not null,
  recorded_at bigint not null,
  direction_unknown boolean not null default false,
  taken_back_at bigint,
  taken_back_why text,
  primary key (portal_id, call_id)
);
create index breaches_at on breaches (portal_id, at);
create policy wall on breaches using (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint) with check (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);

-- contact_numbers: walled
create table contact_numbers (
  portal_id bigint not null default nullif(current_setting('app.portal_id', true), '')::bigint,
  contact_id text collate "C" not null,
  number text not null,
  primary key (portal_id, contact_id, number)
);
create index contact_numbers_number on contact_numbers (portal_id, number);
create policy wall on contact_numbers using (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint) with check (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);
create trigger number_seen after insert on contact_numbers for each row execute function remember_number();

-- deliveries: not walled
create table deliveries (
  sha256 bytea not null,
  id bigint not null generated always as identity,
  body bytea,
  received_at bigint not null,
  split boolean not null default false,
  error text,
  primary key (sha256)
);
create index deliveries_age on deliveries (received_at) where split;
create index deliveries_broken on deliveries (id) where error is not null;
create index deliveries_unsplit on deliveries (id) where not split;

-- held_tasks: walled
create table held_tasks (
  portal_id bigint not null default nullif(current_setting('app.portal_id', true), '')::bigint,
  task_id text collate "C" not null,
  state text not null,
  originals jsonb,
  written jsonb,
  contact_ids text[] not null,
  reason text,
  since bigint not null,
  rewrites integer not null default 0,
  written_at bigint,
  primary key (portal_id, task_id),
  check (state = any (array['held', 'released', 'would-hold', 'refused', 'gone']))
);
create index held_tasks_contacts on held_tasks using gin (contact_ids);
create policy wall on held_tasks using (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint) with check (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);

-- inbox: walled
create table inbox (
  portal_id bigint not null default nullif(current_setting('app.portal_id', true), '')::bigint,
  event_key text not null,
  seq bigint not null generated always as identity,
  type text not null,
  occurred_at bigint not null,
  received_at bigint not null,
  body jsonb not null,
  state text not null default 'pending',
  parked_reason text,
  tries integer not null default 0,
  last_error text,
  primary key (portal_id, event_key),
  check (state = any (array['pending', 'done', 'parked']))
);
create index inbox_done on inbox (portal_id, received_at) where state = 'done';
create index inbox_parked on inbox (portal_id, parked_reason, received_at) where state = 'parked';
create index inbox_pending on inbox (portal_id, seq) where state = 'pending';
create unique index inbox_seq on inbox (portal_id, seq);
create policy wall on inbox using (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint) with check (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);

-- ledger: walled, written once
create table ledger (
  portal_id bigint not null default nullif(current_setting('app.portal_id', true), '')::bigint,
  fact_id bigint not null generated always as identity,
  contact_id text collate "C" not null,
  origin text not null,
  fact_key text not null,
  generation integer not null,
  type text not null,
  at bigint not null,
  body jsonb not null,
  recorded_at bigint not null,
  recorded_by jsonb,
  consent_id text generated always as ( case when type = 'consent-given' then body ->> 'id' else null::text end) stored,
  primary key (portal_id, fact_id),
  unique (portal_id, fact_key, generation)
);
create index ledger_consent_id on ledger (portal_id, consent_id) where consent_id is not null;
create index ledger_contact on ledger (portal_id, contact_id);
create index ledger_origin on ledger (portal_id, origin);
create policy wall on ledger using (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint) with check (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);
create trigger never_emptied before truncate on ledger for each statement execute function refuse_change();
create trigger written_once before delete or update on ledger for each row execute function refuse_change();

-- merges: walled
create table merges (
  portal_id bigint not null default nullif(current_setting('app.portal_id', true), '')::bigint,
  from_id text collate "C" not null,
  into_id text collate "C" not null,
  recorded_at timestamp with time zone not null default now(),
  primary key (portal_id, from_id, into_id)
);
create index merges_into on merges (portal_id, into_id);
create policy wall on merges using (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint) with check (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);

-- nights: walled
create table nights (
  portal_id bigint not null default nullif(current_setting('app.portal_id', true), '')::bigint,
  local_date text collate "C" not null,
  cursor jsonb,
  summary jsonb,
  attempt integer not null default 0,
  lease_owner text,
  lease_until timestamp with time zone,
  started_at bigint,
  finished_at bigint,
  primary key (portal_id, local_date),
  check (local_date ~ '^\d{4}-\d{2}-\d{2}$')
);
create index nights_unfinished on nights (portal_id, local_date) where finished_at is null;
create policy wall on nights using (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint) with check (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);

-- number_objections: walled, written once
create table number_objections (
  portal_id bigint not null default nullif(current_setting('app.portal_id', true), '')::bigint,
  number_mac bytea not null,
  at bigint not null,
  fact_key text not null,
  primary key (portal_id, number_mac, fact_key)
);
create policy wall on number_objections using (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint) with check (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);
create trigger never_emptied before truncate on number_objections for each statement execute function refuse_change();
create trigger written_once before delete or update on number_objections for each row execute function refuse_change();

-- numbers_seen: walled
create table numbers_seen (
  portal_id bigint not null default nullif(current_setting('app.portal_id', true), '')::bigint,
  number text not null,
  contact_id text collate "C" not null,
  primary key (portal_id, number, contact_id)
);
create index numbers_seen_contact on numbers_seen (portal_id, contact_id);
create policy wall on numbers_seen using (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint) with check (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);

-- oauth_states: not walled
create table oauth_states (
  state_hash bytea not null,
  expires_at bigint not null,
  primary key (state_hash)
);

-- portal_directory: not walled
create table portal_directory (
  portal_id bigint not null,
  status text not null,
  primary key (portal_id),
  check (status = any (array['installed', 'uninstalled']))
);

-- portal_tokens: walled
create table portal_tokens (
  portal_id bigint not null default nullif(current_setting('app.portal_id', true), '')::bigint,
  access_token text not null,
  refresh_token text not null,
  expires_at bigint not null,
  saved_at timestamp with time zone not null default now(),
  primary key (portal_id)
);
create policy wall on portal_tokens using (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint) with check (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);

-- portals: walled
create table portals (
  portal_id bigint not null default nullif(current_setting('app.portal_id', true), '')::bigint,
  hub_domain text not null,
  ui_domain text,
  installed_by text not null,
  scopes text[] not null,
  controller text not null,
  settings jsonb not null,
  missing_properties text[] not null default '{}'::text[],
  number_key text not null,
  status text not null,
  installed_at bigint not null,
  uninstalled_at bigint,
  provisioned_at bigint,
  primary key (portal_id),
  check (status = any (array['installed', 'uninstalled']))
);
create policy wall on portals using (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint) with check (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);

-- rate_log: not walled
create unlogged table rate_log (
  portal_id bigint not null,
  bucket text not null,
  grants bigint[] not null,
  wait_us bigint not null,
  primary key (portal_id, bucket)
) with (fillfactor=50);

-- refresh_requests: walled
create table refresh_requests (
  portal_id bigint not null default nullif(current_setting('app.portal_id', true), '')::bigint,
  object_type text not null,
  object_id text not null,
  due_at bigint not null,
  attempt integer not null,
  seq bigint not null default 1,
  primary key (portal_id, object_type, object_id)
);
create index refresh_requests_due on refresh_requests (portal_id, due_at);
create policy wall on refresh_requests using (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint) with check (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);

-- retractions: walled, written once
create table retractions (
  portal_id bigint not null default nullif(current_setting('app.portal_id', true), '')::bigint,
  fact_id bigint not null,
  at bigint not null,
  recorded_at bigint not null,
  reason text not null,
  primary key (portal_id, fact_id),
  foreign key (portal_id, fact_id) references ledger(portal_id, fact_id)
);
create policy wall on retractions using (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint) with check (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);
create trigger never_emptied before truncate on retractions for each statement execute function refuse_change();
create trigger written_once before delete or update on retractions for each row execute function refuse_change();

-- seen_once: walled
create table seen_once (
  portal_id bigint not null default nullif(current_setting('app.portal_id', true), '')::bigint,
  key text not null,
  seen_at timestamp with time zone not null default now(),
  says text,
  primary key (portal_id, key)
);
create index seen_once_age on seen_once (portal_id, seen_at);
create policy wall on seen_once using (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint) with check (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);

-- set_aside: walled
create table set_aside (
  portal_id bigint not null default nullif(current_setting('app.portal_id', true), '')::bigint,
  kind text not null,
  record_id text not null,
  reason text not null,
  detail text,
  since bigint not null,
  latest bigint not null,
  times integer not null default 1,
  primary key (portal_id, kind, record_id, reason)
);
create index set_aside_since on set_aside (portal_id, since);
create policy wall on set_aside using (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint) with check (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);

-- verdicts: walled
create table verdicts (
  portal_id bigint not null default nullif(current_setting('app.portal_id', true), '')::bigint,
  contact_id text collate "C" not null,
  permission text not null,
  basis text,
  reasons text[] not null,
  until bigint,
  changes_at bigint,
  rulebook text,
  decided_at bigint not null,
  numbers jsonb not null,
  announced boolean not null,
  told text,
  refused text,
  primary key (portal_id, contact_id)
) with (fillfactor=80);
create index verdicts_counts on verdicts (portal_id, permission, basis);
create index verdicts_due on verdicts (portal_id, changes_at, contact_id) where changes_at is not null;
create index verdicts_refused on verdicts (portal_id, contact_id) where refused is not null;
create index verdicts_unannounced on verdicts (portal_id, contact_id) where not announced;
create index verdicts_until on verdicts (portal_id, until) where until is not null;
create policy wall on verdicts using (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint) with check (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);

-- verifications: walled
create table verifications (
  portal_id bigint not null default nullif(current_setting('app.portal_id', true), '')::bigint,
  token_hash bytea not null,
  consent_id text not null,
  contact_id text collate "C" not null,
  language text not null,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint,
  primary key (portal_id, token_hash)
);
create index verifications_consent on verifications (portal_id, consent_id, created_at);
create index verifications_contact on verifications (portal_id, contact_id);
create policy wall on verifications using (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint) with check (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);

-- waiting_deals: walled
create table waiting_deals (
  portal_id bigint not null default nullif(current_setting('app.portal_id', true), '')::bigint,
  deal_id text not null,
  primary key (portal_id, deal_id)
);
create policy wall on waiting_deals using (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint) with check (portal_id = nullif(current_setting('app.portal_id', true), '')::bigint);

-- work: not walled
create table work (
  portal_id bigint not null,
  kind text not null,
  seq bigint not null default 1,
  due_at bigint not null,
  cursor jsonb,
  tries integer not null default 0,
  primary key (portal_id, kind)
) with (fillfactor=70);
create index work_due on work (due_at);

-- Functions:
--   build_wall(walled regclass) returns void
--   forget_contacts(contacts text[]) returns void security definer
--   keep_for_ever(kept regclass) returns void
--   refuse_change() returns trigger
--   remember_number() returns trigger
