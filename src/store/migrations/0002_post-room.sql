-- Unwalled: a delivery is raw bytes that may hold events of several portals; nothing of it is read before it is split into the walled inbox,
-- and then its bytes go. The hash stays for a while, so that the same bytes are taken in once.
create table deliveries (
  sha256 bytea primary key,
  id bigint generated always as identity,
  body bytea,
  received_at bigint not null,
  split boolean not null default false,
  error text
);
create index deliveries_unsplit on deliveries (id) where not split;
create index deliveries_age on deliveries (received_at) where split;

create table inbox (
  portal_id bigint not null,
  event_key text not null,
  seq bigint generated always as identity,
  type text not null,
  occurred_at bigint not null,
  received_at bigint not null,
  body jsonb not null,
  state text not null default 'pending' check (state in ('pending', 'done', 'parked')),
  parked_reason text,
  tries integer not null default 0,
  last_error text,
  primary key (portal_id, event_key)
);
create unique index inbox_seq on inbox (portal_id, seq);
create index inbox_pending on inbox (portal_id, seq) where state = 'pending';
create index inbox_parked on inbox (portal_id, parked_reason, received_at) where state = 'parked';
create index inbox_done on inbox (portal_id, received_at) where state = 'done';
select build_wall('inbox');

-- Unwalled: which portal has something to do, never what. seq rises with each asking, so that work asked for while it is being done is
-- not struck off with it.
create table work (
  portal_id bigint not null,
  kind text not null,
  seq bigint not null default 1,
  due_at bigint not null,
  cursor jsonb,
  tries integer not null default 0,
  primary key (portal_id, kind)
) with (fillfactor = 70);
create index work_due on work (due_at);

create table relooks (
  portal_id bigint not null,
  object_type text not null,
  object_id text not null,
  due_at bigint not null,
  attempt integer not null,
  seq bigint not null default 1,
  primary key (portal_id, object_type, object_id)
);
create index relooks_due on relooks (portal_id, due_at);
select build_wall('relooks');
