-- Room for the queue, which makes its own tables. A role that may not make schemas needs none with REDIS_URL.
do $$
begin
  if to_regnamespace('bullmq') is null and has_database_privilege(current_database(), 'CREATE') then
    create schema bullmq;
  end if;
end $$;
