-- Privacy deletion, the one door through written_once. Runs with its owner's rights, so it names the portal itself: where the owner is a
-- superuser the wall would not bind it. What stays: number_objections, and in breaches that a call was made, no longer to whom.
create function forget_contacts(contacts text[]) returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
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
revoke execute on function forget_contacts(text[]) from public;
