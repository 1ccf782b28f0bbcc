-- Deliveries that could not be read are counted for metrics and the home page, however many there are beside them.
create index deliveries_broken on deliveries (id) where error is not null;
