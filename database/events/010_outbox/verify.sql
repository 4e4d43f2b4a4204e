-- Told with the change, in order, with what the trigger names and nothing else; not told where nothing changed.
select tests.two_agencies();
do $$
declare
  told atrium.outbox;
  raised uuid;
begin
  perform tests.act('pm');
  insert into public.alerts (client_id, title, description) values (tests.id('a1'), 'Silent', 'a secret')
  returning id into raised;
  update public.alerts set severity = 'high', description = 'more' where id = raised;
  update public.alerts set severity = 'high' where id = raised;
  perform tests.reset();
  delete from public.alerts where id = raised;
  assert (select array_agg(o.topic order by o.position) = array['alert.created', 'alert.updated', 'alert.deleted']
    from atrium.outbox o where o.record_id = raised), 'not told in order';
  select * into told from atrium.outbox o where o.record_id = raised and o.topic = 'alert.updated';
  assert told.agency_id = tests.id('a') and told.client_id = tests.id('a1') and told.actor_id = tests.id('pm')
    and told.changed_columns = array['description', 'severity'] and told.was = '{"severity": "medium"}'
    and told.data ->> 'severity' = 'high' and told.state = 'pending', 'told wrongly';
  assert not told.data ? 'description', 'more is told than named';

  update atrium.outbox set state = 'done', done_at = now() - interval '8 days' where record_id = raised;
  update public.clients set name = 'Acme 2' where id = tests.id('a1');
  assert atrium.clean_outbox() = 3, 'not cleaned';
  assert (select count(*) > 0 from atrium.outbox o where o.record_id = tests.id('a1')), 'too much is cleaned';
end $$;
