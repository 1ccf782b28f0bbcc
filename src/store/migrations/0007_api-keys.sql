-- Keys of dialers and forms. The key names its portal and its id, so that it is looked up behind the wall; of its secret only the hash is here.
create table api_keys (
  portal_id bigint not null,
  key_id text collate "C" not null,
  name text not null,
  secret_hash bytea not null,
  created_by text not null,
  created_at bigint not null,
  last_used_at bigint,
  primary key (portal_id, key_id)
);
select build_wall('api_keys');
