-- A consent by its id: verifications name nothing else. A column, because under row-level security an index on an expression over jsonb is
-- not used (its operators are not leakproof).
alter table ledger add column consent_id text generated always as (case when type = 'consent-given' then body ->> 'id' end) stored;
create index ledger_consent_id on ledger (portal_id, consent_id) where consent_id is not null;

-- Every number a contact ever had: a call of last year is judged by whose number it was then.
create table numbers_seen (
  portal_id bigint not null,
  number text not null,
  contact_id text collate "C" not null,
  primary key (portal_id, number, contact_id)
);
create index numbers_seen_contact on numbers_seen (portal_id, contact_id);
select build_wall('numbers_seen');

create function remember_number() returns trigger language plpgsql as $$
begin
  insert into numbers_seen (portal_id, number, contact_id) values (new.portal_id, new.number, new.contact_id) on conflict do nothing;
  return null;
end $$;
create trigger number_seen after insert on contact_numbers for each row execute function remember_number();

-- Confirm links that were mailed: of the link only the hash. Instants in epoch milliseconds.
create table verifications (
  portal_id bigint not null,
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
select build_wall('verifications');

-- As in 0005, with what the tables above know of a person.
create or replace function forget_contacts(contacts text[]) returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
declare
  portal bigint := nullif(current_setting('app.portal_id', true), '')::bigint;
begin
  if portal is null then
    raise exception 'forget_contacts needs app.portal_id';
  end if;
  perform set_config('app.forgetting', 'yes', true);
  delete from retractions r using ledger l
    where r.portal_id = portal and l.portal_id = portal and l.fact_id = r.fact_id and l.contact_id = any (contacts);
  delete from ledger where portal_id = portal and contact_id = any (contacts);
  perform set_config('app.forgetting', '', true);
  delete from contact_numbers where portal_id = portal and contact_id = any (contacts);
  delete from numbers_seen where portal_id = portal and contact_id = any (contacts);
  delete from verifications where portal_id = portal and contact_id = any (contacts);
  delete from verdicts where portal_id = portal and contact_id = any (contacts);
  delete from relooks where portal_id = portal and object_type = 'contact' and object_id = any (contacts);
  delete from merges where portal_id = portal and (from_id = any (contacts) or into_id = any (contacts));
  update held_tasks
    set originals = null, written = null, reason = null, state = 'gone',
      contact_ids = array(select id from unnest(contact_ids) id where id <> all (contacts))
    where portal_id = portal and contact_ids && contacts;
  update breaches set contact_id = null, number = null where portal_id = portal and contact_id = any (contacts);
  -- An event's only personal datum is the value that changed; its ids go on telling what to look at.
  update inbox set body = body - 'propertyValue'
    where portal_id = portal and type like 'contact.%' and body ->> 'objectId' = any (contacts) and body ? 'propertyValue';
end $$;

-- Numbers known before this: portal by portal, since the wall binds whoever migrates too.
do $$
declare
  portal bigint;
begin
  for portal in select portal_id from portal_directory loop
    perform set_config('app.portal_id', portal::text, true);
    insert into numbers_seen (portal_id, number, contact_id)
      select portal, number, l.contact_id from ledger l cross join lateral jsonb_array_elements_text(l.body -> 'numbers') as number
      where l.portal_id = portal and l.type = 'numbers' on conflict do nothing;
  end loop;
  perform set_config('app.portal_id', '', true);
end $$;
