-- When the account's properties were last looked at and made again; null before the first time. Epoch milliseconds.
alter table portals add column provisioned_at bigint;
