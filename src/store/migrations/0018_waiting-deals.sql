-- Won deals of which a charity has not said what they are: counted, so that the admin sees how many wait for the answer.
create table waiting_deals (
  portal_id bigint not null,
  deal_id text not null,
  primary key (portal_id, deal_id)
);
select build_wall('waiting_deals');
