-- What the home page counts, read from indexes alone: a portal may have a million verdicts.
create index verdicts_counts on verdicts (portal_id, permission, basis);
create index verdicts_refused on verdicts (portal_id, contact_id) where refused is not null;
