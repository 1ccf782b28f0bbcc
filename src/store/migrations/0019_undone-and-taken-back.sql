-- How often somebody else undid what we wrote on a task, in a row, and when HubSpot last took a write of ours (epoch milliseconds; null
-- while one is under way): the more often, the longer until the next.
alter table held_tasks add column rewrites integer not null default 0;
alter table held_tasks add column written_at bigint;

-- A call whose record does not say which way it went is listed apart. A breach that the completed record disproves stays, with when
-- (epoch milliseconds) and why it was taken back.
alter table breaches add column direction_unknown boolean not null default false;
alter table breaches add column taken_back_at bigint;
alter table breaches add column taken_back_why text;
