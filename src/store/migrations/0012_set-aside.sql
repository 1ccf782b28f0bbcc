-- What could not be read, judged or written for one record while the others went on. One row a record and reason; it goes
-- when the record goes through again.
create table set_aside (
  portal_id bigint not null,
  -- What kind of record: contact, company, deal, task, call, property, setting, fact.
  kind text not null,
  record_id text not null,
  reason text not null,
  -- For the log and the admin: never a person's data.
  detail text,
  -- Epoch milliseconds: first and latest time.
  since bigint not null,
  latest bigint not null,
  times integer not null default 1,
  primary key (portal_id, kind, record_id, reason)
);
create index set_aside_since on set_aside (portal_id, since);
select build_wall('set_aside');

-- As in 0010, and what was set aside about these people goes too.
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
  delete from refresh_requests where portal_id = portal and object_type = 'contact' and object_id = any (contacts);
  delete from set_aside where portal_id = portal and kind = 'contact' and record_id = any (contacts);
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
