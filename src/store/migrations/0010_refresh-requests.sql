-- Breaking: stop processes of the first edition before this runs; they know the table by its old name.
alter table relooks rename to refresh_requests;
alter index relooks_pkey rename to refresh_requests_pkey;
alter index relooks_due rename to refresh_requests_due;
update work set kind = 'refresh' where kind = 'relook';

-- As in 0008, with the table's new name.
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
