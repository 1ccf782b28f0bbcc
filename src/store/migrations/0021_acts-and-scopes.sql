-- What a request said that came under this key: a page's id may not come back with another body. Null for keys that say
-- all there is to say.
alter table seen_once add column says text;

-- What a key may do. `verify`: its word that a person confirmed a consent counts as the person's own. Keys made before
-- may ask and record.
alter table api_keys add column scopes text[] not null default '{ask,record}';
