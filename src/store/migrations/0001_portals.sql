-- The wall. Every table that holds anything of a portal has portal_id first in its primary key and is walled off: without
-- app.portal_id set no row can be read or written, with it only that portal's. FORCE binds the owner too, because with DATABASE_URL
-- the role that migrates is the role that runs. An unset setting reads as '' after a transaction, hence nullif.
create function build_wall(walled regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s alter column portal_id set default nullif(current_setting(''app.portal_id'', true), '''')::bigint', walled);
  execute format('alter table %s enable row level security', walled);
  execute format('alter table %s force row level security', walled);
  execute format(
    'create policy wall on %s using (portal_id = nullif(current_setting(''app.portal_id'', true), '''')::bigint)'
    ' with check (portal_id = nullif(current_setting(''app.portal_id'', true), '''')::bigint)', walled);
end $$;
revoke execute on function build_wall(regclass) from public;

-- Unwalled: ids and status only, so that the night and the post room can go from portal to portal.
create table portal_directory (
  portal_id bigint primary key,
  status text not null check (status in ('installed', 'uninstalled'))
);

create table portals (
  portal_id bigint primary key,
  hub_domain text not null,
  ui_domain text,
  installed_by text not null,
  scopes text[] not null,
  controller text not null,
  settings jsonb not null,
  -- Of our properties, those the account did not take.
  missing_properties text[] not null default '{}',
  -- 32 sealed bytes: turns an objected number into a code that outlives the person's data. Made once, never changed.
  number_key text not null,
  status text not null check (status in ('installed', 'uninstalled')),
  -- Epoch milliseconds, as every instant that is compared in code.
  installed_at bigint not null,
  uninstalled_at bigint
);
select build_wall('portals');

create table portal_tokens (
  portal_id bigint primary key,
  access_token text not null,
  refresh_token text not null,
  expires_at bigint not null,
  saved_at timestamptz not null default now()
);
select build_wall('portal_tokens');

-- Unwalled: before the callback nobody knows which portal it will be. Hashes only.
create table oauth_states (
  state_hash bytea primary key,
  expires_at bigint not null
);

-- What may happen once only: a signed POST that HubSpot repeats, a workflow's callbackId.
create table seen_once (
  portal_id bigint not null,
  key text not null,
  seen_at timestamptz not null default now(),
  primary key (portal_id, key)
);
create index seen_once_age on seen_once (portal_id, seen_at);
select build_wall('seen_once');

-- Unwalled: instants of our calls and nothing else, in microseconds of the server's clock; one statement outside a transaction takes a
-- turn. Unlogged: written once a call, and after a crash of the server an empty log is right within seconds.
create unlogged table rate_log (
  portal_id bigint not null,
  bucket text not null,
  grants bigint[] not null,
  wait_us bigint not null,
  primary key (portal_id, bucket)
) with (fillfactor = 50);
